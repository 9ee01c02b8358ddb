package live

import (
	"math/bits"

	"heddle/checker/graph"
)

// processes is a set of them: of threads, of their store buffers, and of the network as far as it has
// messages from or to their processors; bit t for that of thread t.
type processes struct{ threads, buffers, messages uint64 }

var all = processes{^uint64(0), ^uint64(0), ^uint64(0)}

// stepping gives the processes whose step an edge is.
func stepping(e *graph.Edge) (set processes) {
	bit := uint64(1) << e.Action.Thread()
	switch {
	case e.Action.Fault(): // of which none is asked to happen
		return set
	case e.Action.Deliver():
		set.messages = bit
	case !e.Action.Flush():
		set.threads = bit
	case e.Action.Alt() == 0:
		set.buffers = bit
	}
	if e.Partner > 0 {
		set.threads |= 1 << (e.Partner - 1)
	}
	return set
}

func (p processes) empty() bool { return p == processes{} }

func (p processes) or(q processes) processes {
	return processes{p.threads | q.threads, p.buffers | q.buffers, p.messages | q.messages}
}

func (p processes) and(q processes) processes {
	return processes{p.threads & q.threads, p.buffers & q.buffers, p.messages & q.messages}
}

func (p processes) minus(q processes) processes {
	return processes{p.threads &^ q.threads, p.buffers &^ q.buffers, p.messages &^ q.messages}
}

func (p processes) len() int {
	return bits.OnesCount64(p.threads) + bits.OnesCount64(p.buffers) + bits.OnesCount64(p.messages)
}

// ranked gives those of q as bits 0, 1, …: bit i for the i-th process of p.
func (p processes) ranked(q processes) (set uint64) {
	bit := uint64(1)
	for _, w := range [][2]uint64{{p.threads, q.threads}, {p.buffers, q.buffers}, {p.messages, q.messages}} {
		for rest := w[0]; rest != 0; rest &= rest - 1 {
			if w[1]&rest&-rest != 0 {
				set |= bit
			}
			bit <<= 1
		}
	}
	return set
}
