package checker_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/model/program"
	"heddle/model/program/build"
)

// TestDutiesThatOpenAsTheyClose: threads go on for ever, of which each turn starts with an event that is put
// off to its first step. An obligation that is met can then be open in every state all the same: it has
// been put off again by then. One that is not met stays so whether it has been put off, said, or said over and over.
func TestDutiesThatOpenAsTheyClose(t *testing.T) {
	const ask, grant, want, enter, leave = program.EventAsk, program.EventGrant, program.EventWant, program.EventEnter, program.EventLeave
	var section, x uint64
	client := func(f *build.Func) build.Reg { return f.Const(0) }
	step := func(f *build.Func) { f.RMW(program.AtomicSwap, f.Addr(x), f.Const(1), seqcst) }
	asks := func(f *build.Func) { f.Ghost(ask, f.Addr(section), client(f)); step(f) }
	grants := func(f *build.Func) { step(f); f.Ghost(grant, f.Addr(section), client(f)) }
	wants := func(f *build.Func) { f.Ghost(want, f.Addr(section)); step(f) }
	enters := func(f *build.Func) { f.Ghost(enter, f.Addr(section)); f.Ghost(leave, f.Addr(section)) }
	never := func(f *build.Func) { f.Section(func() { f.Await(f.Const(0)) }) }
	for name, c := range map[string]struct {
		threads  []func(f *build.Func) // each is one turn
		property string
		violated bool
	}{
		"asked and granted in a step":      {[]func(*build.Func){func(f *build.Func) { asks(f); f.Ghost(grant, f.Addr(section), client(f)) }}, checker.PropertyLeadsTo, false},
		"granted by another":               {[]func(*build.Func){asks, grants}, checker.PropertyLeadsTo, false},
		"granted by nobody":                {[]func(*build.Func){asks, step}, checker.PropertyLeadsTo, true},
		"asked of nobody, for ever":        {[]func(*build.Func){func(f *build.Func) { f.Ghost(ask, f.Addr(section), client(f)); never(f) }, step}, checker.PropertyLeadsTo, true},
		"wants in and gets in in a step":   {[]func(*build.Func){func(f *build.Func) { wants(f); enters(f) }}, checker.PropertyStarvation, false},
		"wants in over and over":           {[]func(*build.Func){wants, step}, checker.PropertyStarvation, true},
		"wants in and is kept from a step": {[]func(*build.Func){func(f *build.Func) { f.Ghost(want, f.Addr(section)); never(f); enters(f) }, step}, checker.PropertyStarvation, true},
	} {
		t.Run(name, func(t *testing.T) {
			b := build.New()
			section, x = b.Global("section", 1), b.Global("x", 1)
			main := b.Func("main")
			for _, turn := range c.threads {
				f := b.Func("f")
				again := f.Here()
				turn(f)
				f.Jump(again)
				main.Go(f)
			}
			main.Join()
			main.Return()
			r, err := checker.Check(context.Background(), b.Program(main),
				checker.Options{Memory: "sc", Endless: true, Liveness: []string{c.property}})
			require.NoError(t, err)
			if !c.violated {
				assert.Equal(t, checker.Verified, r.Verdict, r.Message)
				return
			}
			assert.Equal(t, c.property, r.Property, r.Message)
		})
	}
}
