package compile

import (
	"math/bits"

	"heddle/model/program"
)

// maxMerged is the most virtual registers that merge and pack take on: they need a bit for each two.
const maxMerged = 8192

// bitset is a set of registers.
type bitset []uint64

func newBitset(n int) bitset { return make(bitset, (n+63)/64) }

func (s bitset) set(i program.Reg) { s[i/64] |= 1 << (i % 64) }

func (s bitset) has(i program.Reg) bool { return s[i/64]>>(i%64)&1 != 0 }

func (s bitset) meets(t bitset) bool {
	for i := range s {
		if s[i]&t[i] != 0 {
			return true
		}
	}
	return false
}

func (s bitset) each(do func(i program.Reg)) {
	for i, w := range s {
		for ; w != 0; w &= w - 1 {
			do(program.Reg(i*64 + bits.TrailingZeros64(w)))
		}
	}
}

// interference gives, for each register, those whose values it would destroy if it were the same
// register: one is set where the other is alive, and not as a copy of it.
func interference(f *program.Func, params int) []bitset {
	rows := make([]bitset, f.Regs)
	for i := range rows {
		rows[i] = newBitset(f.Regs)
	}
	add := func(a, b program.Reg) {
		if a != b {
			rows[a].set(b)
			rows[b].set(a)
		}
	}
	f.Prepare()
	for a := range params {
		for b := range a {
			add(program.Reg(a), program.Reg(b))
		}
		for _, r := range f.Live(0) {
			add(program.Reg(a), r)
		}
	}
	for pc := range f.Code {
		defs := f.Defs(pc)
		if len(defs) == 0 {
			continue
		}
		in := &f.Code[pc]
		for _, d := range defs {
			for _, r := range f.Live(pc + 1) { // what defines a register goes on to the next instruction
				if in.Op != program.Move || r != in.B {
					add(d, r)
				}
			}
			for _, e := range defs {
				add(d, e)
			}
		}
	}
	return rows
}

// merge makes one register of two that a Move joins, if their lives allow it.
func (b *builder) merge() {
	f := &b.fn
	if f.Regs > maxMerged {
		return
	}
	params := f.Params + f.Free
	rows := interference(f, params)
	class := make([]program.Reg, f.Regs)
	for i := range class {
		class[i] = program.Reg(i)
	}
	find := func(r program.Reg) program.Reg {
		for class[r] != r {
			r = class[r]
		}
		return r
	}
	for i := range f.Code {
		if f.Code[i].Op != program.Move {
			continue
		}
		x, y := find(f.Code[i].A), find(f.Code[i].B)
		if x == y || b.regs[x].ptr != b.regs[y].ptr || rows[x].has(y) || b.regs[x].pinned != 0 && b.regs[y].pinned != 0 {
			continue
		}
		if b.regs[y].pinned != 0 {
			x, y = y, x
		}
		class[y] = x
		rows[y].each(func(r program.Reg) {
			rows[x].set(r)
			rows[find(r)].set(x)
		})
	}
	f.Rename(find)
}

// pack gives the registers their final numbers: parameters first, then every other
// the first number that is free during its life and holds the same kind of word.
func (b *builder) pack() {
	f := &b.fn
	if f.Regs > maxMerged {
		return
	}
	params := f.Params + f.Free
	rows := interference(f, params)
	number := make([]program.Reg, f.Regs)
	var ptrs []bool      // of the numbers
	var members []bitset // registers with each number
	open := func(ptr bool) {
		ptrs = append(ptrs, ptr)
		members = append(members, newBitset(f.Regs))
	}
	fits := func(n int, r program.Reg) bool {
		return n >= len(ptrs) || ptrs[n] == b.regs[r].ptr && !members[n].meets(rows[r])
	}
	for i := range number {
		number[i] = -1
	}
	for i := range params {
		open(b.regs[i].ptr)
		number[i] = program.Reg(i)
	}
	place := func(run []program.Reg) {
		n := params
	search:
		for ; ; n++ {
			for i, r := range run {
				if !fits(n+i, r) {
					continue search
				}
			}
			break
		}
		for i, r := range run {
			if n+i == len(ptrs) {
				open(b.regs[r].ptr)
			}
			members[n+i].set(r)
			number[r] = program.Reg(n + i)
		}
	}
	for pc := range f.Code {
		for _, list := range [][]program.Reg{f.Uses(pc), f.Defs(pc)} {
			for _, r := range list {
				if number[r] < 0 {
					place(b.runOfReg(r))
				}
			}
		}
	}
	f.Rename(func(r program.Reg) program.Reg { return max(number[r], 0) })
	f.Regs = len(ptrs)
	b.regs = make([]vreg, len(ptrs))
	for i, p := range ptrs {
		b.regs[i].ptr = p
	}
}

// runOfReg gives the run of consecutive registers that r is in.
func (b *builder) runOfReg(r program.Reg) []program.Reg {
	id := b.regs[r].pinned
	if id == 0 {
		return []program.Reg{r}
	}
	first := r
	for first > 0 && b.regs[first-1].pinned == id {
		first--
	}
	var run []program.Reg
	for ; int(first) < len(b.regs) && b.regs[first].pinned == id; first++ {
		run = append(run, first)
	}
	return run
}
