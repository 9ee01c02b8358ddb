package compile

import (
	"heddle/model/program"
)

// finish turns the code in virtual registers into a function.
func (b *builder) finish(name string) program.Func {
	b.fn.Name = name
	b.resolve()
	f := &b.fn
	f.Code, f.Pos, f.Lists = b.out.code, b.out.pos, b.lists
	f.Regs = len(b.regs)
	b.removeRepeatedConstants()
	b.removeDead()
	b.merge()
	b.removeDead()
	for b.thread() {
	}
	b.pack()
	b.compactLists()
	f.Pointer = make([]bool, f.Regs)
	for i := range f.Pointer {
		f.Pointer[i] = b.regs[i].ptr
	}
	return b.fn
}

// resolve drops code that cannot be reached, jumps to jumps and jumps to the next
// instruction, and turns labels to indexes.
func (b *builder) resolve() {
	if n := len(b.out.code); n == 0 || !ends(b.out.code[n-1].Op) {
		b.emit(program.Instr{Op: program.Return, B: b.list(nil)}) // never reached
	}
	for b.dropUnreached() || b.dropJumps() {
	}
	at, n := map[int64]int64{}, int64(0)
	for _, in := range b.out.code {
		if in.Op == opLabel {
			at[in.Imm] = n
		} else {
			n++
		}
	}
	var out chunk
	for i, in := range b.out.code {
		switch in.Op {
		case opLabel:
			continue
		case program.Jump:
			in.Imm = at[in.Imm]
		case program.Branch:
			in.A, in.C = int32(at[int64(in.A)]), int32(at[int64(in.C)])
		}
		out.code = append(out.code, in)
		out.pos = append(out.pos, b.out.pos[i])
	}
	b.out = out
}

// thread does once more what resolve did, now that moves are gone: it redirects jumps
// to jumps and drops jumps to the next instruction and what is not reached.
func (b *builder) thread() bool {
	code := b.fn.Code
	final := func(i int64) int64 {
		to := i
		for range len(code) {
			if code[to].Op != program.Jump {
				return to
			}
			to = code[to].Imm
		}
		return i // an endless loop of jumps
	}
	reached := make([]bool, len(code))
	todo := []int64{0}
	for len(todo) > 0 {
		i := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if reached[i] {
			continue
		}
		reached[i] = true
		switch in := &code[i]; in.Op {
		case program.Jump:
			in.Imm = final(in.Imm)
			todo = append(todo, in.Imm)
		case program.Branch:
			in.A, in.C = int32(final(int64(in.A))), int32(final(int64(in.C)))
			todo = append(todo, int64(in.A), int64(in.C))
		case program.Return, program.Panic, program.Fail:
		default:
			todo = append(todo, i+1)
		}
	}
	some := false
	for i := range code {
		if !reached[i] || code[i].Op == program.Jump && code[i].Imm == int64(i+1) {
			code[i] = program.Instr{Op: program.Nop}
			some = true
		}
	}
	b.compact()
	return some
}

// ends reports whether no instruction follows op.
func ends(op program.Op) bool {
	switch op {
	case program.Jump, program.Branch, program.Return, program.Panic, program.Fail:
		return true
	}
	return false
}

// keep keeps the instructions for which ok holds and reports whether any went.
func (b *builder) keep(ok func(i int) bool) bool {
	var out chunk
	for i := range b.out.code {
		if ok(i) {
			out.code = append(out.code, b.out.code[i])
			out.pos = append(out.pos, b.out.pos[i])
		}
	}
	less := len(out.code) < len(b.out.code)
	b.out = out
	return less
}

// dropUnreached drops what no path leads to.
func (b *builder) dropUnreached() bool {
	code := b.out.code
	at := map[int64]int{}
	for i, in := range code {
		if in.Op == opLabel {
			at[in.Imm] = i
		}
	}
	seen := make([]bool, len(code))
	todo := []int{0}
	for len(todo) > 0 {
		i := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for i < len(code) && !seen[i] {
			seen[i] = true
			switch in := code[i]; in.Op {
			case program.Jump:
				i = at[in.Imm]
				continue
			case program.Branch:
				todo = append(todo, at[int64(in.A)])
				i = at[int64(in.C)]
				continue
			case program.Return, program.Panic, program.Fail:
				i = len(code)
				continue
			}
			i++
		}
	}
	return b.keep(func(i int) bool { return seen[i] })
}

// dropJumps redirects jumps and branches to jumps, and drops jumps to the next instruction.
func (b *builder) dropJumps() bool {
	code := b.out.code
	same := map[int64]int64{} // label → label of the same place, or of where a jump there goes
	for i, in := range code {
		if in.Op != opLabel {
			continue
		}
		j := i + 1
		for j < len(code) && code[j].Op == opLabel {
			j++
		}
		if j < len(code) && code[j].Op == program.Jump && code[j].Imm != in.Imm {
			same[in.Imm] = code[j].Imm
		}
	}
	final := func(l int64) int64 {
		to := l
		for range len(same) {
			next, ok := same[to]
			if !ok {
				return to
			}
			to = next
		}
		return l // a cycle of jumps, an endless loop: leave it
	}
	changed := false
	for i := range code {
		in := &code[i]
		switch in.Op {
		case program.Jump:
			if to := final(in.Imm); to != in.Imm {
				in.Imm, changed = to, true
			}
		case program.Branch:
			yes, no := int32(final(int64(in.A))), int32(final(int64(in.C)))
			if yes != in.A || no != in.C {
				in.A, in.C, changed = yes, no, true
			}
		}
	}
	less := b.keep(func(i int) bool { return code[i].Op != program.Jump || !labelsFrom(code, i+1, code[i].Imm) })
	return less || changed
}

// labelsFrom reports whether label l is among the labels at code[i].
func labelsFrom(code []program.Instr, i int, l int64) bool {
	for ; i < len(code) && code[i].Op == opLabel; i++ {
		if code[i].Imm == l {
			return true
		}
	}
	return false
}

// removeRepeatedConstants drops a Const that sets a register to what it holds.
// A constant is not kept over an access to memory or a call, where it would be part of the state.
func (b *builder) removeRepeatedConstants() {
	target := map[int]bool{}
	for _, in := range b.fn.Code {
		switch in.Op {
		case program.Jump:
			target[int(in.Imm)] = true
		case program.Branch:
			target[int(in.A)], target[int(in.C)] = true, true
		}
	}
	held := map[program.Reg]int64{}
	for i := range b.fn.Code {
		in := &b.fn.Code[i]
		if target[i] {
			clear(held)
		}
		if in.Op == program.Const {
			if w, ok := held[in.A]; ok && w == in.Imm {
				*in = program.Instr{Op: program.Nop}
			} else {
				held[in.A] = in.Imm
			}
			continue
		}
		for _, r := range b.fn.Defs(i) {
			delete(held, r)
		}
		if !local(in.Op) {
			clear(held)
		}
	}
	b.compact()
}

// local reports whether op touches registers only.
func local(op program.Op) bool {
	return op <= program.StrLen && op != program.Nop || op >= program.AddrAdd && op <= program.Len ||
		op == program.TypeIn || op == program.IfaceEq
}

// compact drops the Nops.
func (b *builder) compact() {
	f := &b.fn
	at := make([]int64, len(f.Code)+1)
	n := int64(0)
	for i, in := range f.Code {
		at[i] = n
		if in.Op != program.Nop {
			n++
		}
	}
	code, pos := f.Code[:0:0], f.Pos[:0:0]
	for i, in := range f.Code {
		switch in.Op {
		case program.Nop:
			continue
		case program.Jump:
			in.Imm = at[in.Imm]
		case program.Branch:
			in.A, in.C = int32(at[in.A]), int32(at[in.C])
		}
		code = append(code, in)
		pos = append(pos, f.Pos[i])
	}
	f.Code, f.Pos = code, pos
}

// removeDead drops instructions without effect whose result is never read.
func (b *builder) removeDead() {
	f := &b.fn
	for {
		f.Prepare()
		some := false
		for i := range f.Code {
			in := &f.Code[i]
			if in.Op == program.Move && in.A == in.B || pure(in) && !contains(f.Live(i+1), in.A) {
				*in = program.Instr{Op: program.Nop}
				some = true
			}
		}
		if !some {
			return
		}
		b.compact()
	}
}

// pure reports whether in does nothing but set register A.
func pure(in *program.Instr) bool {
	switch in.Op {
	case program.Shl, program.Shr:
		k := program.Kind(in.Aux)
		return k >= program.KindUint8 && k <= program.KindUint64
	case program.Div, program.Rem:
		return in.Kind == program.KindFloat32 || in.Kind == program.KindFloat64
	case program.Alloc, program.Index, program.TypeIn:
		return true
	}
	return in.Op >= program.Const && in.Op <= program.StrLen
}

func contains(sorted []program.Reg, r program.Reg) bool {
	for _, x := range sorted {
		if x >= r {
			return x == r
		}
	}
	return false
}

// compactLists drops operand lists that no instruction names.
func (b *builder) compactLists() {
	f := &b.fn
	var lists [][]program.Reg
	move := func(i *int32) {
		lists = append(lists, f.Lists[*i])
		*i = int32(len(lists) - 1)
	}
	for i := range f.Code {
		in := &f.Code[i]
		switch in.Op {
		case program.Call, program.CallClosure, program.CallMethod, program.Go, program.GoClosure, program.GoMethod,
			program.Return:
			move(&in.B)
		case program.Ghost:
			move(&in.C)
		}
	}
	f.Lists = lists
}
