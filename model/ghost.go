package model

import "sync"

// Mark is an event that pictures of a run show by that name. It has no other effect.
func Mark(name string) {}

// Ghost runs f, which states a claim: what f writes is for claims alone. When checked, f takes no step, happens
// with the step before it, never races, and obeys no memory model, and a panic in it ends the program. It must not wait,
// choose, start threads, have other claims in it but Violate and Assert, or use Word, channels and networks. What it writes
// no other code may access once threads have started, but the variables that its thread alone can reach; and what it reads no other thread
// may write, but ghost code: pass it values. Natively one f runs at a time, and some time after the step before it: if a
// claim must hold there too, let f count what is published before it is, and what is received after.
func Ghost(f func()) {
	ghosts.Lock()
	defer ghosts.Unlock()
	f()
}

var ghosts sync.Mutex

// Violate says that a property, "total-order" say, is violated, and why. It does not return: natively it panics.
func Violate(property, message string) {
	panic("model: " + property + ": " + message)
}
