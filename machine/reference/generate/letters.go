package generate

import (
	"pgregory.net/rapid"

	"heddle/model/program"
	"heddle/model/program/build"
)

// Letters draws a program of two to four nodes that do little but send each other messages, on a network without faults: it has many
// orders of few steps.
func Letters(t *rapid.T) *program.Program {
	s := newGuarded(t)
	s.threads = rapid.IntRange(2, 4).Draw(t, "nodes")
	s.wiring = &wiring{words: rapid.SampledFrom([]int{1, 1, 2}).Draw(t, "words")}
	if rapid.IntRange(0, 3).Draw(t, "unordered") == 0 {
		s.wiring.as[program.BehaveUnordered] = 1
	}
	s.install()
	s.planLetters(rapid.IntRange(2, 8-s.threads).Draw(t, "messages"))
	memory := rapid.IntRange(0, 2).Draw(t, "memory") == 0
	var bodies []*build.Func
	for i := range s.threads {
		bodies = append(bodies, s.thread(i, func(th *thread) {
			for range len(th.plan[i]) {
				th.letter(memory)
			}
			if rapid.Bool().Draw(t, "stays") {
				th.stays()
			}
		}))
	}
	return s.b.Program(s.main(bodies))
}

// letter is the operation that is planned next, and what may follow from what it has seen: an access to memory, or an answer.
func (th *thread) letter(memory bool) {
	if memory && rapid.IntRange(0, 2).Draw(th.t, "before") == 0 {
		th.synchronization()
	}
	next := th.plan[th.id][0]
	th.plan[th.id] = th.plan[th.id][1:]
	seen := next(th)
	switch is := th.f.Op(program.Eq, seen, th.consts[rapid.IntRange(0, 2).Draw(th.t, "is")]); rapid.IntRange(0, 5).Draw(th.t, "then") {
	case 0:
		to := rapid.IntRange(0, th.threads-1).Draw(th.t, "to")
		th.f.If(is, func() { th.transmit(to) })
	case 1:
		if memory {
			th.f.If(is, th.data)
		}
	case 2:
		th.f.If(is, func() { th.receives(program.ReceiveTry) })
	}
}
