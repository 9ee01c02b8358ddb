package races

import (
	"errors"
	"fmt"
	"sync"
)

// A copy that reads and writes at the same time, and reports the first error.
// Non-blocking, anonymous function: = instead of := assigns the err of the enclosing function.

type disk struct{ full bool }

func (d disk) read() error { return nil }

func (d disk) write() error {
	if d.full {
		return errors.New("disk is full")
	}
	return nil
}

func copyShared(d disk) error {
	var err error
	var wg sync.WaitGroup
	wg.Go(func() {
		err = d.write() // want violated race in CheckErrShared
	})
	if err = d.read(); err != nil {
		return err
	}
	wg.Wait()
	return err
}

func copyJoined(d disk) error {
	var written error
	var wg sync.WaitGroup
	wg.Go(func() { written = d.write() })
	err := d.read()
	wg.Wait()
	return errors.Join(err, written)
}

func CheckErrShared() { fmt.Println(copyShared(disk{full: true})) }

func CheckErrJoined() { // want verified
	fmt.Println(copyJoined(disk{full: true}))
	fmt.Println(copyJoined(disk{}))
}
