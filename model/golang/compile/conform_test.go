package compile_test

import (
	"errors"
	"fmt"
	"go/constant"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/machine/reference"
	_ "heddle/model/drawn"
	"heddle/model/golang/compile"
	"heddle/model/golang/compile/conform"
	"heddle/model/golang/source"
	"heddle/model/program"
)

// natives are the functions of package conform.
func natives() map[string]func(a, b int) {
	return map[string]func(a, b int){
		"Int8": conform.CheckInt8, "Int16": conform.CheckInt16, "Int32": conform.CheckInt32, "Int64": conform.CheckInt64, "Int": conform.CheckInt,
		"Uint8": conform.CheckUint8, "Uint16": conform.CheckUint16, "Uint32": conform.CheckUint32, "Uint64": conform.CheckUint64,
		"Uint": conform.CheckUint, "Uintptr": conform.CheckUintptr, "Conversions": conform.CheckConversions, "Floats": conform.CheckFloats,
		"Mixed": conform.CheckMixed, "Structs": conform.CheckStructs, "Arrays": conform.CheckArrays, "Slices": conform.CheckSlices,
		"StructSlices": conform.CheckStructSlices, "Generics": conform.CheckGenerics, "Closures": conform.CheckClosures,
		"Interfaces": conform.CheckInterfaces, "Control": conform.CheckControl, "Panics": conform.CheckPanics, "Standard": conform.CheckStandard, "Edges": conform.CheckEdges,
		"Defers": conform.CheckDefers, "Recovers": conform.CheckRecovers,
		"Channels": conform.CheckChannels, "Once": conform.CheckOnce, "Complex": conform.CheckComplex,
		"Strings": conform.CheckStrings, "StringFaults": conform.CheckStringFaults, "Maps": conform.CheckMaps, "MapFaults": conform.CheckMapFaults,
		"Language": conform.CheckLanguage, "TypeNames": conform.CheckTypeNames, "Assignments": conform.CheckAssignments,
		"Format": conform.CheckFormat, "Printing": conform.CheckPrinting,
		"StringsLibrary": conform.CheckStringsLibrary, "Bytes": conform.CheckBytes, "Numbers": conform.CheckNumbers, "Errors": conform.CheckErrors, "Order": conform.CheckOrder, "Times": conform.CheckTimes,
	}
}

// record is what a run of a function left: what it recorded, and its panic's text.
type record struct {
	out   []uint64
	panic string
}

// native runs f.
func native(f func(a, b int), a, b int) (r record) {
	conform.N = 0
	defer func() {
		r.out = append([]uint64(nil), conform.Out[:conform.N]...)
		switch v := recover().(type) {
		case nil:
		case runtime.Error:
			r.panic = v.Error()
		case string:
			r.panic = v
		case int:
			r.panic = fmt.Sprint(v)
		default:
			r.panic = fmt.Sprintf("%T", v)
		}
	}()
	f(a, b)
	return r
}

// loaded compiles the function of package conform and gives a function that sets its arguments.
func loaded(t require.TestingT, name string) func(a, b int) *program.Program {
	l := &source.Loader{Library: map[string]fs.FS{"conform": os.DirFS("conform")}}
	u, err := l.Load(source.Target{Name: name, Path: "conform", Func: "Check" + name})
	require.NoError(t, err)
	const a, b = 1234567, 7654321
	p, err := compile.Compile(compile.Input{
		Target: name, Check: u.Check, Args: []constant.Value{constant.MakeInt64(a), constant.MakeInt64(b)}, Inits: u.Inits, Fset: u.Fset, Refusal: u.Refusal,
	})
	require.NoError(t, err)
	require.NoError(t, p.Validate())
	code := p.Funcs[p.Entry].Code
	at := func(arg int64) *int64 {
		i := slices.IndexFunc(code, func(in program.Instr) bool { return in.Op == program.Const && in.Imm == arg })
		require.GreaterOrEqual(t, i, 0)
		return &code[i].Imm
	}
	first, second := at(a), at(b)
	return func(a, b int) *program.Program {
		*first, *second = int64(a), int64(b)
		return p
	}
}

// interpret runs p, each time the first thread that can go on.
func interpret(t require.TestingT, p *program.Program) (r record) {
	m := reference.New(p, reference.Config{})
	for steps := 0; !m.Finished(0); steps++ {
		if steps > 1_000_000 {
			require.Fail(t, "endless loop")
		}
		_, err := m.Step(0, 0)
		for i := 1; errors.Is(err, reference.ErrBlocked) && i < m.Threads(); i++ {
			_, err = m.Step(i, 0)
		}
		var fail *reference.Failure
		if errors.As(err, &fail) {
			r.panic = fail.Message
			break
		}
		require.NoError(t, err)
	}
	n := m.Global("N")[0]
	r.out = m.Global("Out")[:n]
	return r
}

// compare runs the function both ways.
func compare(t require.TestingT, name string, p *program.Program, a, b int) {
	want := native(natives()[name], a, b)
	got := interpret(t, p)
	assert.Equal(t, want.out, append([]uint64(nil), got.out...), "%s(%d, %d)", name, a, b)
	text := strings.ReplaceAll(want.panic, "heddle/model/golang/compile/", "")
	if text == "" {
		assert.Empty(t, got.panic, "%s(%d, %d)", name, a, b)
		return
	}
	assert.Contains(t, got.panic, text, "%s(%d, %d)", name, a, b)
}

// TestConform compares what compiled Go computes with what Go computes.
func TestConform(t *testing.T) {
	seeds := []int{0, 1, 2, 3, 5, 7, 8, 63, 64, 127, 128, -1, -2, -7, -128, 255, 1 << 15, -1 << 31, 1<<63 - 1, -1 << 63}
	for name := range natives() {
		t.Run(name, func(t *testing.T) {
			compiled := loaded(t, name)
			if name == "Panics" || name == "TypeNames" {
				for a := range 40 {
					for b := range 8 {
						compare(t, name, compiled(a, b), a, b)
					}
				}
				return
			}
			for i, a := range seeds {
				b := seeds[(i*7+3)%len(seeds)]
				compare(t, name, compiled(a, b), a, b)
			}
			if slices.Contains([]string{"StringsLibrary", "Bytes", "Numbers", "Times"}, name) {
				return // long runs
			}
			rapid.Check(t, func(t *rapid.T) {
				a, b := rapid.Int().Draw(t, "a"), rapid.Int().Draw(t, "b")
				compare(t, name, compiled(a, b), a, b)
			})
		})
	}
}

// TestNatives checks that every function of package conform is in the table.
func TestNatives(t *testing.T) {
	table := natives()
	entries, err := os.ReadDir("conform")
	require.NoError(t, err)
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		text, err := os.ReadFile("conform/" + e.Name())
		require.NoError(t, err)
		for _, line := range strings.Split(string(text), "\n") {
			if rest, ok := strings.CutPrefix(line, "func "); ok && strings.Contains(rest, "(a, b int) ") && rest[0] <= 'Z' && rest[0] != '(' {
				name, _, _ := strings.Cut(rest, "(")
				assert.Contains(t, table, strings.TrimPrefix(name, "Check"))
			}
		}
	}
}
