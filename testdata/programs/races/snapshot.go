package races

import (
	"fmt"
	"sync"
)

// Statistics of a server, copied for whoever wants to show them.
// Non-blocking, traditional: the copy of a struct reads all of its fields, here without the lock.

type stats struct{ requests, failures int }

type monitor struct {
	mu  sync.Mutex
	now stats
}

func (m *monitor) record(failed bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now.requests++
	if failed {
		m.now.failures++
	}
}

func (m *monitor) snapshotUnlocked() stats {
	return m.now // want violated race in CheckCopyUnlocked
}

func (m *monitor) snapshot() stats {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.now
}

func observe(snapshot func(m *monitor) stats) {
	var m monitor
	var wg sync.WaitGroup
	wg.Go(func() { m.record(true) })
	if s := snapshot(&m); s.failures != s.requests {
		panic("half of a request")
	}
	wg.Wait()
	fmt.Printf("%+v\n", m.now)
}

func CheckCopyUnlocked() { observe((*monitor).snapshotUnlocked) }

func CheckCopyLocked() { observe((*monitor).snapshot) } // want verified
