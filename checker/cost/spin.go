package cost

import "heddle/machine"

// Spin is where threads wait in loops, for a lock or at a barrier.
type Spin uint8

// The kinds of places, from the best to the worst.
const (
	NoSpin     Spin = iota // no thread spins
	SpinOwn                // on lines that no other thread ever spins on: they can lie in its memory
	SpinFound              // on lines that no other thread spins on at the time, but others at other times
	SpinShared             // on lines that others spin on, too
	SpinModify             // by read-modify-writes, which no cache helps
)

func (s Spin) String() string {
	return [...]string{"none", "own, static", "own, dynamic", "shared", "shared, by rmw"}[s]
}

// spin finds where threads spin in all nodes. ok is false if some lines are on the heap.
func (s *space) spin() (kind Spin, ok bool) {
	spinner := map[uint64]int{} // by line: who spins on it
	for v := range uint32(s.N()) {
		now := map[uint64]int{} // the same of this node
		for t := range s.threads {
			if p := s.phases[v].of(t); p != machine.Trying && p != machine.Meeting {
				continue
			}
			loop, spins := s.alone(v, t)
			if !spins {
				continue
			}
			for _, touch := range s.touched(loop, t) {
				if touch.Heap {
					return 0, false
				}
				other, shared := now[touch.Line]
				before, known := spinner[touch.Line]
				switch {
				case touch.Writes:
					kind = max(kind, SpinModify)
				case shared && other != t:
					kind = max(kind, SpinShared)
				case known && before != t:
					kind = max(kind, SpinFound)
				default:
					kind = max(kind, SpinOwn)
				}
				now[touch.Line], spinner[touch.Line] = t, t
			}
		}
	}
	return kind, true
}

// touched gives what the steps of thread t from some nodes touch.
func (s *space) touched(nodes []uint32, t int) (all []machine.Touch) {
	for _, v := range nodes {
		for r := s.Row(v); r.Next(); {
			if s.threadOf(&r.Edge) == t {
				all = append(all, s.label(r.Label).Touches...)
			}
		}
	}
	return all
}
