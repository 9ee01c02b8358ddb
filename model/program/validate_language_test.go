package program_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/model/program"
	"heddle/model/program/build"
)

// language is a program with a channel, a map, a deferred call and a daemon.
func language() *program.Program {
	b := build.New()
	typ := b.MapType("map", []program.Kind{program.KindInt64}, []program.Kind{program.KindInt64})
	b.Fault(b.Type(program.Type{Name: "error", Boxed: true, Words: []program.WordKind{{Kind: program.KindString}}}), b.Layout("message", false))
	d := b.Func("daemon")
	d.Return()
	f := b.Func("main")
	f.GoDaemon(program.Daemon, d)
	one := f.Const(1)
	ch := f.Chan("c", build.Word, one)
	send := build.SendTo(ch, one)
	send.Kinds = []program.Kind{program.KindInt64}
	f.Select(true, send, build.ReceiveFrom(ch, 1))
	m := f.MapMake("m", typ)
	f.MapSet(typ, m, one, one)
	f.MapGet(typ, m, one)
	f.MapNext(typ, f.MapRange(typ, m), one)
	f.Print(f.String("x"))
	f.Return()
	f.Unwind(func() {}, func() { f.Return() })
	return b.Program(f)
}

func TestValidateLanguage(t *testing.T) {
	require.NoError(t, language().Validate())
	// first is the first instruction of main with that operation.
	first := func(p *program.Program, op program.Op) *program.Instr {
		f := &p.Funcs[p.Entry]
		for pc := range f.Code {
			if f.Code[pc].Op == op {
				return &f.Code[pc]
			}
		}
		panic(op.String())
	}
	cases := func(p *program.Program) []program.Case { return p.Funcs[p.Entry].Selects[0] }
	tests := []struct {
		spoil func(p *program.Program)
		want  string
	}{
		{func(p *program.Program) { first(p, program.Go).Aux = 4 }, "daemon 4, want at most 3"},
		{func(p *program.Program) { first(p, program.MakeChan).Imm = int64(build.Word) }, "a channel of 1 words, want 4"},
		{func(p *program.Program) { first(p, program.MakeChan).D = 99 }, "layout 99 of"},
		{func(p *program.Program) { first(p, program.MakeChan).C = 9 }, "name 9 of"},
		{func(p *program.Program) { first(p, program.Select).Imm = 1 }, "select 1 of 1"},
		{func(p *program.Program) { first(p, program.Select).D = 2 }, "2 results, want 3"},
		{func(p *program.Program) { cases(p)[0].Kinds = []program.Kind{} }, "case 0: 1 words, 0 kinds"},
		{func(p *program.Program) { cases(p)[1].Words = cases(p)[0].Words }, "case 1 receives and has 1 words to send"},
		{func(p *program.Program) { cases(p)[0].Size = 1 }, "case 0 sends and receives 1 words"},
		{func(p *program.Program) { first(p, program.MapSet).Imm = 1 }, "map type 1 of 1"},
		{func(p *program.Program) { first(p, program.MapSet).C = first(p, program.MapGet).C }, "1 words, want 2"},
		{func(p *program.Program) { first(p, program.MapNext).D = 1 }, "1 words, want 3"},
		{func(p *program.Program) { p.Maps[0].Object = build.Word }, "map type 0 (map): layout 0 has 1 words, want 2"},
		{func(p *program.Program) { first(p, program.Print).Imm = 3 }, "output 3, want 0 … 2"},
		{func(p *program.Program) { p.Funcs[p.Entry].Unwind = -1 }, "main: unwinds at -1 of"},
		{func(p *program.Program) { p.Funcs[p.Entry].Defers = false }, "(unwound): the function defers nothing"},
		{func(p *program.Program) { p.Fault.Type = 9 }, "fault type 9 of"},
		{func(p *program.Program) { p.Fault.Layout = p.Maps[0].Object }, "fault: layout of 2 words, want 1"},
		{func(p *program.Program) { p.Texts = []int32{-1} }, "1 texts for"},
		{func(p *program.Program) { p.Texts = make([]int32, len(p.Types)); p.Texts[0] = 9 }, "text of type 0 is function 9 of 2"},
	}
	for _, test := range tests {
		t.Run(test.want, func(t *testing.T) {
			p := language()
			test.spoil(p)
			err := p.Validate()
			require.Error(t, err)
			assert.Contains(t, err.Error(), test.want)
		})
	}
}
