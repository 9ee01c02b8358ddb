package checker

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/machine"
	"heddle/machine/reference"
	"heddle/model/program"
	"heddle/model/program/build"
)

// queued is a program of threads that each take a lock, which want, doorway and enter are told of.
type queued struct {
	b                   *build.Builder
	lock, next, serving uint64
	section             uint64
}

func newQueued() *queued {
	b := build.New()
	return &queued{b: b, lock: b.Global("lock", 1), next: b.Global("next", 1), serving: b.Global("serving", 1), section: b.Global("section", 1)}
}

// testAndSet takes the lock whoever came first; noise draws what else is done at each place.
func (q *queued) testAndSet(f *build.Func, noise func()) {
	f.Ghost(program.EventWant, f.Addr(q.section))
	noise()
	f.Ghost(program.EventDoorway, f.Addr(0))
	noise()
	f.Section(func() {
		held := f.LoadAt(f.Addr(q.lock), 0, program.Plain)
		f.Await(f.Op(program.Eq, held, f.Const(0)))
		f.StoreAt(f.Addr(q.lock), 0, f.Const(1), program.Plain)
	})
	f.Ghost(program.EventEnter, f.Addr(q.section))
	noise()
	f.Ghost(program.EventLeave, f.Addr(q.section))
	f.Section(func() { f.StoreAt(f.Addr(q.lock), 0, f.Const(0), program.Plain) })
}

// ticket takes the lock in the order of tickets.
func (q *queued) ticket(f *build.Func) {
	f.Ghost(program.EventWant, f.Addr(q.section))
	my := f.Op(program.Add, f.Const(0), f.Const(0))
	f.Section(func() {
		n := f.LoadAt(f.Addr(q.next), 0, program.Plain)
		f.MoveTo(my, n)
		f.StoreAt(f.Addr(q.next), 0, f.Op(program.Add, n, f.Const(1)), program.Plain)
	})
	f.Ghost(program.EventDoorway, f.Addr(0))
	f.Section(func() {
		f.Await(f.Op(program.Eq, f.LoadAt(f.Addr(q.serving), 0, program.Plain), my))
	})
	f.Ghost(program.EventEnter, f.Addr(q.section))
	f.Ghost(program.EventLeave, f.Addr(q.section))
	f.Section(func() {
		n := f.LoadAt(f.Addr(q.serving), 0, program.Plain)
		f.StoreAt(f.Addr(q.serving), 0, f.Op(program.Add, n, f.Const(1)), program.Plain)
	})
}

func (q *queued) program(threads ...func(f *build.Func)) *program.Program {
	main := q.b.Func("main")
	for _, body := range threads {
		f := q.b.Func("thread")
		body(f)
		f.Return()
		main.Go(f)
	}
	main.Join()
	main.Return()
	return q.b.Program(main)
}

// outOfTurn reports whether some schedule enters out of turn, as the machine and as brute force find it.
func outOfTurn(t require.TestingT, p *program.Program, memory string) (reduced, brute bool) {
	model, err := machine.FindMemory(memory)
	require.NoError(t, err)
	config := reference.Under(memory)
	config.Races, config.Ordered, config.FirstCome = false, true, true
	want, err := reference.Explore(p, config, bruteForceLimit)
	require.NoError(t, err)
	_, brute = want.Violations["fcfs"]
	model.Races = false
	for i, cfg := range []machine.Config{{}, {AllVisible: true}, {NoMemo: true}} {
		cfg.Memory, cfg.Ordered, cfg.FirstCome = model, true, true
		s := explore(machine.New(p, cfg), Options{})
		require.Empty(t, s.limit)
		found := s.violation != nil && s.violation.failure.Property == "fcfs"
		if i > 0 {
			require.Equal(t, reduced, found, "configuration %d", i)
		}
		reduced = found
	}
	return reduced, brute
}

func TestFirstComeFirstServed(t *testing.T) {
	for _, memory := range []string{"sc", "tso"} {
		q := newQueued()
		found, brute := outOfTurn(t, q.program(q.ticket, q.ticket), memory)
		assert.False(t, found)
		assert.False(t, brute)
		q = newQueued()
		unfair := func(f *build.Func) { q.testAndSet(f, func() {}) }
		found, brute = outOfTurn(t, q.program(unfair, unfair), memory)
		assert.True(t, found)
		assert.True(t, brute)
	}
}

func TestFirstComeAgainstBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := newQueued()
		noisy := func(f *build.Func) {
			q.testAndSet(f, func() {
				switch rapid.IntRange(0, 3).Draw(t, "noise") {
				case 0:
					f.Store(q.next, f.Const(1), program.SeqCst)
				case 1:
					f.LoadAt(f.Addr(q.next), 0, program.Ordinary)
				}
			})
		}
		fair := rapid.Bool().Draw(t, "fair")
		first := noisy
		if fair {
			first = q.ticket
		}
		found, brute := outOfTurn(t, q.program(first, noisy), "sc")
		require.Equal(t, brute, found)
	})
}

func TestObligations(t *testing.T) {
	q := newQueued()
	memory, err := machine.FindMemory("sc")
	require.NoError(t, err)
	m := machine.New(q.program(q.ticket, q.ticket), machine.Config{Memory: memory, Ordered: true})
	s := explore(m, Options{})
	require.Nil(t, s.violation)
	seen := map[uint64]bool{}
	for _, p := range s.seen.positions() {
		open, err := m.Obligations(s.seen.state(p))
		require.NoError(t, err)
		seen[open] = true
		if inside := m.Inside(s.seen.state(p)); inside != 0 {
			assert.Zero(t, inside&(inside-1), "at most one thread is inside")
		}
	}
	assert.Equal(t, map[uint64]bool{0: true, 1: true, 2: true, 3: true}, seen, "each may want in or not")
	require.Len(t, m.Duties(), 2)
	for _, d := range m.Duties() {
		assert.Equal(t, "starvation", d.Property)
		assert.Contains(t, d.Name, "gets into section section")
	}
}
