package program_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/model/program"
)

// small is a well-formed program that has something of everything.
func small() *program.Program {
	pos := make([]program.Pos, 6)
	pos[1] = program.Pos{Line: 7}
	return &program.Program{
		Target: "small",
		Funcs: []program.Func{
			{
				Name: "main", Regs: 3, Pointer: []bool{true, false, false}, Names: []string{"x"},
				Lists: [][]program.Reg{{1}, {}},
				Code: []program.Instr{
					{Op: program.Alloc, A: 0, C: 0, Imm: 1},
					{Op: program.Const, A: 1, Imm: 5},
					{Op: program.Store, Kind: program.KindInt64, A: 0, B: 1, Imm: 1},
					{Op: program.Call, A: 2, B: 0, C: 1, D: 1},
					{Op: program.Branch, A: 2, B: 2, C: 5},
					{Op: program.Return, B: 1},
				},
				Pos: pos,
			},
			{
				Name: "f", Params: 1, Results: 1, Regs: 2, Pointer: []bool{false, false},
				Lists: [][]program.Reg{{1}},
				Code: []program.Instr{
					{Op: program.Add, Kind: program.KindInt64, A: 1, B: 0, C: 0},
					{Op: program.Return, B: 0},
				},
				Pos: make([]program.Pos, 2),
			},
		},
		Image:   []uint64{0, 0},
		Statics: []program.Object{{Name: "g", Addr: 1, Count: 1}},
		Layouts: []program.Layout{
			{Name: "int", Words: 1, Pointer: []bool{false}, Cells: []string{""}},
			{Name: "pair", Words: 2, Pointer: []bool{true, false}, Cells: []string{".p", ".n"}},
		},
		Types: make([]program.Type, 1), Strings: []string{""}, Files: []string{"x.go"},
	}
}

func TestValidate(t *testing.T) {
	require.NoError(t, small().Validate())
	tests := []struct {
		spoil func(p *program.Program)
		want  string
	}{
		{func(p *program.Program) { p.Entry = 2 }, "entry 2 of 2 functions"},
		{func(p *program.Program) { p.Entry = 1 }, "entry f has parameters or results"},
		{func(p *program.Program) { p.Strings = nil }, "string 0 is not empty"},
		{func(p *program.Program) { p.Claims = []string{"b", "a"} }, "the claims are not sorted"},
		{func(p *program.Program) { p.Layouts[1].Pointer = nil }, "layout 1 (pair): 2 words, 0 pointers, 2 cells"},
		{func(p *program.Program) { p.Statics[0].Addr = 3 }, "static \"g\" at 3, want 1"},
		{func(p *program.Program) { p.Image = append(p.Image, 0) }, "image has 3 cells, the statics end at 2"},
		{func(p *program.Program) { p.Methods = [][]int32{{0}, {1}} }, "2 method rows for 1 types"},
		{func(p *program.Program) { p.Methods = [][]int32{{9}} }, "type 0 method 0 is function 9 of 2"},
		{func(p *program.Program) { p.Sets = [][]bool{{}} }, "set 0 has 0 of 1 types"},
		{func(p *program.Program) { p.Funcs[0].Pos = nil }, "main: 0 positions for 6 instructions"},
		{func(p *program.Program) { p.Funcs[0].Pointer = nil }, "main: 0 pointer marks for 3 registers"},
		{func(p *program.Program) { p.Funcs[0].Pos[1].File = 1 }, "file 1 of 1"},
		{func(p *program.Program) { p.Funcs[0].Code[5].Op = program.Nop }, "main: the end can be run past"},
		{func(p *program.Program) { p.Funcs[0].Code[4].A = 6 }, "instruction 4 (branch): goes to 6 of 6"},
		{func(p *program.Program) { p.Funcs[0].Code[1].A = 3 }, "instruction 1 (const): register 3 of 3"},
		{func(p *program.Program) { p.Funcs[0].Code[1].Op = 200 }, "no such operation"},
		{func(p *program.Program) { p.Funcs[0].Code[0].Imm = 2 }, "layout 2 of 2"},
		{func(p *program.Program) { p.Funcs[0].Code[0].C = 1 }, "name 1 of 1"},
		{func(p *program.Program) { p.Funcs[0].Code[3].B = 2 }, "list 2 of 2"},
		{func(p *program.Program) { p.Funcs[0].Code[3].B = 1 }, "0 arguments, f has 1 parameters"},
		{func(p *program.Program) { p.Funcs[0].Code[3].C = 2 }, "function 2 of 2"},
		{func(p *program.Program) { p.Funcs[0].Code[3].D = 0 }, "0 results, f has 1"},
		{func(p *program.Program) { p.Funcs[1].Lists[0] = nil }, "0 results, want 1"},
		{func(p *program.Program) { p.Funcs[0].Code[1].Op = program.Nop }, "register 1 may be read before it is written"},
		{func(p *program.Program) { p.Funcs[0].Code[1].Op = program.TypeIn }, "set 5 of 0"},
		{func(p *program.Program) { p.Funcs[0].Code[1] = program.Instr{Op: program.Fail, Imm: 1} }, "string 1 of 1"},
	}
	for _, test := range tests {
		t.Run(test.want, func(t *testing.T) {
			p := small()
			test.spoil(p)
			err := p.Validate()
			require.Error(t, err)
			assert.Contains(t, err.Error(), test.want)
		})
	}
}

func TestString(t *testing.T) {
	want := `func 0 main: 0 parameters, 0 free, 0 results, 3 registers
    0  r0 ← alloc pair
    1  r1 ← const 5                                     x.go:7
    2  store.int64.plain [r0+1] r1
    3  r2 ← call f(r1)
    4  branch r2 2 5
    5  return
func 1 f: 1 parameters, 0 free, 1 results, 2 registers
    0  r1 ← add.int64 r0 r0
    1  return r1
`
	assert.Equal(t, want, small().String())
}

func TestNames(t *testing.T) {
	assert.Equal(t, "join", program.Join.String())
	assert.Equal(t, "op99", program.Op(99).String())
	assert.Equal(t, "data", program.KindData.String())
	assert.Equal(t, "kind99", program.Kind(99).String())
	assert.Equal(t, "seqcst", program.SeqCst.String())
	assert.Equal(t, "order99", program.Order(99).String())
}
