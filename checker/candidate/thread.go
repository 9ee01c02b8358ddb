package candidate

import (
	"errors"
	"fmt"
	"slices"

	"heddle/machine/axiom"
	"heddle/model/program"
)

// thread is a thread of the execution under construction, stopped before its next
// access. It is a value: what it points to is not changed but replaced.
type thread struct {
	number, parent int
	fn             *program.Func
	pc             int
	regs           []value
	ctrl           origin   // of the branches taken so far
	cells          []cell   // its private cells that it has stored to
	turns          []int    // how often it has jumped back from there, by pc; nil: never
	after          []int    // events that come before its next one, of another thread
	next           *request // what it is stopped at; not changed but replaced; nil: nothing
	offered        int      // of a read: writes below this event were offered to it, and not taken
	ended          bool     // it has returned
}

// value is a word and the reads that it depends on.
type value struct {
	word uint64
	from origin
}

// cell is a private cell.
type cell struct {
	addr uint64
	value
}

// endsSo reports whether t has left its private cells with the words of cells.
func (t *thread) endsSo(cells []cell) bool {
	return slices.EqualFunc(t.cells, cells, func(c, d cell) bool { return c.addr == d.addr && c.word == d.word })
}

// origin is a set of reads, the events that something depends on, ascending.
type origin []int

// with is the union of two sets.
func (o origin) with(p origin) origin {
	if len(p) == 0 {
		return o
	}
	if len(o) == 0 {
		return p
	}
	all := append(slices.Clone(o), p...)
	slices.Sort(all)
	return slices.Compact(all)
}

// request is the access, fence or choice that a thread is stopped at.
type request struct {
	in     *program.Instr
	addr   value
	b, c   value // of a store b is stored; of a read-modify-write c is its operand or what a compare-and-swap expects
	d      value // of a compare-and-swap: what it writes
	choice int   // of a Choose: number of alternatives
}

// reads and writes say what the access may do.
func (r *request) reads() bool  { return r.in.Op == program.Load || r.locked() }
func (r *request) writes() bool { return r.in.Op == program.Store || r.locked() }

func (r *request) locked() bool { return r.in.Op.Modifies() }

// outcome gives what a read-modify-write that reads old does: the word for its
// register, what it writes, whether it does, and its order.
func (r *request) outcome(old uint64) (result, written uint64, success bool, o program.Order) {
	if r.in.Op == program.AtomicCAS {
		o, failure := program.CASOrders(r.in.Aux)
		success = old == r.c.word
		if r.in.Imm == 1 {
			result = old
		} else if success {
			result = 1
		}
		if !success {
			return result, 0, false, failure
		}
		return result, r.d.word, true, o
	}
	v, _ := evaluate(r.in, old, r.c.word)
	return old, v, true, program.Order(r.in.Aux)
}

// errUnrolled says that a thread is at the bound of a loop.
var errUnrolled = errors.New("candidate: a loop is unrolled no further")

// run executes t up to its next request, or to its end. started receives the threads
// that it starts.
func (s *search) run(t *thread, x *axiom.Execution, started *[]thread) error {
	t.regs = slices.Clone(t.regs)
	t.offered = 0
	for {
		in := &t.fn.Code[t.pc]
		switch in.Op {
		case program.Return:
			t.ended, t.next = true, nil
			return nil
		case program.Jump, program.Branch:
			if err := s.jump(t, in); err != nil {
				return err
			}
			continue
		case program.Go:
			if t.number != 0 {
				return t.refuse(s.prog, "a thread starts another")
			}
			*started = append(*started, s.child(t, x, in))
		case program.Nop:
		case program.Fail:
			return t.fail(s.prog, s.prog.Strings[in.Imm])
		case program.Load, program.Store, program.Fence, program.Choose, program.Join,
			program.AtomicAdd, program.AtomicSwap, program.AtomicAnd, program.AtomicOr, program.AtomicXor, program.AtomicCAS:
			if done, err := s.request(t, in); !done || err != nil {
				return err
			}
		default:
			if err := s.compute(t, in); err != nil {
				return err
			}
		}
		t.pc++
	}
}

// jump follows a Jump or Branch.
func (s *search) jump(t *thread, in *program.Instr) error {
	to := int(in.Imm)
	if in.Op == program.Branch {
		cond := t.regs[in.B]
		t.ctrl = t.ctrl.with(cond.from)
		to = int(in.C)
		if cond.word != 0 {
			to = int(in.A)
		}
	}
	if to <= t.pc {
		turns := make([]int, len(t.fn.Code))
		copy(turns, t.turns)
		turns[t.pc]++
		t.turns = turns
		if turns[t.pc] > s.unroll {
			return errUnrolled
		}
	}
	t.pc = to
	return nil
}

// compute executes an instruction on registers.
func (s *search) compute(t *thread, in *program.Instr) error {
	uses := t.fn.Uses(t.pc)
	var b, c value
	if len(uses) > 0 {
		b = t.regs[uses[0]]
	}
	if len(uses) > 1 {
		c = t.regs[uses[1]]
	}
	if in.Op == program.AddrAdd {
		if b.word == 0 {
			return t.fail(s.prog, "nil dereference")
		}
		t.regs[in.A] = value{b.word + uint64(in.Imm), b.from}
		return nil
	}
	v, ok := evaluate(in, b.word, c.word)
	switch {
	case !ok && (in.Op == program.Div || in.Op == program.Rem) && c.word == 0:
		return t.fail(s.prog, "division by zero")
	case !ok:
		return t.refuse(s.prog, in.Op.String())
	}
	t.regs[in.A] = value{v, b.from.with(c.from)}
	return nil
}

// child is the thread that t starts.
func (s *search) child(t *thread, x *axiom.Execution, in *program.Instr) thread {
	fn := &s.prog.Funcs[in.C]
	c := thread{parent: t.number, fn: fn, regs: make([]value, fn.Regs), after: t.latest(x), ctrl: t.ctrl}
	for i, r := range t.fn.Lists[in.B] {
		c.regs[i] = t.regs[r]
	}
	return c
}

// latest is the event after which everything is that comes after t as it is now.
func (t *thread) latest(x *axiom.Execution) []int {
	if l := x.Last(t.number); l != axiom.None && len(t.after) == 0 {
		return []int{l}
	} else if l != axiom.None {
		return append([]int{l}, t.after...)
	}
	return t.after
}

// request stops t at an access, unless it is one to a private cell, which is carried out.
func (s *search) request(t *thread, in *program.Instr) (done bool, err error) {
	r := &request{in: in}
	switch in.Op {
	case program.Store:
		r.addr, r.b = t.regs[in.A], t.regs[in.B]
	case program.Choose:
		n := int64(t.regs[in.B].word)
		if n < 1 {
			return false, t.fail(s.prog, fmt.Sprintf("choice of %d", n))
		}
		r.choice = int(n)
	case program.Load:
		r.addr = t.regs[in.B]
	case program.AtomicCAS:
		r.addr, r.c, r.d = t.regs[in.B], t.regs[in.C], t.regs[in.D]
	case program.Fence, program.Join:
	default:
		r.addr, r.c = t.regs[in.B], t.regs[in.C]
	}
	t.next = r
	if !r.reads() && !r.writes() {
		return false, nil
	}
	if r.addr.word == 0 {
		return false, t.fail(s.prog, "nil dereference")
	}
	if in.Op == program.Load || in.Op == program.Store {
		r.addr.word += uint64(in.Imm)
	}
	if a := r.addr.word; a >= uint64(len(s.prog.Image)) {
		return false, t.fail(s.prog, fmt.Sprintf("access to cell %d of %d", a, len(s.prog.Image)))
	}
	return s.private(t)
}
