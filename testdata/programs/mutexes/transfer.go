package mutexes

import (
	"fmt"
	"sync"
)

// Two transfers in opposite directions between the same two accounts.
// Blocking, Mutex: each holds the lock that the other waits for.

type account struct {
	id      int
	mu      sync.Mutex
	balance int
}

func transferCrossed(from, to *account, amount int) {
	from.mu.Lock()
	defer from.mu.Unlock()
	to.mu.Lock() // want violated deadlock in CheckTransferCrossed
	defer to.mu.Unlock()
	from.balance -= amount
	to.balance += amount
}

// transferOrdered takes the lock of the lower id first, whatever the direction.
func transferOrdered(from, to *account, amount int) {
	first, second := from, to
	if second.id < first.id {
		first, second = second, first
	}
	first.mu.Lock()
	defer first.mu.Unlock()
	second.mu.Lock()
	defer second.mu.Unlock()
	from.balance -= amount
	to.balance += amount
}

func bothWays(transfer func(from, to *account, amount int)) {
	a, b := &account{id: 1, balance: 100}, &account{id: 2, balance: 50}
	var wg sync.WaitGroup
	wg.Go(func() { transfer(a, b, 30) })
	wg.Go(func() { transfer(b, a, 10) })
	wg.Wait()
	fmt.Println(a.balance, b.balance)
}

func CheckTransferCrossed() { bothWays(transferCrossed) }

func CheckTransferOrdered() { bothWays(transferOrdered) } // want verified
