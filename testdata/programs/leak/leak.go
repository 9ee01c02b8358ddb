// Package leak starts a worker and may forget to stop it.
package leak

import "sync"

type worker struct {
	mu      sync.Mutex
	changed *sync.Cond
	stopped bool
}

func start() *worker {
	w := &worker{}
	w.changed = sync.NewCond(&w.mu)
	go w.run()
	return w
}

// run waits for work until it is stopped.
func (w *worker) run() {
	w.mu.Lock()
	for !w.stopped {
		w.changed.Wait() // want violated leak in CheckForgotten
	}
	w.mu.Unlock()
}

func (w *worker) stop() {
	w.mu.Lock()
	w.stopped = true
	w.changed.Signal()
	w.mu.Unlock()
}

func CheckStopped() { // want verified
	w := start()
	w.stop()
}

func CheckForgotten() {
	start()
}
