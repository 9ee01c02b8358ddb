package waiting

import (
	"errors"
	"fmt"
	"sync"
)

// Uploads of parts, of which one fails.
// Blocking, Wait: an early return skips Done.

type upload struct {
	wg   sync.WaitGroup
	errs []error
}

func send(part int) error {
	if part == 1 {
		return errors.New("part refused")
	}
	return nil
}

func (u *upload) partCareless(i int) {
	if err := send(i); err != nil {
		u.errs[i] = err
		return
	}
	u.wg.Done()
}

func (u *upload) part(i int) {
	defer u.wg.Done()
	if err := send(i); err != nil {
		u.errs[i] = fmt.Errorf("part %d: %w", i, err)
	}
}

func (u *upload) run(part func(i int)) error {
	u.errs = make([]error, 2)
	for i := range u.errs {
		u.wg.Add(1)
		go part(i)
	}
	u.wg.Wait() // want violated deadlock in CheckDoneSkipped
	return errors.Join(u.errs...)
}

func CheckDoneSkipped() {
	var u upload
	u.run(u.partCareless)
}

func CheckDoneDeferred() { // want verified
	var u upload
	fmt.Println(u.run(u.part))
}
