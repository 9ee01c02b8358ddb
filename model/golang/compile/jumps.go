package compile

import "heddle/model/program"

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
	b.fn.Unwind = int(at[b.unwind])
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
	work := []int64{0, int64(b.fn.Unwind)}
	for len(work) > 0 {
		i := work[len(work)-1]
		work = work[:len(work)-1]
		if reached[i] {
			continue
		}
		reached[i] = true
		switch in := &code[i]; in.Op {
		case program.Jump:
			in.Imm = final(in.Imm)
			work = append(work, in.Imm)
		case program.Branch:
			in.A, in.C = int32(final(int64(in.A))), int32(final(int64(in.C)))
			work = append(work, int64(in.A), int64(in.C))
		default:
			if !in.Op.Leaves() {
				work = append(work, i+1)
			}
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
	return op == program.Jump || op == program.Branch || op.Leaves()
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
	work := []int{0, at[b.unwind]}
	for len(work) > 0 {
		i := work[len(work)-1]
		work = work[:len(work)-1]
		for i < len(code) && !seen[i] {
			seen[i] = true
			in := code[i]
			if in.Op.Leaves() {
				break
			}
			switch in.Op {
			case program.Jump:
				i = at[in.Imm]
				continue
			case program.Branch:
				work = append(work, at[int64(in.A)])
				i = at[int64(in.C)]
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
