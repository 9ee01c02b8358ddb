package waiting

import (
	"fmt"
	"sync"
)

// Plugins that are started together, and waited for.
// Blocking, Wait: Wait stands inside the loop that starts what it waits for.

type plugin struct {
	name    string
	started bool
}

func startAll(plugins []*plugin, waitInLoop bool) {
	var wg sync.WaitGroup
	wg.Add(len(plugins))
	for _, p := range plugins {
		go func() {
			defer wg.Done()
			p.started = true
		}()
		if waitInLoop {
			wg.Wait() // want violated deadlock in CheckWaitInLoop
		}
	}
	wg.Wait()
}

func CheckWaitInLoop() {
	startAll([]*plugin{{name: "log"}, {name: "net"}}, true)
}

func CheckWaitAfterLoop() { // want verified
	plugins := []*plugin{{name: "log"}, {name: "net"}}
	startAll(plugins, false)
	for _, p := range plugins {
		fmt.Println(p.name, p.started)
	}
}
