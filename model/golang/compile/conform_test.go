package compile_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/machine/reference"
	"heddle/model/golang/compile"
	"heddle/model/golang/compile/conform"
	"heddle/model/golang/source"
	"heddle/model/program"
)

// natives are the functions of package conform.
func natives() map[string]func(a, b int) {
	return map[string]func(a, b int){
		"Int8": conform.Int8, "Int16": conform.Int16, "Int32": conform.Int32, "Int64": conform.Int64, "Int": conform.Int,
		"Uint8": conform.Uint8, "Uint16": conform.Uint16, "Uint32": conform.Uint32, "Uint64": conform.Uint64,
		"Uint": conform.Uint, "Uintptr": conform.Uintptr, "Conversions": conform.Conversions, "Floats": conform.Floats,
		"Mixed": conform.Mixed, "Structs": conform.Structs, "Arrays": conform.Arrays, "Slices": conform.Slices,
		"StructSlices": conform.StructSlices, "Generics": conform.Generics, "Closures": conform.Closures,
		"Interfaces": conform.Interfaces, "Control": conform.Control, "Panics": conform.Panics,
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

// load compiles the function of package conform.
func load(t require.TestingT, name string, args ...int) *program.Program {
	l := &source.Loader{Library: map[string]fs.FS{"conform": os.DirFS("conform")}}
	u, err := l.Load(source.Target{Name: name, Path: "conform", Func: name})
	require.NoError(t, err)
	p, err := compile.Compile(compile.Input{
		Target: name, Check: u.Check, Args: args, Inits: u.Inits, Fset: u.Fset, Refusal: u.Refusal,
	})
	require.NoError(t, err)
	require.NoError(t, p.Validate())
	return p
}

// interpret runs p, which has one thread.
func interpret(t require.TestingT, p *program.Program) (r record) {
	m := reference.New(p, reference.Config{})
	for steps := 0; !m.Finished(0); steps++ {
		require.Less(t, steps, 1_000_000, "endless loop")
		_, err := m.Step(0, 0)
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
func compare(t require.TestingT, name string, f func(a, b int), p func(a, b int) *program.Program, a, b int) {
	want := native(f, a, b)
	got := interpret(t, p(a, b))
	assert.Equal(t, want.out, append([]uint64(nil), got.out...), "%s(%d, %d)", name, a, b)
	if want.panic == "" {
		assert.Empty(t, got.panic, "%s(%d, %d)", name, a, b)
	} else {
		assert.Contains(t, got.panic, want.panic, "%s(%d, %d)", name, a, b)
	}
}

// TestConform compares what compiled Go computes with what Go computes.
func TestConform(t *testing.T) {
	seeds := []int{0, 1, 2, 3, 5, 7, 8, 63, 64, 127, 128, -1, -2, -7, -128, 255, 1 << 15, -1 << 31, 1<<63 - 1, -1 << 63}
	for name, f := range natives() {
		t.Run(name, func(t *testing.T) {
			if name == "Panics" {
				for a := range 40 {
					for b := range 8 {
						compare(t, name, f, func(a, b int) *program.Program { return load(t, name, a, b) }, a, b)
					}
				}
				return
			}
			for i, a := range seeds {
				b := seeds[(i*7+3)%len(seeds)]
				compare(t, name, f, func(a, b int) *program.Program { return load(t, name, a, b) }, a, b)
			}
			rapid.Check(t, func(t *rapid.T) {
				a, b := rapid.Int().Draw(t, "a"), rapid.Int().Draw(t, "b")
				compare(t, name, f, func(a, b int) *program.Program { return load(t, name, a, b) }, a, b)
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
		text, err := os.ReadFile("conform/" + e.Name())
		require.NoError(t, err)
		for _, line := range strings.Split(string(text), "\n") {
			if rest, ok := strings.CutPrefix(line, "func "); ok && strings.Contains(rest, "(a, b int) ") && rest[0] <= 'Z' && rest[0] != '(' {
				name, _, _ := strings.Cut(rest, "(")
				assert.Contains(t, table, name)
			}
		}
	}
}
