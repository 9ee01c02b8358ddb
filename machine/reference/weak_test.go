package reference_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"heddle/machine/reference"
	"heddle/model/program"
	"heddle/model/program/build"
)

var (
	pso  = reference.Config{Memory: reference.PSO}
	rc   = reference.Config{Memory: reference.RC}
	rc11 = reference.Config{Memory: reference.RC11}
)

const (
	rlx, acq, rel = program.Relaxed, program.Acquire, program.Release
	acqrel, sqc   = program.AcqRel, program.SeqCst
)

// operation appends one operation of a litmus test; it gives what it has read, or -1.
type operation func(f *build.Func) build.Reg

func st(addr uint64, v int64, o program.Order) operation {
	return func(f *build.Func) build.Reg { f.Store(addr, f.Const(v), o); return -1 }
}

func ld(addr uint64, o program.Order) operation {
	return func(f *build.Func) build.Reg { return f.Load(addr, o) }
}

func add(addr uint64, v int64, o program.Order) operation {
	return func(f *build.Func) build.Reg { return f.RMW(program.AtomicAdd, f.Addr(addr), f.Const(v), o) }
}

func fence(o program.Order) operation {
	return func(f *build.Func) build.Reg { f.Fence(o); return -1 }
}

// threads makes a litmus test of columns of operations, whose reads are its results in order.
func threads(l *test, columns ...[]operation) *program.Program {
	for _, column := range columns {
		l.thread(func(f *build.Func) {
			var seen []build.Reg
			for _, op := range column {
				if r := op(f); r >= 0 {
					seen = append(seen, r)
				}
			}
			for _, r := range seen {
				l.observe(f, r)
			}
		})
	}
	return l.program(nil)
}

type column = []operation

// TestClassics has the litmus tests whose outcomes the papers discuss: of each the outcome in
// question, and whether pso, rc and rc11 allow it.
func TestClassics(t *testing.T) {
	l := newTest()
	x, y := l.Global("x", 1), l.Global("y", 1)
	for _, c := range []struct {
		name          string
		columns       []column
		outcome       string
		pso, rc, rc11 bool
	}{
		{"SB", []column{{st(x, 1, rlx), ld(y, rlx)}, {st(y, 1, rlx), ld(x, rlx)}}, "00", true, true, true},
		{"SB+rel+acq", []column{{st(x, 1, rel), ld(y, acq)}, {st(y, 1, rel), ld(x, acq)}}, "00", true, false, true},
		{"SB+sc", []column{{st(x, 1, sqc), ld(y, sqc)}, {st(y, 1, sqc), ld(x, sqc)}}, "00", false, false, false},
		{"SB+fences", []column{{st(x, 1, rlx), fence(sqc), ld(y, rlx)}, {st(y, 1, rlx), fence(sqc), ld(x, rlx)}}, "00", false, false, false},
		{"SB+rmws", []column{{add(x, 1, acqrel), ld(y, acq)}, {add(y, 1, acqrel), ld(x, acq)}}, "0000", false, false, true},
		{"MP", []column{{st(x, 1, rlx), st(y, 1, rlx)}, {ld(y, rlx), ld(x, rlx)}}, "10", true, true, true},
		{"MP+rel+acq", []column{{st(x, 1, rlx), st(y, 1, rel)}, {ld(y, acq), ld(x, rlx)}}, "10", false, false, false},
		{"MP+rel", []column{{st(x, 1, rlx), st(y, 1, rel)}, {ld(y, rlx), ld(x, rlx)}}, "10", false, true, true},
		{"MP+fences", []column{{st(x, 1, rlx), fence(rel), st(y, 1, rlx)}, {ld(y, rlx), fence(acq), ld(x, rlx)}}, "10", false, false, false},
		{"MP+rmw", []column{{st(x, 1, rlx), st(y, 1, rel)}, {add(y, 1, rlx)}, {ld(y, acq), ld(x, rlx)}}, "120", false, false, false},
		{"MP+overwritten", []column{{st(x, 1, rlx), st(y, 1, rel)}, {st(y, 2, rlx)}, {ld(y, acq), ld(x, rlx)}}, "20", true, true, true},
		{"LB", []column{{ld(x, rlx), st(y, 1, rlx)}, {ld(y, rlx), st(x, 1, rlx)}}, "11", false, false, false},
		{"CoRR", []column{{st(x, 1, rlx)}, {ld(x, rlx), ld(x, rlx)}}, "10", false, false, false},
		{"IRIW", []column{{st(x, 1, rlx)}, {st(y, 1, rlx)}, {ld(x, acq), ld(y, acq)}, {ld(y, acq), ld(x, acq)}}, "1010", false, false, true},
		{"IRIW+sc", []column{{st(x, 1, sqc)}, {st(y, 1, sqc)}, {ld(x, sqc), ld(y, sqc)}, {ld(y, sqc), ld(x, sqc)}}, "1010", false, false, false},
		{"2RMW", []column{{add(x, 1, rlx)}, {add(x, 1, rlx)}}, "00", false, false, false},
		{"2+2W", []column{{st(x, 2, rlx), st(y, 1, rlx), ld(y, rlx)}, {st(y, 2, rlx), st(x, 1, rlx), ld(x, rlx)}}, "12", true, true, true},
	} {
		p := threads(fresh(), c.columns...)
		for config, allowed := range map[reference.Config]bool{pso: c.pso, rc: c.rc, rc11: c.rc11} {
			if len(c.columns) > 3 && config == pso {
				continue // too many states
			}
			got := finals(explore(t, p, config))
			assert.Equal(t, allowed, slices.Contains(got, c.outcome), "%s under %s: %v", c.name, config.Memory, got)
		}
	}
}

// fresh is a test with the globals x and y, at the same addresses each time.
func fresh() *test {
	l := newTest()
	l.Global("x", 1)
	l.Global("y", 1)
	return l
}
