package races

import (
	"fmt"
	"sync"
)

// One goroutine for each node, which pings the node of its round.
// Non-blocking, anonymous function: all of them capture one loop variable, as before Go 1.22.

type cluster struct {
	mu     sync.Mutex
	pinged map[string]bool
}

func (c *cluster) ping(node string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.pinged[node] = true
}

func CheckLoopVariableShared() {
	c := &cluster{pinged: map[string]bool{}}
	var wg sync.WaitGroup
	var node string
	for _, node = range []string{"a", "b"} {
		wg.Go(func() {
			c.ping(node) // want violated race in CheckLoopVariableShared
		})
	}
	wg.Wait()
}

func CheckLoopVariableOwn() { // want verified
	c := &cluster{pinged: map[string]bool{}}
	var wg sync.WaitGroup
	for _, node := range []string{"a", "b"} {
		wg.Go(func() { c.ping(node) })
	}
	wg.Wait()
	fmt.Println(c.pinged)
}
