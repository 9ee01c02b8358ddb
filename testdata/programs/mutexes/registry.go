package mutexes

import (
	"errors"
	"fmt"
	"sync"
)

// A registry of services that refuses a name that is taken.
// Blocking, Mutex: one path of a function returns without unlocking.

var errTaken = errors.New("name is taken")

type registry struct {
	mu       sync.Mutex
	services map[string]int
}

func (r *registry) registerCareless(name string, port int) error {
	r.mu.Lock() // want violated deadlock in CheckErrorPathKeepsLock
	if _, taken := r.services[name]; taken {
		return errTaken
	}
	r.services[name] = port
	r.mu.Unlock()
	return nil
}

func (r *registry) register(name string, port int) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, taken := r.services[name]; taken {
		return fmt.Errorf("register %s: %w", name, errTaken)
	}
	r.services[name] = port
	return nil
}

func registerTwice(r *registry, register func(name string, port int) error) {
	failed := 0
	var wg sync.WaitGroup
	errs := make([]error, 2)
	for i := range errs {
		wg.Go(func() { errs[i] = register("db", 5432+i) })
	}
	wg.Wait()
	for _, err := range errs {
		if errors.Is(err, errTaken) {
			failed++
		}
	}
	if err := register("web", 80); err != nil {
		panic(err)
	}
	fmt.Println(failed, "refused,", len(r.services), "registered, web at", r.services["web"])
}

func CheckErrorPathKeepsLock() {
	r := &registry{services: map[string]int{}}
	registerTwice(r, r.registerCareless)
}

func CheckErrorPathUnlocks() { // want verified
	r := &registry{services: map[string]int{}}
	registerTwice(r, r.register)
}
