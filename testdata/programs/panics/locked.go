package panics

import (
	"fmt"
	"sync"
)

// An inventory whose update panics for unknown items; the caller recovers.
// Blocking, Mutex: the panic leaves the critical section without unlocking.

type inventory struct {
	mu    sync.Mutex
	stock map[string][]int
}

func (inv *inventory) takeUndeferred(item string) int {
	inv.mu.Lock() // want violated deadlock in CheckPanicKeepsLock
	lot := inv.stock[item][0]
	inv.stock[item] = inv.stock[item][1:]
	inv.mu.Unlock()
	return lot
}

func (inv *inventory) take(item string) int {
	inv.mu.Lock()
	defer inv.mu.Unlock()
	lot := inv.stock[item][0]
	inv.stock[item] = inv.stock[item][1:]
	return lot
}

func takeOr(take func(item string) int, item string, otherwise int) (lot int) {
	defer func() {
		if recover() != nil {
			lot = otherwise
		}
	}()
	return take(item)
}

func takeTogether(inv *inventory, take func(item string) int) {
	inv.stock = map[string][]int{"nut": {7}}
	lots := make([]int, 2)
	var wg sync.WaitGroup
	for i := range lots {
		wg.Go(func() { lots[i] = takeOr(take, "nut", -1) })
	}
	wg.Wait()
	fmt.Println(lots[0]+lots[1], takeOr(take, "bolt", 0))
}

func CheckPanicKeepsLock() {
	var inv inventory
	takeTogether(&inv, inv.takeUndeferred)
}

func CheckPanicUnlocks() { // want verified
	var inv inventory
	takeTogether(&inv, inv.take)
}
