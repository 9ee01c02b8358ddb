package fences

import (
	"slices"

	"heddle/model/program"
)

// assign gives p with these orders at sites. p is as before.
func assign(p *program.Program, sites []Site, orders []program.Order) *program.Program {
	q := *p
	q.Funcs = slices.Clone(p.Funcs)
	own := make([]bool, len(p.Funcs))
	for i := range sites {
		for _, at := range sites[i].code {
			f := &q.Funcs[at.fn]
			if !own[at.fn] {
				f.Code, own[at.fn] = slices.Clone(f.Code), true
			}
			sites[i].kind.set(&f.Code[at.pc], orders[i])
		}
	}
	return &q
}

// set gives in the order o. A fence of none becomes a Nop, and may be a fence again.
func (k kind) set(in *program.Instr, o program.Order) {
	success, failure := program.CASOrders(in.Aux)
	switch {
	case k == kindFence && o == None:
		*in = program.Instr{Op: program.Nop}
	case k == kindFence:
		*in = program.Instr{Op: program.Fence, Aux: uint8(o)}
	case k == kindFailed:
		in.Aux = program.CASAux(success, o)
	case in.Op == program.AtomicCAS:
		in.Aux = program.CASAux(o, failure)
	default:
		in.Aux = uint8(o)
	}
}

// withFences gives p with a fence of none before and after each access of sites, and
// the fences as sites, those first that are rather done without: what can stand after
// a store or before one, or after a load, is not said to stand before the next load.
func withFences(p *program.Program, sites []Site) (*program.Program, []Site) {
	q := *p
	q.Funcs = slices.Clone(p.Funcs)
	var fences []Site
	place := func(s *Site, where string) int {
		fences = append(fences, Site{
			File: s.File, Line: s.Line, Column: s.Column, Operation: "fence " + where + " " + s.Operation,
			Written: None, kind: kindFence,
		})
		return len(fences) - 1
	}
	before, after := map[spot]int{}, map[spot]int{}
	for _, round := range []struct {
		where string
		kinds []kind
		at    map[spot]int
	}{
		{"before", []kind{kindLoad}, before}, {"before", []kind{kindModify}, before}, {"after", []kind{kindModify}, after},
		{"after", []kind{kindLoad}, after}, {"before", []kind{kindStore}, before}, {"after", []kind{kindStore}, after},
	} {
		for i := range sites {
			if s := &sites[i]; slices.Contains(round.kinds, s.kind) {
				n := place(s, round.where)
				for _, at := range s.code {
					round.at[at] = n
				}
			}
		}
	}
	for fn := range q.Funcs {
		insert(&q.Funcs[fn], fn, before, after, func(site, pc int) {
			fences[site].code = append(fences[site].code, spot{fn, pc})
		})
	}
	return &q, fences
}

// insert puts a Nop before and after the instructions of f, function fn, that are said
// to have one; placed is told which site each of them is of.
func insert(f *program.Func, fn int, before, after map[spot]int, placed func(site, pc int)) {
	var code []program.Instr
	var pos []program.Pos
	emit := func(in program.Instr, at program.Pos) { code, pos = append(code, in), append(pos, at) }
	moved := make([]int32, len(f.Code)) // by old index: the new one, of what was put before it if anything was
	for pc, in := range f.Code {
		moved[pc] = int32(len(code))
		if site, ok := before[spot{fn, pc}]; ok {
			placed(site, len(code))
			emit(program.Instr{Op: program.Nop}, f.Pos[pc])
		}
		emit(in, f.Pos[pc])
		if site, ok := after[spot{fn, pc}]; ok {
			placed(site, len(code))
			emit(program.Instr{Op: program.Nop}, f.Pos[pc])
		}
	}
	if len(code) == len(f.Code) {
		return
	}
	for i := range code {
		switch in := &code[i]; in.Op {
		case program.Jump:
			in.Imm = int64(moved[in.Imm])
		case program.Branch:
			in.A, in.C = moved[in.A], moved[in.C]
		}
	}
	f.Code, f.Pos, f.Unwind = code, pos, int(moved[f.Unwind])
	f.Prepare()
}
