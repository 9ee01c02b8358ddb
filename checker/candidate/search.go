package candidate

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"heddle/machine/axiom"
	"heddle/model/program"
)

// search enumerates the complete executions that violate none of some axioms.
type search struct {
	prog    *program.Program
	limits  Limits
	unroll  int
	axioms  []axiom.Axiom
	judge   axiom.Scratch
	guess   bool              // executions with a cycle in po ∪ rf, too
	found   func(*state) bool // receives each, which is valid until it returns; false ends the search
	pool    []*state          // that are not in use
	restart func()            // what was found is void: see private
	before  forecast          // if guess
	wanted  *wanted           // not nil: executions that end otherwise are of no use
	writers writers

	local   map[uint64]bool // cells that may be private, by their names
	owner   map[uint64]int  // of those that were touched: by which thread
	seen    int             // complete executions
	parts   int             // of executions that were looked at
	stopped bool
	cut     string // position of a loop that was not followed, or ""
	failure string // how the program fails in an execution, or ""
}

// state is a part of an execution.
type state struct {
	x       *axiom.Execution
	threads []thread
	guessed []int // reads whose write has yet to come
}

var (
	errShared  = errors.New("candidate: a cell is not private")
	errStop    = errors.New("candidate: that is enough")
	errDropped = errors.New("candidate: the execution is not followed")
)

func newSearch(p *program.Program, limits Limits) *search {
	s := &search{prog: p, limits: limits, unroll: limits.Unroll, local: map[uint64]bool{}, writers: findWriters(p)}
	if s.unroll == 0 {
		s.unroll = defaultUnroll
	}
	for _, o := range p.Statics {
		if strings.Contains(o.Name, ":") { // the register of a thread: P0:EAX
			s.local[o.Addr] = true
		}
	}
	return s
}

// explore looks at all executions.
func (s *search) explore() error {
	for {
		s.owner, s.seen, s.parts, s.stopped, s.cut, s.failure = map[uint64]int{}, 0, 0, false, "", ""
		s.restart()
		switch err := s.once(); {
		case errors.Is(err, errShared):
		case errors.Is(err, errStop) || errors.Is(err, errDropped):
			return nil
		default:
			return err
		}
	}
}

func (s *search) once() error {
	entry := &s.prog.Funcs[s.prog.Entry]
	st := &state{x: axiom.New()}
	st.x.Name = s.name
	if err := s.begin(st, thread{parent: -1, fn: entry, regs: make([]value, entry.Regs)}); err != nil {
		return err
	}
	return s.extend(st)
}

// name is what a location is called.
func (s *search) name(addr uint64) string {
	p := s.prog
	i, found := slices.BinarySearchFunc(p.Statics, addr, func(o program.Object, a uint64) int { return int(int64(o.Addr) - int64(a)) })
	if !found {
		i--
	}
	if i < 0 {
		return fmt.Sprintf("[%d]", addr)
	}
	o := p.Statics[i]
	cells := p.Layouts[o.Layout].Cells
	k := int(addr - o.Addr)
	suffix := cells[k%len(cells)]
	if o.Count > 1 {
		suffix = fmt.Sprintf("[%d]%s", k/len(cells), suffix)
	}
	return o.Name + suffix
}

// private carries out t's access if its cell is a register of the test that no other
// thread touches. It is taken for private until one does; then the search begins anew.
func (s *search) private(t *thread) (done bool, err error) {
	r := t.next
	addr := r.addr.word
	if !s.local[addr] {
		return false, nil
	}
	if owner, ok := s.owner[addr]; ok && owner != t.number {
		s.local[addr], s.wanted = false, nil
		return false, errShared
	}
	s.owner[addr] = t.number
	old := value{word: s.prog.Image[addr]}
	at := slices.IndexFunc(t.cells, func(c cell) bool { return c.addr == addr })
	if at >= 0 {
		old = t.cells[at].value
	}
	written, ok := r.b, true
	if r.reads() {
		result, v, writes, _ := old.word, uint64(0), false, program.Plain
		if r.locked() {
			result, v, writes, _ = r.outcome(old.word)
		}
		t.regs[r.in.A] = value{result, old.from.with(r.c.from)}
		written, ok = value{v, old.from.with(r.c.from).with(r.d.from)}, writes
	}
	if ok {
		t.cells = append(slices.Clone(t.cells), cell{addr, written})
		if at >= 0 {
			t.cells = slices.Delete(t.cells, at, at+1)
		}
	}
	return true, nil
}

// final gives the values of cells at the end of a complete execution.
func (s *search) final(st *state, observe []uint64) []uint64 {
	values := make([]uint64, len(observe))
	for i, addr := range observe {
		v, ok := st.x.Final(addr)
		if !ok && addr < uint64(len(s.prog.Image)) {
			v = s.prog.Image[addr]
		}
		values[i] = v
		for _, t := range st.threads {
			for _, c := range t.cells {
				if c.addr == addr {
					values[i] = c.word
				}
			}
		}
	}
	return values
}
