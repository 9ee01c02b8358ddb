package generate

import (
	"pgregory.net/rapid"

	"heddle/model/program"
	"heddle/model/program/build"
)

// conduit is a channel of a generated program.
type conduit struct {
	capacity int64 // -1: it is nil
	words    int   // of an element: a node's address and a value, a value, or nothing
}

// operation appends an operation to a thread, and gives what that has seen.
type operation func(th *thread) build.Reg

// Channels draws a program whose threads synchronize mostly by channels, and whose
// ordinary accesses mostly depend on what the operation before them has seen.
func Channels(t *rapid.T) *program.Program {
	s := newGuarded(t)
	s.element = s.b.Layout("element", true, false)
	for _, name := range []string{"a", "b"}[:rapid.IntRange(1, 2).Draw(t, "channels")] {
		c := conduit{
			capacity: int64(rapid.SampledFrom([]int{0, 0, 0, 0, 1, 1, 1, 1, 2, 2, -1}).Draw(t, "capacity")),
			words:    rapid.SampledFrom([]int{1, 1, 2, 2, 0}).Draw(t, "words"),
		}
		s.conduits = append(s.conduits, c)
		s.makers = append(s.makers, s.makes(name, c))
	}
	s.planTransfers()
	s.synchronize = (*thread).passing
	var bodies []*build.Func
	for i := range s.threads {
		bodies = append(bodies, s.thread(i, func(th *thread) {
			th.guarded(max(1, len(th.plan[th.id])+rapid.IntRange(-1, 1).Draw(t, "more or less")))
		}))
	}
	return s.b.Program(s.main(bodies))
}

// planTransfers plans sends and receives that meet, so that not all programs deadlock:
// threads deviate from the plan as they like.
func (s *shared) planTransfers() {
	s.plan = make([][]operation, s.threads)
	ways := func(i int, planned func(*thread, int) program.Case) operation {
		return func(th *thread) build.Reg {
			switch rapid.IntRange(0, 9).Draw(th.t, "way") {
			case 0:
				return th.selects(true, planned(th, i))
			case 1, 2:
				other := rapid.IntRange(0, len(th.objects)-1).Draw(th.t, "other channel")
				return th.selects(rapid.IntRange(0, 3).Draw(th.t, "default") == 0, planned(th, i), th.direction(other))
			}
			return th.selects(false, planned(th, i))
		}
	}
	closes := func(i int) operation {
		return func(th *thread) build.Reg { th.f.Close(th.objects[i]); return th.consts[0] }
	}
	for range rapid.IntRange(1, 5-s.threads+1).Draw(s.t, "transfers") {
		i := rapid.IntRange(0, len(s.conduits)-1).Draw(s.t, "channel")
		from := rapid.IntRange(0, s.threads-1).Draw(s.t, "from")
		to := (from + rapid.IntRange(1, s.threads-1).Draw(s.t, "to")) % s.threads
		send := ways(i, (*thread).sending)
		if rapid.IntRange(0, 4).Draw(s.t, "close") == 0 {
			send = closes(i)
		}
		s.plan[from] = append(s.plan[from], send)
		s.plan[to] = append(s.plan[to], ways(i, (*thread).receiving))
	}
}

// makes makes a channel.
func (s *shared) makes(name string, c conduit) func(f *build.Func) build.Reg {
	return func(f *build.Func) build.Reg {
		switch {
		case c.capacity < 0:
			return f.Addr(0)
		case c.words == 2:
			return f.Chan(name, s.element, f.Const(c.capacity))
		}
		return f.Chan(name, build.Word, f.Const(c.capacity))
	}
}

// passing is the operation that is planned next, or another one, and gives what it has seen.
func (th *thread) passing() build.Reg {
	plan := &th.plan[th.id]
	if len(*plan) > 0 && rapid.IntRange(0, 7).Draw(th.t, "other") > 0 {
		next := (*plan)[0]
		*plan = (*plan)[1:]
		return next(th)
	}
	i := rapid.IntRange(0, len(th.objects)-1).Draw(th.t, "channel")
	switch rapid.IntRange(0, 5).Draw(th.t, "operation") {
	case 0, 1:
		return th.f.ChanLen(th.objects[i])
	case 2, 3:
		return th.synchronization()
	}
	return th.selects(true, th.direction(i))
}

// direction is a case of a Select on channel i.
func (th *thread) direction(i int) program.Case {
	if rapid.Bool().Draw(th.t, "send") {
		return th.sending(i)
	}
	return th.receiving(i)
}

func (th *thread) sending(i int) program.Case {
	v := th.consts[rapid.IntRange(1, constants-1).Draw(th.t, "sent")]
	switch th.conduits[i].words {
	case 0:
		return build.SendTo(th.objects[i])
	case 2:
		p := th.f.Addr(0)
		if rapid.IntRange(0, 4).Draw(th.t, "nil") > 0 {
			p = th.f.Alloc("n", th.node)
			if rapid.Bool().Draw(th.t, "filled") {
				th.f.StoreAt(p, 0, v, program.Plain)
			}
		}
		th.given = p
		return build.SendTo(th.objects[i], p, v)
	}
	return build.SendTo(th.objects[i], v)
}

func (th *thread) receiving(i int) program.Case {
	return build.ReceiveFrom(th.objects[i], th.conduits[i].words)
}

// selects carries out a Select, touches the node that it has received or sent, if any, and
// gives the index of the case, whether it has received, or what.
func (th *thread) selects(hasDefault bool, cases ...program.Case) build.Reg {
	r := th.f.Select(hasDefault, cases...)
	next, seen := r+2, []build.Reg{r, r + 1}
	for _, c := range cases {
		if c.Size == 2 {
			th.f.Points(next)
			th.touchNode(next)
		}
		if c.Size > 0 {
			next += build.Reg(c.Size)
			seen = append(seen, next-1, next-1)
		}
	}
	if th.given >= 0 && rapid.IntRange(0, 2).Draw(th.t, "keep using") == 0 {
		th.touchNode(th.given)
	}
	th.given = -1
	th.keep(seen[len(seen)-1])
	return rapid.SampledFrom(seen).Draw(th.t, "seen")
}

// touchNode accesses the node at p, if there is one, as an ordinary variable.
func (th *thread) touchNode(p build.Reg) {
	write := rapid.Bool().Draw(th.t, "write")
	th.f.If(p, func() {
		if write {
			th.f.StoreAt(p, 0, th.consts[2], program.Plain)
		} else {
			th.f.LoadAt(p, 0, program.Plain)
		}
	})
}
