package errgroups

import (
	"fmt"
	"sync/atomic"

	"golang.org/x/sync/errgroup"
)

// A walk over a tree of directories, with at most so many goroutines.
// Blocking, Lib: Go waits for room in the group, called from within the group that has none.

type directory struct {
	files int
	below []*directory
}

type walk struct {
	group errgroup.Group
	files atomic.Int32
}

func (w *walk) visitWaiting(d *directory) error {
	w.files.Add(int32(d.files))
	for _, sub := range d.below {
		w.group.Go(func() error { return w.visitWaiting(sub) }) // want violated deadlock in CheckGoWithinLimit
	}
	return nil
}

// visit goes on by itself where there is no room.
func (w *walk) visit(d *directory) error {
	w.files.Add(int32(d.files))
	for _, sub := range d.below {
		if !w.group.TryGo(func() error { return w.visit(sub) }) {
			if err := w.visit(sub); err != nil {
				return err
			}
		}
	}
	return nil
}

func countFiles(visit func(w *walk, d *directory) error) {
	root := &directory{1, []*directory{{2, nil}, {3, []*directory{{4, nil}}}}}
	var w walk
	w.group.SetLimit(1)
	w.group.Go(func() error { return visit(&w, root) })
	err := w.group.Wait()
	fmt.Println(w.files.Load(), err)
}

func CheckGoWithinLimit() { countFiles((*walk).visitWaiting) }

func CheckTryGo() { countFiles((*walk).visit) } // want verified
