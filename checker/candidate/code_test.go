package candidate

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/machine/axiom"
	"heddle/model/program"
	"heddle/model/program/build"
)

// enumerate gives the values at observe that sc allows.
func enumerate(t *testing.T, p *program.Program, observe ...uint64) (values [][]uint64, res *Result) {
	t.Helper()
	require.NoError(t, p.Validate())
	m, _ := axiom.Find("sc")
	res, err := Enumerate(p, observe, m, Limits{})
	require.NoError(t, err)
	for _, o := range res.Outcomes {
		values = append(values, o.Values)
	}
	return values, res
}

// run makes a program of threads.
func run(b *build.Builder, threads ...func(*build.Func)) *program.Program {
	main := b.Func("main")
	for _, body := range threads {
		f := b.Func("P")
		body(f)
		f.Return()
		main.Go(f)
	}
	main.Return()
	return b.Program(main)
}

// TestDependencies: what a read returns is followed through registers, also where the
// value does not depend on it.
func TestDependencies(t *testing.T) {
	b := build.New()
	a := b.Global("a", 3)
	x := b.Global("x", 1)
	p := run(b, func(f *build.Func) {
		r := f.Load(x, program.Relaxed)
		zero := f.Op(program.Xor, r, r)
		at := f.Op(program.Add, f.Addr(a), zero)
		f.StoreAt(at, 0, f.Const(1), program.Relaxed) // address
		f.Store(a+1, zero, program.Relaxed)           // data
		f.If(zero, func() {})
		f.Store(a+2, f.Const(1), program.Relaxed) // control
		f.RMW(program.AtomicAdd, f.Addr(a), r, program.Relaxed)
	})
	_, res := enumerate(t, p, a)
	execution := res.Outcomes[0].Execution
	edges := func(name string) (list []string) {
		r, ok := execution.Relation(name)
		require.True(t, ok)
		r.Each(func(i, j int) {
			list = append(list, execution.Name(execution.Events[i].Addr)+" "+execution.Name(execution.Events[j].Addr))
		})
		return list
	}
	assert.Equal(t, []string{"x a[0]"}, edges("addr"))
	assert.Equal(t, []string{"x a[1]", "x a[0]", "a[0] a[0]"}, edges("data"))
	assert.Equal(t, []string{"x a[2]", "x a[0]", "x a[0]"}, edges("ctrl"))
}

// TestPointers: an address is read from memory, and the program fails where it is nil.
func TestPointers(t *testing.T) {
	b := build.New()
	x := b.Global("x", 1)
	y := b.Pointer("y")
	r := b.Global("P1:r", 1)
	b.Set(r, 9)
	p := run(b, func(f *build.Func) {
		f.Store(x, f.Const(1), program.Ordinary)
		f.Store(y, f.Addr(x), program.Ordinary)
	}, func(f *build.Func) {
		f.Store(r, f.LoadAt(f.Load(y, program.Ordinary), 0, program.Ordinary), program.Plain)
	})
	values, res := enumerate(t, p, r, y)
	assert.Equal(t, [][]uint64{{1, x}}, values)
	assert.Equal(t, "P: built.go:11: nil dereference", res.Failure)
}

// TestPrivateCells: a cell with a register's name is no event, unless two threads touch it.
func TestPrivateCells(t *testing.T) {
	b := build.New()
	mine, ours := b.Global("P0:mine", 1), b.Global("P0:ours", 1)
	p := run(b, func(f *build.Func) {
		f.Store(mine, f.Const(1), program.Plain)
		f.RMW(program.AtomicAdd, f.Addr(mine), f.Const(2), program.Relaxed)
		f.CAS(f.Addr(mine), f.Const(3), f.Const(4), program.Relaxed)
		f.CAS(f.Addr(mine), f.Const(3), f.Const(5), program.Relaxed)
		f.Store(ours, f.Load(mine, program.Plain), program.Relaxed)
	}, func(f *build.Func) {
		f.Store(ours, f.Const(7), program.Relaxed)
	})
	values, res := enumerate(t, p, mine, ours)
	assert.Equal(t, [][]uint64{{4, 4}, {4, 7}}, values)
	assert.Len(t, res.Outcomes[0].Execution.Events, 3, "ours: two stores, and the initial value")
}

// TestStartAndJoin: what comes before the start of a thread is before it, and what it did is
// before what follows its end.
func TestStartAndJoin(t *testing.T) {
	for _, m := range axiom.Models() {
		b := build.New()
		x, y := b.Global("x", 1), b.Global("y", 1)
		before, after := b.Global("P0:before", 1), b.Global("main:after", 1)
		f := b.Func("P0")
		f.Store(before, f.Load(x, program.Plain), program.Plain)
		f.Store(y, f.Const(2), program.Plain)
		f.Return()
		main := b.Func("main")
		main.Store(x, main.Const(1), program.Plain)
		main.Go(f)
		main.Join()
		main.Store(after, main.Load(y, program.Plain), program.Plain)
		main.Return()
		res, err := Enumerate(b.Program(main), []uint64{before, after}, m, Limits{})
		require.NoError(t, err)
		require.Len(t, res.Outcomes, 1, m.Name)
		assert.Equal(t, []uint64{1, 2}, res.Outcomes[0].Values, m.Name)
		assert.Nil(t, res.Race, m.Name)
	}
}

func TestArithmetic(t *testing.T) {
	tests := []struct {
		op   program.Op
		kind program.Kind
		x, y int64
		want int64
	}{
		{program.Add, program.KindInt32, 1<<31 - 1, 1, -1 << 31},
		{program.Add, program.KindUint8, 255, 1, 0},
		{program.Sub, program.KindUint16, 0, 1, 65535},
		{program.Mul, program.KindInt8, 100, 2, -56},
		{program.Div, program.KindInt64, -7, 2, -3},
		{program.Rem, program.KindInt64, -7, 2, -1},
		{program.Div, program.KindUint64, -1, 1 << 62, 3},
		{program.Rem, program.KindUint32, 7, 4, 3},
		{program.And, program.KindInt64, 6, 3, 2},
		{program.Or, program.KindInt64, 6, 3, 7},
		{program.Xor, program.KindInt64, 6, 3, 5},
		{program.AndNot, program.KindInt64, 6, 3, 4},
		{program.Eq, program.KindInt64, 6, 6, 1},
		{program.Ne, program.KindInt64, 6, 6, 0},
		{program.Lt, program.KindInt64, -1, 0, 1},
		{program.Lt, program.KindUint64, -1, 0, 0},
		{program.Le, program.KindInt64, 0, 0, 1},
		{program.Gt, program.KindUint64, -1, 0, 1},
		{program.Ge, program.KindInt64, -1, 0, 0},
		{program.Div, program.KindUint64, 7, 2, 3},
	}
	for _, test := range tests {
		b := build.New()
		r := b.Global("P0:r", 1)
		p := run(b, func(f *build.Func) {
			f.Store(r, f.OpKind(test.op, test.kind, f.Const(test.x), f.Const(test.y)), program.Plain)
		})
		values, _ := enumerate(t, p, r)
		assert.Equal(t, [][]uint64{{uint64(test.want)}}, values, "%s.%s %d %d", test.op, test.kind, test.x, test.y)
	}
}

func TestOneOperand(t *testing.T) {
	tests := []struct {
		in      program.Instr
		x, want int64
	}{
		{program.Instr{Op: program.Neg, Kind: program.KindInt8}, -128, -128},
		{program.Instr{Op: program.Com, Kind: program.KindUint8}, 1, 254},
		{program.Instr{Op: program.Not, Kind: program.KindBool}, 1, 0},
		{program.Instr{Op: program.Convert, Kind: program.KindInt64, Aux: uint8(program.KindUint16)}, -1, 65535},
		{program.Instr{Op: program.Convert, Kind: program.KindInt64, Aux: uint8(program.KindInt32)}, 1 << 31, -1 << 31},
		{program.Instr{Op: program.AddrAdd, Imm: 3}, 4, 7},
		{program.Instr{Op: program.Index, C: 0, Imm: 3}, 4, 16},
		{program.Instr{Op: program.Shl, Kind: program.KindInt32, Aux: uint8(program.KindUint8)}, 30, -1 << 31},
		{program.Instr{Op: program.Shr, Kind: program.KindInt64, Aux: uint8(program.KindUint8)}, -8, -1},
	}
	for _, test := range tests {
		b := build.New()
		r := b.Global("P0:r", 1)
		p := run(b, func(f *build.Func) {
			in := test.in
			in.B, in.C = f.Const(test.x), f.Const(test.x)
			in.A = f.Reg()
			f.Emit(in)
			f.Store(r, in.A, program.Plain)
		})
		values, _ := enumerate(t, p, r)
		assert.Equal(t, [][]uint64{{uint64(test.want)}}, values, "%s %d", test.in.Op, test.x)
	}
}

// TestFailures: the program ends where an operation cannot be done.
func TestFailures(t *testing.T) {
	tests := []struct {
		name, want string
		body       func(f *build.Func, x build.Reg)
	}{
		{"division", "P: built.go:3: division by zero", func(f *build.Func, x build.Reg) { f.Op(program.Rem, x, x) }},
		{"choice", "P: built.go:3: choice of 0", func(f *build.Func, x build.Reg) { f.Choose(x) }},
		{"address", "P: built.go:4: access to cell 99 of 2", func(f *build.Func, x build.Reg) { f.LoadAt(f.Const(99), 0, program.Relaxed) }},
		{"nil", "P: built.go:3: nil dereference", func(f *build.Func, x build.Reg) { f.Emit(program.Instr{Op: program.AddrAdd, A: x, B: x}) }},
	}
	for _, test := range tests {
		b := build.New()
		x := b.Global("x", 1)
		p := run(b, func(f *build.Func) { test.body(f, f.Load(x, program.Relaxed)) })
		values, res := enumerate(t, p, x)
		assert.Empty(t, values, test.name)
		assert.Equal(t, test.want, res.Failure, test.name)
	}
}

func TestChoices(t *testing.T) {
	b := build.New()
	r := b.Global("P0:r", 1)
	p := run(b, func(f *build.Func) { f.Store(r, f.Choose(f.Const(3)), program.Plain) })
	values, _ := enumerate(t, p, r)
	assert.Equal(t, [][]uint64{{0}, {1}, {2}}, values)
}

func TestRefusals(t *testing.T) {
	tests := []struct {
		name, want string
		body       func(b *build.Builder, f *build.Func)
	}{
		{"allocation", "candidate: P: built.go:1: alloc, want the code of a litmus test", func(b *build.Builder, f *build.Func) { f.Alloc("x", build.Word) }},
		{"floats", "candidate: P: built.go:3: add, want the code of a litmus test", func(b *build.Builder, f *build.Func) {
			f.OpKind(program.Add, program.KindFloat64, f.Const(1), f.Const(2))
		}},
		{"threads", "candidate: P: built.go:1: a thread starts another, want the code of a litmus test", func(b *build.Builder, f *build.Func) {
			f.Go(f)
		}},
	}
	m, _ := axiom.Find("sc")
	for _, test := range tests {
		b := build.New()
		p := run(b, func(f *build.Func) { test.body(b, f) })
		_, err := Enumerate(p, nil, m, Limits{})
		assert.EqualError(t, err, test.want, test.name)
	}
}
