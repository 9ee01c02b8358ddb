package specs_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"heddle/model"
	"heddle/specs/queue"
	"heddle/specs/ring"
	"heddle/specs/stack"
)

// nativeContainer is a stack or a queue to run natively. A put that finds no room, or a take that finds nothing, says so.
type nativeContainer struct {
	name    string
	ordered bool // the values of one producer come in their order
	pair    bool // client 0 alone puts, client 1 alone takes
	operate func(clients, values int) (put func(client, v int) bool, take func(client int) (int, bool))
}

func nativeContainers() []nativeContainer {
	type operations = func(clients, values int) (func(int, int) bool, func(int) (int, bool))
	unbounded := func(put func(int), take func() (int, bool)) operations {
		return func(int, int) (func(int, int) bool, func(int) (int, bool)) {
			return func(_, v int) bool { put(v); return true }, func(int) (int, bool) { return take() }
		}
	}
	bounded := func(put func(int) bool, take func() (int, bool)) operations {
		return func(int, int) (func(int, int) bool, func(int) (int, bool)) {
			return func(_, v int) bool { return put(v) }, func(int) (int, bool) { return take() }
		}
	}
	treiber, michaelScott, twoLock := stack.NewTreiber(), queue.NewMichaelScott(), queue.NewTwoLock()
	mpmc, waiting, spsc := queue.NewMPMC(4), queue.NewMPMC(64), ring.NewSPSC(4)
	return []nativeContainer{
		{name: "stack/treiber", operate: unbounded(treiber.Push, treiber.Pop)},
		{name: "stack/treiber-tagged", operate: func(clients, values int) (func(int, int) bool, func(int) (int, bool)) {
			s := stack.NewTagged(clients, values)
			return func(client, v int) bool { s.Push(client, v); return true }, s.Pop
		}},
		{name: "queue/michael-scott", ordered: true, operate: unbounded(michaelScott.Enqueue, michaelScott.Dequeue)},
		{name: "queue/michael-scott-counted", ordered: true, operate: func(clients, values int) (func(int, int) bool, func(int) (int, bool)) {
			q := queue.NewCounted(clients, values)
			return func(client, v int) bool { q.Enqueue(client, v); return true }, q.Dequeue
		}},
		{name: "queue/two-lock", ordered: true, operate: unbounded(twoLock.Enqueue, twoLock.Dequeue)},
		{name: "queue/mpmc", ordered: true, operate: bounded(mpmc.Enqueue, mpmc.Dequeue)},
		{name: "queue/mpmc-waiting", ordered: true, operate: unbounded(waiting.Put, func() (int, bool) { return waiting.Take(), true })},
		{name: "ring/spsc", ordered: true, pair: true, operate: bounded(spsc.Enqueue, spsc.Dequeue)},
	}
}

// TestContainersNatively lets each client put a value and take one, in turns, and looks for each value once.
func TestContainersNatively(t *testing.T) {
	for _, c := range nativeContainers() {
		t.Run(c.name, func(t *testing.T) {
			clients, values := 8, 300
			if c.pair {
				clients, values = 2, 2000
			}
			put, take := c.operate(clients, values)
			taken := make([][]int, clients)
			model.Run(clients, func(client int) {
				for i := range values {
					if !c.pair || client == 0 {
						for !put(client, client*values+i) {
							model.Pause()
						}
					}
					for !c.pair || client == 1 {
						if v, ok := take(client); ok {
							taken[client] = append(taken[client], v)
							break
						}
						model.Pause()
					}
				}
			})
			all := slices.Concat(taken...)
			if c.ordered {
				for _, list := range taken {
					assert.True(t, inOrder(list, values), "a producer's values are out of order")
				}
			}
			slices.Sort(all)
			for i, v := range all {
				assert.Equal(t, i, v)
			}
			want := clients * values
			if c.pair {
				want = values
			}
			assert.Len(t, all, want)
		})
	}
}

// inOrder reports whether the values of each producer, who has put so many, are in the order in which they were put.
func inOrder(list []int, values int) bool {
	last := map[int]int{}
	for _, v := range list {
		producer := v / values
		if before, ok := last[producer]; ok && before >= v {
			return false
		}
		last[producer] = v
	}
	return true
}

func TestContainersRefuseWhatTheyCannotHold(t *testing.T) {
	assert.Panics(t, func() { queue.NewMPMC(1) })
	assert.Panics(t, func() { stack.NewTagged(256, 256) })
	assert.Panics(t, func() { queue.NewCounted(256, 256) })
	q := queue.NewCounted(1, 1)
	q.Enqueue(0, 1)
	assert.Panics(t, func() { q.Enqueue(0, 2) })
	s := stack.NewTagged(2, 1)
	s.Push(0, 1)
	assert.Panics(t, func() { s.Push(0, 2) })
	assert.NotPanics(t, func() { s.Push(1, 2) })
}

// TestXenNatively lets the claims of the ring judge a long run of it.
func TestXenNatively(t *testing.T) {
	assert.NotPanics(t, func() { ring.CheckXen(2, 500) })
}
