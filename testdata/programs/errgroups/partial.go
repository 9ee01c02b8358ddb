package errgroups

import (
	"errors"
	"fmt"

	"golang.org/x/sync/errgroup"
)

// Prices of several shops are fetched; the best is wanted.
// Non-blocking, Lib: the first error is returned before the group has been waited for.

func price(shop int) (int, error) {
	if shop == 2 {
		return 0, errors.New("shop is closed")
	}
	return 10 * (shop + 1), nil
}

type quotes struct {
	group  errgroup.Group
	prices []int
}

func (q *quotes) ask(shops int) {
	q.prices = make([]int, shops)
	for shop := range shops {
		q.group.Go(func() (err error) {
			q.prices[shop], err = price(shop)
			return err
		})
	}
}

func (q *quotes) best() (best int) {
	for _, p := range q.prices { // want violated race in CheckReadBeforeWait
		if best == 0 || p > 0 && p < best {
			best = p
		}
	}
	return best
}

func CheckReadBeforeWait() {
	var q quotes
	q.ask(2)
	best := q.best()
	fmt.Println(best, q.group.Wait())
}

func CheckReadAfterWait() { // want verified
	var q quotes
	q.ask(3)
	err := q.group.Wait()
	fmt.Println(q.best(), err)
}
