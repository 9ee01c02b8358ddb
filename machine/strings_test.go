package machine

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/model/program"
	"heddle/model/program/build"
)

// start runs the initial block of a program, and gives its failure if it has one.
func start(t *testing.T, p *program.Program) (*Machine, *Failure) {
	t.Helper()
	require.NoError(t, p.Validate())
	m := New(p, Config{Memory: Memories()[0]})
	_, fail, err := m.Start(nil)
	require.NoError(t, err)
	return m, fail
}

// TestStrings: each operation gives what Go's does.
func TestStrings(t *testing.T) {
	for name, c := range map[string]struct {
		want any // an int or a string
		give func(f *build.Func) build.Reg
	}{
		"index": {int('é'&0x3f | 0x80), func(f *build.Func) build.Reg { return f.Op(program.StrIndex, f.String("xé"), f.Const(2)) }},
		"slice": {"bc", func(f *build.Func) build.Reg { return f.StrSlice(f.String("abcd"), f.Const(1), f.Const(3)) }},
		"empty": {"", func(f *build.Func) build.Reg { return f.StrSlice(f.String("abcd"), f.Const(4), f.Const(4)) }},
		"concat": {"abcd", func(f *build.Func) build.Reg {
			return f.Op(program.StrConcat, f.String("ab"), f.String("cd"))
		}},
		"length": {4, func(f *build.Func) build.Reg {
			return f.Unary(program.StrLen, program.KindString, f.Op(program.StrConcat, f.String("ab"), f.String("cd")))
		}},
		"byte":        {"a\xff", func(f *build.Func) build.Reg { return f.Op(program.StrByte, f.String("a"), f.Const(255)) }},
		"rune":        {"aé", func(f *build.Func) build.Reg { return f.Op(program.StrEncode, f.String("a"), f.Const('é')) }},
		"surrogate":   {"\ufffd", func(f *build.Func) build.Reg { return f.Op(program.StrEncode, f.String(""), f.Const(0xd800)) }},
		"negative":    {"\ufffd", func(f *build.Func) build.Reg { return f.Op(program.StrEncode, f.String(""), f.Const(-1)) }},
		"huge":        {"\ufffd", func(f *build.Func) build.Reg { return f.Op(program.StrEncode, f.String(""), f.Const(1<<32+'a')) }},
		"decode":      {int('é'), func(f *build.Func) build.Reg { r, _ := f.StrRune(f.String("aé"), f.Const(1)); return r }},
		"width":       {2, func(f *build.Func) build.Reg { _, w := f.StrRune(f.String("aé"), f.Const(1)); return w }},
		"ill-formed":  {0xfffd, func(f *build.Func) build.Reg { r, _ := f.StrRune(f.String("aé"), f.Const(2)); return r }},
		"width of it": {1, func(f *build.Func) build.Reg { _, w := f.StrRune(f.String("aé"), f.Const(2)); return w }},
		"type":        {"int", func(f *build.Func) build.Reg { return f.Unary(program.TypeName, program.KindNone, f.Const(1)) }},
		"nil":         {"<nil>", func(f *build.Func) build.Reg { return f.Unary(program.TypeName, program.KindNone, f.Const(0)) }},
		"less": {1, func(f *build.Func) build.Reg {
			made := f.Op(program.StrConcat, f.String("a"), f.String("b"))
			return f.OpKind(program.Lt, program.KindString, made, f.String("b"))
		}},
	} {
		t.Run(name, func(t *testing.T) {
			b := build.New()
			b.Type(program.Type{Name: "int", Boxed: true, Comparable: true, Words: []program.WordKind{{Kind: program.KindInt64}}})
			f := b.Func("main")
			got := c.give(f)
			switch want := c.want.(type) {
			case int:
				f.Assert(f.Op(program.Eq, got, f.Const(int64(want))), "wrong")
			case string:
				f.Assert(f.Op(program.Eq, got, f.String(want)), "wrong") // equal strings are equal words
			}
			f.Return()
			_, fail := start(t, b.Program(f))
			assert.Nil(t, fail)
		})
	}
}

// TestStringsWithoutBound: a program that makes ever longer strings meets a limit, and the strings count.
func TestStringsWithoutBound(t *testing.T) {
	b := build.New()
	f := b.Func("main")
	s := f.Reg()
	f.MoveTo(s, f.String("abcdefgh"))
	again := f.Here()
	f.MoveTo(s, f.Op(program.StrConcat, s, s))
	f.Jump(again)
	p := b.Program(f)
	require.NoError(t, p.Validate())
	m := New(p, Config{Memory: Memories()[0]})
	_, fail, err := m.Start(nil)
	assert.Nil(t, fail)
	var limit *Limit
	require.ErrorAs(t, err, &limit)
	assert.Contains(t, limit.Message, "strings without bound at built.go:")
	assert.Greater(t, m.Bytes(), maxString)
}
