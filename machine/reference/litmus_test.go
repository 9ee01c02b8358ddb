package reference_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/machine/reference"
	"heddle/model/program"
	"heddle/model/program/build"
)

const limit = 200_000

var (
	sc    = reference.Config{}
	tso   = reference.Config{Memory: reference.TSO}
	races = reference.Config{Races: true}
)

// test is a litmus test under construction: its threads read and write globals
// and leave what they read in result0, result1, ….
type test struct {
	*build.Builder
	bodies  []*build.Func
	results int
}

func newTest() *test { return &test{Builder: build.New()} }

// thread adds a thread.
func (l *test) thread(body func(f *build.Func)) {
	f := l.Func(fmt.Sprintf("P%d", len(l.bodies)))
	body(f)
	f.Return()
	l.bodies = append(l.bodies, f)
}

// observe keeps r as the next result.
func (l *test) observe(f *build.Func, r build.Reg) {
	g := l.Global(fmt.Sprintf("result%d", l.results), 1)
	l.results++
	f.Store(g, r, program.Plain)
}

// program runs all threads and joins them; what then does the rest of main.
func (l *test) program(then func(f *build.Func)) *program.Program {
	main := l.Func("main")
	for _, f := range l.bodies {
		main.Go(f)
	}
	main.Join()
	if then != nil {
		then(main)
	}
	main.Return()
	return l.Program(main)
}

func explore(t *testing.T, p *program.Program, c reference.Config) reference.Outcome {
	t.Helper()
	require.NoError(t, p.Validate())
	o, err := reference.Explore(p, c, limit)
	require.NoError(t, err)
	return o
}

// finals are the outcomes as digits, sorted: "01" is result0=0 result1=1.
func finals(o reference.Outcome) []string {
	var list []string
	for text := range o.Finals {
		digits := ""
		for i := 0; i < len(text); i++ {
			if text[i] == '=' {
				digits += text[i+1 : i+2]
			}
		}
		list = append(list, digits)
	}
	slices.Sort(list)
	return list
}

// storeBuffering is the litmus test SB.
func storeBuffering(store, load, fence program.Order) *program.Program {
	l := newTest()
	x, y := l.Global("x", 1), l.Global("y", 1)
	for _, g := range [][2]uint64{{x, y}, {y, x}} {
		l.thread(func(f *build.Func) {
			f.Store(g[0], f.Const(1), store)
			f.Fence(fence)
			l.observe(f, f.Load(g[1], load))
		})
	}
	return l.program(nil)
}

func TestStoreBuffering(t *testing.T) {
	forbidden, all := []string{"01", "10", "11"}, []string{"00", "01", "10", "11"}
	for _, c := range []struct {
		store, load, fence program.Order
		tso                []string
	}{
		{program.Plain, program.Plain, program.Relaxed, all},
		{program.Ordinary, program.Ordinary, program.Relaxed, all},
		{program.Release, program.Acquire, program.Release, all},
		{program.Release, program.SeqCst, program.Acquire, all},
		{program.SeqCst, program.Plain, program.Relaxed, forbidden},
		{program.Plain, program.Plain, program.SeqCst, forbidden},
		{program.Relaxed, program.Relaxed, program.AcqRel, all},
	} {
		p := storeBuffering(c.store, c.load, c.fence)
		assert.Equal(t, forbidden, finals(explore(t, p, sc)), "sc %+v", c)
		assert.Equal(t, c.tso, finals(explore(t, p, tso)), "tso %+v", c)
	}
}

// TestOutcomes has the outcomes of the classic litmus tests with relaxed
// accesses, which x86-TSO and sequential consistency agree on.
func TestOutcomes(t *testing.T) {
	const o = program.Relaxed
	for _, c := range []struct {
		name string
		make func(l *test, x, y uint64)
		want []string
	}{
		{"MP", func(l *test, x, y uint64) {
			l.thread(func(f *build.Func) { f.Store(x, f.Const(1), o); f.Store(y, f.Const(1), o) })
			l.thread(func(f *build.Func) { l.observe(f, f.Load(y, o)); l.observe(f, f.Load(x, o)) })
		}, []string{"00", "01", "11"}},
		{"LB", func(l *test, x, y uint64) {
			l.thread(func(f *build.Func) { l.observe(f, f.Load(x, o)); f.Store(y, f.Const(1), o) })
			l.thread(func(f *build.Func) { l.observe(f, f.Load(y, o)); f.Store(x, f.Const(1), o) })
		}, []string{"00", "01", "10"}},
		{"CoRR", func(l *test, x, _ uint64) {
			l.thread(func(f *build.Func) { f.Store(x, f.Const(1), o); f.Store(x, f.Const(2), o) })
			l.thread(func(f *build.Func) { l.observe(f, f.Load(x, o)); l.observe(f, f.Load(x, o)) })
		}, []string{"00", "01", "02", "11", "12", "22"}},
	} {
		for _, config := range []reference.Config{sc, tso} {
			l := newTest()
			c.make(l, l.Global("x", 1), l.Global("y", 1))
			assert.Equal(t, c.want, finals(explore(t, l.program(nil), config)), "%s %+v", c.name, config)
		}
	}
}

func TestTwoPlusTwoWrites(t *testing.T) {
	for _, config := range []reference.Config{sc, tso} {
		l := newTest()
		x, y := l.Global("x", 1), l.Global("y", 1)
		l.thread(func(f *build.Func) { f.Store(x, f.Const(1), program.Plain); f.Store(y, f.Const(2), program.Plain) })
		l.thread(func(f *build.Func) { f.Store(y, f.Const(1), program.Plain); f.Store(x, f.Const(2), program.Plain) })
		p := l.program(func(f *build.Func) {
			l.observe(f, f.Load(x, program.Plain))
			l.observe(f, f.Load(y, program.Plain))
		})
		assert.Equal(t, []string{"12", "21", "22"}, finals(explore(t, p, config)), "%+v", config)
	}
}

// TestIRIW has the readers agree on the order of the two writes, under both models.
func TestIRIW(t *testing.T) {
	for _, config := range []reference.Config{sc, tso} {
		l := newTest()
		x, y := l.Global("x", 1), l.Global("y", 1)
		l.thread(func(f *build.Func) { f.Store(x, f.Const(1), program.Plain) })
		l.thread(func(f *build.Func) { f.Store(y, f.Const(1), program.Plain) })
		for _, g := range [][2]uint64{{x, y}, {y, x}} {
			l.thread(func(f *build.Func) {
				first, second := f.Load(g[0], program.Plain), f.Load(g[1], program.Plain)
				l.observe(f, f.Op(program.Gt, first, second))
			})
		}
		outcomes := finals(explore(t, l.program(nil), config))
		assert.Equal(t, []string{"00", "01", "10"}, outcomes, "%+v", config)
	}
}

// TestForwarding is the test n5 / SB with own reads: a thread sees its own buffered store.
func TestForwarding(t *testing.T) {
	l := newTest()
	x, y := l.Global("x", 1), l.Global("y", 1)
	for _, g := range [][2]uint64{{x, y}, {y, x}} {
		l.thread(func(f *build.Func) {
			f.Store(g[0], f.Const(1), program.Plain)
			own, other := f.Load(g[0], program.Plain), f.Load(g[1], program.Plain)
			l.observe(f, f.Op(program.Add, f.Op(program.Add, own, own), other))
		})
	}
	o := explore(t, l.program(nil), tso)
	assert.Equal(t, []string{"22", "23", "32", "33"}, finals(o))
}

func TestReadModifyWrites(t *testing.T) {
	for _, c := range []struct {
		name string
		add  func(f *build.Func, x uint64)
		want []string
	}{
		{"load and store", func(f *build.Func, x uint64) {
			f.Store(x, f.Op(program.Add, f.Load(x, program.SeqCst), f.Const(1)), program.SeqCst)
		}, []string{"1", "2"}},
		{"add", func(f *build.Func, x uint64) { f.RMW(program.AtomicAdd, f.Addr(x), f.Const(1), program.SeqCst) }, []string{"2"}},
		{"compare and swap", func(f *build.Func, x uint64) {
			again, out := f.Here(), f.Label()
			old := f.Load(x, program.SeqCst)
			f.Branch(f.CAS(f.Addr(x), old, f.Op(program.Add, old, f.Const(1)), program.SeqCst), out, again)
			f.Place(out)
		}, []string{"2"}},
		{"section", func(f *build.Func, x uint64) {
			f.Section(func() { f.Store(x, f.Op(program.Add, f.Load(x, program.Plain), f.Const(1)), program.Plain) })
		}, []string{"2"}},
	} {
		for _, config := range []reference.Config{sc, tso} {
			l := newTest()
			x := l.Global("x", 1)
			for range 2 {
				l.thread(func(f *build.Func) { c.add(f, x) })
			}
			p := l.program(func(f *build.Func) { l.observe(f, f.Load(x, program.Plain)) })
			assert.Equal(t, c.want, finals(explore(t, p, config)), "%s %+v", c.name, config)
		}
	}
}

func TestSwapAndBits(t *testing.T) {
	l := newTest()
	x := l.Global("x", 1)
	p := l.program(func(f *build.Func) {
		a := f.Addr(x)
		l.observe(f, f.RMW(program.AtomicSwap, a, f.Const(6), program.SeqCst)) // 0
		l.observe(f, f.RMW(program.AtomicAnd, a, f.Const(3), program.SeqCst))  // 6, leaves 2
		l.observe(f, f.RMW(program.AtomicOr, a, f.Const(5), program.SeqCst))   // 2, leaves 7
		l.observe(f, f.CAS(a, f.Const(1), f.Const(9), program.SeqCst))         // fails
		l.observe(f, f.CASOld(a, f.Const(1), f.Const(9), program.SeqCst))      // fails: 7
		l.observe(f, f.CASOld(a, f.Const(7), f.Const(8), program.SeqCst))      // 7, leaves 8
		l.observe(f, f.Load(x, program.Plain))
	})
	want := map[string]bool{"result0=0 result1=6 result2=2 result3=0 result4=7 result5=7 result6=8": true}
	assert.Equal(t, want, explore(t, p, sc).Finals)
}

func TestLiveness(t *testing.T) {
	type verdict struct{ deadlock, leak, stuck bool }
	lock := func(f *build.Func, x uint64) {
		f.Section(func() {
			f.Await(f.Op(program.Eq, f.Load(x, program.Plain), f.Const(0)))
			f.Store(x, f.Const(1), program.Plain)
		})
	}
	unlock := func(f *build.Func, x uint64) { f.Store(x, f.Const(0), program.SeqCst) }
	spin := func(f *build.Func, x uint64) { f.Spin(f.Addr(x), f.Const(0), program.SeqCst) }
	for _, c := range []struct {
		name string
		join bool
		p, q func(f *build.Func, x, y uint64)
		want verdict
	}{
		{"locks in one order", true,
			func(f *build.Func, x, y uint64) { lock(f, x); lock(f, y); unlock(f, y); unlock(f, x) },
			func(f *build.Func, x, y uint64) { lock(f, x); lock(f, y); unlock(f, y); unlock(f, x) }, verdict{}},
		{"locks in two orders", true,
			func(f *build.Func, x, y uint64) { lock(f, x); lock(f, y); unlock(f, y); unlock(f, x) },
			func(f *build.Func, x, y uint64) { lock(f, y); lock(f, x); unlock(f, x); unlock(f, y) }, verdict{deadlock: true}},
		{"spin that ends", true,
			func(f *build.Func, x, _ uint64) { spin(f, x) },
			func(f *build.Func, x, _ uint64) { f.Store(x, f.Const(1), program.SeqCst) }, verdict{}},
		{"spin that never ends", true,
			func(f *build.Func, x, _ uint64) { spin(f, x) },
			func(f *build.Func, x, _ uint64) {}, verdict{stuck: true}},
		{"spin that may miss", true,
			func(f *build.Func, x, _ uint64) { spin(f, x) },
			func(f *build.Func, x, _ uint64) { f.Store(x, f.Const(1), program.SeqCst); unlock(f, x) }, verdict{stuck: true}},
		{"blocked and left behind", false,
			func(f *build.Func, x, y uint64) { lock(f, x) },
			func(f *build.Func, x, y uint64) { lock(f, x) }, verdict{leak: true}},
		{"spinning and left behind", false,
			func(f *build.Func, x, y uint64) { spin(f, x) },
			func(f *build.Func, x, y uint64) {}, verdict{leak: true}},
	} {
		for _, config := range []reference.Config{sc, tso, races} {
			b := build.New()
			x, y := b.Global("x", 1), b.Global("y", 1)
			main := b.Func("main")
			for _, body := range []func(*build.Func, uint64, uint64){c.p, c.q} {
				f := b.Func("f")
				body(f, x, y)
				f.Return()
				main.Go(f)
			}
			if c.join {
				main.Join()
			}
			main.Return()
			o := explore(t, b.Program(main), config)
			assert.Equal(t, c.want, verdict{o.Deadlock, o.Leak, o.Stuck}, "%s %+v", c.name, config)
			assert.Empty(t, o.Violations, "%s %+v", c.name, config)
			assert.Equal(t, c.want == verdict{}, o.Verified(), "%s %+v", c.name, config)
		}
	}
}
