package races

import (
	"fmt"
	"sync"
)

// A table of routes that gives its routes to whoever lists them.
// Non-blocking, traditional: the map itself leaves the critical section, and is read outside.

type routes struct {
	mu sync.RWMutex
	to map[string]string
}

func (r *routes) add(path, handler string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.to[path] = handler
}

func (r *routes) itself() map[string]string {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.to
}

func (r *routes) copied() map[string]string {
	r.mu.RLock()
	defer r.mu.RUnlock()
	to := make(map[string]string, len(r.to))
	for path, handler := range r.to {
		to[path] = handler
	}
	return to
}

func list(all func(r *routes) map[string]string) {
	r := &routes{to: map[string]string{"/": "index"}}
	var wg sync.WaitGroup
	wg.Go(func() { r.add("/new", "create") })
	n := 0
	for path, handler := range all(r) { // want violated race in CheckMapEscapes
		if path == "/" && handler == "index" {
			n++
		}
	}
	wg.Wait()
	fmt.Println(n, len(r.to))
}

func CheckMapEscapes() { list((*routes).itself) }

func CheckMapCopied() { list((*routes).copied) } // want verified
