package errgroups

import (
	"errors"
	"fmt"
	"sync"

	"golang.org/x/sync/singleflight"
)

// A cache that lets one of several callers load a key, and gives all of them its result.
// Non-blocking, Lib: who shares the result shares its error too, and it is forgotten.

type remote struct {
	mu     sync.Mutex
	group  singleflight.Group
	loads  int
	broken bool
}

func (r *remote) load() (any, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.loads++
	if r.broken {
		return nil, errors.New("remote is down")
	}
	return "value", nil
}

func (r *remote) getForgetting(key string) string {
	v, _, _ := r.group.Do(key, r.load)
	return v.(string) // want violated panic in CheckErrorForgotten
}

func (r *remote) get(key string) string {
	v, err, _ := r.group.Do(key, r.load)
	if err != nil {
		return err.Error()
	}
	return v.(string)
}

func getBoth(r *remote, get func(key string) string) {
	got := make([]string, 2)
	var wg sync.WaitGroup
	for i := range got {
		wg.Go(func() { got[i] = get("key") })
	}
	wg.Wait()
	fmt.Println(got, r.loads == 1 || r.loads == 2)
}

func CheckErrorForgotten() {
	r := &remote{broken: true}
	getBoth(r, r.getForgetting)
}

func CheckErrorShared() { // want verified
	r := &remote{broken: true}
	getBoth(r, r.get)
}
