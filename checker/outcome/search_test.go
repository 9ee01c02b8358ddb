package outcome

import (
	"fmt"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/machine"
	"heddle/model/program"
	"heddle/model/program/build"
)

// assembled is a litmus test made by hand, as the front end makes them.
type assembled struct {
	*build.Builder
	bodies  []*build.Func
	known   []machine.Known
	observe []uint64
}

func (l *assembled) location(name string) uint64 {
	addr := l.Global(name, 1)
	l.known = append(l.known, machine.Known{Addr: addr, Readers: ^uint64(1), Writers: ^uint64(1)})
	return addr
}

// thread adds a thread; body gives the registers that are observed.
func (l *assembled) thread(body func(f *build.Func) []build.Reg) {
	n := len(l.bodies)
	f := l.Func(fmt.Sprintf("P%d", n))
	for i, r := range body(f) {
		g := l.Global(fmt.Sprintf("P%d:r%d", n, i), 1)
		f.Store(g, r, program.Plain)
		l.known = append(l.known, machine.Known{Addr: g, Writers: 2 << n})
		l.observe = append(l.observe, g)
	}
	f.Return()
	l.bodies = append(l.bodies, f)
}

func (l *assembled) program() *program.Program {
	main := l.Func("main")
	for _, f := range l.bodies {
		main.Go(f)
	}
	main.Return()
	return l.Program(main)
}

func iriw() *assembled {
	l := &assembled{Builder: build.New()}
	x, y := l.location("x"), l.location("y")
	for _, g := range []uint64{x, y} {
		l.thread(func(f *build.Func) []build.Reg { f.Store(g, f.Const(1), program.Ordinary); return nil })
	}
	for _, g := range [][2]uint64{{x, y}, {y, x}} {
		l.thread(func(f *build.Func) []build.Reg {
			return []build.Reg{f.Load(g[0], program.Ordinary), f.Load(g[1], program.Ordinary)}
		})
	}
	return l
}

func sb() *assembled {
	l := &assembled{Builder: build.New()}
	x, y := l.location("x"), l.location("y")
	for _, g := range [][2]uint64{{x, y}, {y, x}} {
		l.thread(func(f *build.Func) []build.Reg {
			f.Store(g[0], f.Const(1), program.Ordinary)
			return []build.Reg{f.Load(g[1], program.Ordinary)}
		})
	}
	return l
}

// TestSchedules has exact numbers: of sequential interleavings of accesses, binomial
// coefficients; SB has 4!/(2!2!) and IRIW 6!/(2!2!).
func TestSchedules(t *testing.T) {
	for _, c := range []struct {
		name   string
		test   *assembled
		memory string
		states int
		want   map[string]uint64
	}{
		{"SB", sb(), "sc", 13, map[string]uint64{"[0 1]": 1, "[1 0]": 1, "[1 1]": 4}},
		{"IRIW", iriw(), "sc", 97, map[string]uint64{
			"[0 0 0 0]": 18, "[0 0 0 1]": 22, "[0 0 1 0]": 1, "[0 0 1 1]": 4,
			"[0 1 0 0]": 22, "[0 1 0 1]": 18, "[0 1 1 0]": 13, "[0 1 1 1]": 22,
			"[1 0 0 0]": 1, "[1 0 0 1]": 13, "[1 0 1 1]": 1,
			"[1 1 0 0]": 4, "[1 1 0 1]": 22, "[1 1 1 0]": 1, "[1 1 1 1]": 18,
		}},
	} {
		memory, err := machine.FindMemory(c.memory)
		require.NoError(t, err)
		var e Explorer
		p := c.test.program()
		for range 2 { // its buffers are used again
			limit, err := e.search(t.Context(), p, machine.Config{Memory: memory, Known: c.test.known}, c.test.observe, Limits{})
			require.NoError(t, err)
			require.Empty(t, limit)
			ways, ok := e.graph.ways()
			require.True(t, ok)
			got := map[string]uint64{}
			for _, f := range e.finals {
				for _, i := range f.states {
					got[fmt.Sprint(f.words)] += ways[i]
				}
			}
			assert.Equal(t, c.want, got, c.name)
			assert.Equal(t, c.states, e.graph.len(), c.name)
		}
	}
}

func BenchmarkSearch(b *testing.B) {
	for _, mem := range []string{"sc", "tso"} {
		for name, l := range map[string]*assembled{"SB": sb(), "IRIW": iriw()} {
			p := l.program()
			memory, err := machine.FindMemory(mem)
			require.NoError(b, err)
			b.Run(name+"/"+mem, func(b *testing.B) {
				var e Explorer
				b.ReportAllocs()
				cpu := cpuTime(b)
				for b.Loop() {
					_, err := e.search(b.Context(), p, machine.Config{Memory: memory, Known: l.known}, l.observe, Limits{})
					require.NoError(b, err)
				}
				b.ReportMetric(float64(e.graph.len()), "states")
				b.ReportMetric(float64((cpuTime(b)-cpu).Nanoseconds())/float64(b.N), "cpu-ns/op")
			})
		}
	}
}

// cpuTime is the processor time of the process.
func cpuTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	require.NoError(b, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
