package candidate

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"heddle/machine/axiom"
	"heddle/model/program"
	"heddle/model/program/build"
)

// access is one line of a test program.
type access struct {
	kind  string // "W", "R", "F", "X" exchange, "A" fetch-and-add, "C" compare-and-swap, "?" ends the thread unless the register is not 0
	order program.Order
	loc   byte
	value uint64 // written or added
	from  int    // the register added to value; -1: none
	old   uint64 // that a compare-and-swap expects
}

// source is a test program: threads of accesses. Each R, X, A and C writes the next register of its thread.
type source [][]access

// parse reads threads separated by | of lines separated by ;, a kind, an order after a dot, and
// what it is about: "W.rel x1", "Wx=r0+1", "Rx", "F.sc", "Xx1", "Ax1", "Cx01", "?r0".
func parse(t testing.TB, text string) source {
	var src source
	for _, line := range strings.Split(text, "|") {
		var thread []access
		for _, s := range strings.Split(line, ";") {
			if s = strings.TrimSpace(s); s != "" {
				thread = append(thread, parseAccess(t, s))
			}
		}
		src = append(src, thread)
	}
	return src
}

func parseAccess(t testing.TB, s string) access {
	a := access{kind: s[:1], order: program.Ordinary, from: -1}
	rest := s[1:]
	if order, after, dotted := strings.Cut(rest, " "); dotted || a.kind == "F" {
		names := map[string]program.Order{".plain": program.Plain, ".rlx": program.Relaxed, ".acq": program.Acquire,
			".rel": program.Release, ".acqrel": program.AcqRel, ".sc": program.SeqCst}
		require.Contains(t, names, order, s)
		a.order, rest = names[order], after
	}
	digit := func(i int) uint64 { return uint64(rest[i] - '0') }
	switch {
	case a.kind == "F":
		return a
	case a.kind == "?":
		a.from = int(digit(1))
		return a
	}
	a.loc = rest[0]
	switch {
	case a.kind == "C":
		a.old, a.value = digit(1), digit(2)
	case strings.HasPrefix(rest[1:], "=r"):
		a.from = int(digit(3))
		if len(rest) > 4 {
			a.value = digit(5)
		}
	case len(rest) > 1:
		a.value = digit(1)
	}
	return a
}

// compiled is the code of a source.
type compiled struct {
	*program.Program
	observe []uint64
	names   []string // of what is observed
}

// compile makes src a program that ends with its registers in cells of their own.
func (src source) compile() compiled {
	b := build.New()
	c := compiled{}
	locs := map[byte]uint64{}
	for _, l := range src.locations() {
		locs[l] = b.Global(string(l), 1)
	}
	main := b.Func("main")
	var memory []uint64
	for i, thread := range src {
		f := b.Func(fmt.Sprintf("P%d", i))
		end := f.Label()
		var regs []build.Reg
		var cells []uint64
		for range registers(thread) {
			name := fmt.Sprintf("P%d:r%d", i, len(cells))
			cells = append(cells, b.Global(name, 1))
			regs = append(regs, f.Const(0))
			c.names = append(c.names, name)
		}
		c.observe = append(c.observe, cells...)
		n := 0
		for _, a := range thread {
			n = a.emit(f, locs, regs, n, end)
		}
		f.Place(end)
		for k, cell := range cells {
			f.Store(cell, regs[k], program.Plain)
		}
		f.Return()
		main.Go(f)
	}
	main.Return()
	for _, l := range src.locations() {
		memory = append(memory, locs[l])
		c.names = append(c.names, string(l))
	}
	c.observe = append(c.observe, memory...)
	c.Program = b.Program(main)
	return c
}

func (a access) emit(f *build.Func, locs map[byte]uint64, regs []build.Reg, n int, end build.Label) int {
	switch a.kind {
	case "F":
		f.Fence(a.order)
		return n
	case "?":
		on := f.Label()
		f.Branch(regs[a.from], on, end)
		f.Place(on)
		return n
	}
	v := f.Const(int64(a.value))
	if a.from >= 0 {
		v = f.Op(program.Add, regs[a.from], v)
	}
	switch a.kind {
	case "W":
		f.Store(locs[a.loc], v, a.order)
		return n
	case "R":
		f.MoveTo(regs[n], f.Load(locs[a.loc], a.order))
	case "X":
		f.MoveTo(regs[n], f.RMW(program.AtomicSwap, f.Addr(locs[a.loc]), v, a.order))
	case "A":
		f.MoveTo(regs[n], f.RMW(program.AtomicAdd, f.Addr(locs[a.loc]), v, a.order))
	case "C":
		f.MoveTo(regs[n], f.CAS(f.Addr(locs[a.loc]), f.Const(int64(a.old)), v, a.order))
	}
	return n + 1
}

// locations lists the locations, sorted.
func (src source) locations() []byte {
	var list []byte
	for l := byte('a'); l <= 'z'; l++ {
		for _, thread := range src {
			for _, a := range thread {
				if a.loc == l && (len(list) == 0 || list[len(list)-1] != l) {
					list = append(list, l)
				}
			}
		}
	}
	return list
}

// registers is the number of registers that thread writes.
func registers(thread []access) int {
	n := 0
	for _, a := range thread {
		if strings.Contains("RXAC", a.kind) {
			n++
		}
	}
	return n
}

// print writes values as "P0:r0=0 x=1".
func (c compiled) print(values []uint64) string {
	var parts []string
	for i, v := range values {
		parts = append(parts, fmt.Sprintf("%s=%d", c.names[i], v))
	}
	return strings.Join(parts, " ")
}

// outcomes lists what model allows.
func outcomes(t require.TestingT, src source, model string) (list []string, res *Result) {
	c := src.compile()
	require.NoError(t, c.Validate())
	m, ok := axiom.Find(model)
	require.True(t, ok)
	res, err := Enumerate(c.Program, c.observe, m, Limits{})
	require.NoError(t, err)
	for _, o := range res.Outcomes {
		list = append(list, c.print(o.Values))
	}
	return list, res
}

// spin is a thread that waits for another one's write.
func spin(t testing.TB) compiled {
	b := build.New()
	x, r := b.Global("x", 1), b.Global("P0:r0", 1)
	f := b.Func("P0")
	again := f.Here()
	v := f.Load(x, program.Relaxed)
	end := f.Label()
	f.Branch(v, end, again)
	f.Place(end)
	f.Store(r, v, program.Plain)
	f.Return()
	g := b.Func("P1")
	g.Store(x, g.Const(1), program.Relaxed)
	g.Return()
	main := b.Func("main")
	main.Go(f)
	main.Go(g)
	main.Return()
	p := b.Program(main)
	require.NoError(t, p.Validate())
	return compiled{Program: p, observe: []uint64{r}, names: []string{"P0:r0"}}
}
