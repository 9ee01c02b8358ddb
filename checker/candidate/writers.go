package candidate

import "heddle/model/program"

// writers says which cells a thread may still write to, as far as the code shows it:
// for each function and instruction a set of cells. Cell 63 stands for all that have
// no number of their own.
type writers struct {
	number map[uint64]int // of the cells that the code names
	sets   map[*program.Func][]uint64
}

const others = 63

// findWriters computes what may be written from each instruction on, backwards.
func findWriters(p *program.Program) writers {
	w := writers{map[uint64]int{}, map[*program.Func][]uint64{}}
	own := make([][]uint64, len(p.Funcs)) // by each instruction itself
	for i := range p.Funcs {
		f := &p.Funcs[i]
		w.sets[f] = make([]uint64, len(f.Code)+1)
		own[i] = w.cells(f)
	}
	for changed := true; changed; {
		changed = false
		for i := range p.Funcs {
			f := &p.Funcs[i]
			for pc := len(f.Code) - 1; pc >= 0; pc-- {
				set := own[i][pc]
				if f.Code[pc].Op == program.Go {
					set |= w.sets[&p.Funcs[f.Code[pc].C]][0]
				}
				for _, next := range successors(&f.Code[pc], pc) {
					set |= w.sets[f][next]
				}
				changed = changed || set != w.sets[f][pc]
				w.sets[f][pc] = set
			}
		}
	}
	return w
}

// successors gives the instructions that may follow the one at pc.
func successors(in *program.Instr, pc int) []int {
	switch in.Op {
	case program.Return:
		return nil
	case program.Jump:
		return []int{int(in.Imm)}
	case program.Branch:
		return []int{int(in.A), int(in.C)}
	}
	return []int{pc + 1}
}

// cells gives for each instruction of f the set of what it may write: one cell if only
// one instruction writes its address register, and writes a constant.
func (w writers) cells(f *program.Func) []uint64 {
	defs := make([][]int, f.Regs)
	for pc := range f.Code {
		for _, d := range f.Defs(pc) {
			defs[d] = append(defs[d], pc)
		}
	}
	sets := make([]uint64, len(f.Code))
	for pc := range f.Code {
		in := &f.Code[pc]
		r, offset := in.B, int64(0)
		switch {
		case in.Op == program.Store:
			r, offset = in.A, in.Imm
		case !in.Op.Modifies():
			continue
		}
		sets[pc] = 1 << others
		if len(defs[r]) == 1 && f.Code[defs[r][0]].Op == program.Const {
			sets[pc] = 1 << w.cell(uint64(f.Code[defs[r][0]].Imm+offset))
		}
	}
	return sets
}

// cell gives the cell at addr its number.
func (w writers) cell(addr uint64) int {
	n, ok := w.number[addr]
	if !ok {
		n = min(len(w.number), others)
		w.number[addr] = n
	}
	return n
}

// may reports whether t may still write the cell at addr.
func (w writers) may(t *thread, addr uint64) bool {
	n, ok := w.number[addr]
	if !ok {
		n = others
	}
	return w.sets[t.fn][t.pc]&(1<<n|1<<others) != 0
}
