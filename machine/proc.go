package machine

import "heddle/model/program"

// proc is a thread while it runs: its local state, unfolded.
type proc struct {
	thread  int
	parent  uint64      // the thread that started it
	daemon  uint8       // see program.Daemon
	weak    uint64      // what keeps it alive, if it is a weak one
	from    program.Pos // where
	frames  []frame
	regs    []uint64 // of all frames, bottom to top
	late    []uint64 // claims' events to be reported before the next step, as in a record
	wants   uint64   // the section that it wants into, if Config.Wants; else 0
	panics  []panicking
	alt     int
	ended   bool
	results []uint64 // of its first function, once it has ended
	count   int      // instructions since the step began, a section counting as one
	carry   int      // of them, those from the first late event on: they belong to the next step
}

type frame struct {
	fn   int32
	pc   int32
	base int32 // of its registers in proc.regs
}

func (p *proc) top() *frame { return &p.frames[len(p.frames)-1] }

// push adds a frame for a call of fn; free is the address of the closure, if it has captured words.
func (s *step) push(p *proc, fn int, args []uint64, free uint64) {
	f := &s.m.prog.Funcs[fn]
	base := len(p.regs)
	if base+f.Regs > maxStack || len(p.frames) >= maxFrames {
		s.limit(p, "recursion without bound")
		return
	}
	p.regs = extendTo(p.regs, base+f.Regs)
	copy(p.regs[base:], args)
	for i := range f.Free {
		p.regs[base+f.Params+i] = s.get(free + 1 + uint64(i))
	}
	p.frames = append(p.frames, frame{fn: int32(fn), base: int32(base)})
}

func extendTo(w []uint64, n int) []uint64 {
	if n <= cap(w) {
		return w[:n]
	}
	return append(w, make([]uint64, n-len(w))...)
}

// A frame's header word in a record: function, instruction, and whether a frame
// lies above it (it is inside a call).
func header(f *frame, calling bool) uint64 {
	w := uint64(f.fn)<<32 | uint64(f.pc)<<1
	if calling {
		w |= 1
	}
	return w
}

func fromHeader(w uint64) (f frame, calling bool) {
	return frame{fn: int32(w >> 32), pc: int32(uint32(w) >> 1)}, w&1 != 0
}

// kept gives the registers of a frame that a record holds.
func (m *Machine) kept(f *frame, calling bool) []program.Reg {
	if calling {
		return m.across[f.fn][f.pc]
	}
	return m.prog.Funcs[f.fn].Live(int(f.pc))
}

// parentOf, daemonOf and startOf read the first word of a record: who started the
// thread, whether as a daemon, and where.
func parentOf(rec []uint64) uint64 { return rec[0] & 0x3f }

func daemonOf(rec []uint64) uint8 { return uint8(rec[0] >> 6 & 3) }

// weakOf gives what keeps a weak daemon alive: the last word of its record.
func weakOf(rec []uint64) uint64 { return rec[len(rec)-1] }

func startOf(rec []uint64) program.Pos {
	return program.Pos{Line: int32(rec[0] >> 8 & 0xffffff), File: int32(rec[0] >> 32)}
}

// lateOf and panicsOf read the second word: the words of late events, and the number of panics. Its
// highest bit says that the next word is the section that the thread wants into.
func lateOf(rec []uint64) int { return int(uint32(rec[1])) }

func panicsOf(rec []uint64) int { return int(rec[1] &^ wanting >> 32) }

const wanting = 1 << 63

// wantsOf gives the section that the thread wants into, 0 if none, and where late events begin.
func wantsOf(rec []uint64) (section uint64, late int) {
	if rec[1]&wanting != 0 {
		return rec[2], 3
	}
	return 0, 2
}

// load unfolds a local state.
func (m *Machine) load(p *proc, thread int, id uint32) {
	rec := m.locals.record(id)
	*p = proc{thread: thread, parent: parentOf(rec), daemon: daemonOf(rec), from: startOf(rec), frames: p.frames[:0], regs: p.regs[:0], late: p.late[:0], panics: p.panics[:0]}
	if weak(p.daemon) {
		p.weak = weakOf(rec)
		rec = rec[:len(rec)-1]
	}
	wants, i := wantsOf(rec)
	p.wants = wants
	p.late = append(p.late, rec[i:i+lateOf(rec)]...)
	i += lateOf(rec)
	for range panicsOf(rec) {
		p.panics = append(p.panics, unpackPanicking(rec[i:]))
		i += panicWords
	}
	for i < len(rec) {
		f, calling := fromHeader(rec[i])
		i++
		f.base = int32(len(p.regs))
		p.regs = extendTo(p.regs, len(p.regs)+m.prog.Funcs[f.fn].Regs)
		for _, r := range m.kept(&f, calling) {
			p.regs[int(f.base)+int(r)] = rec[i]
			i++
		}
		p.frames = append(p.frames, f)
	}
}

// save appends the record of p to rec.
func (m *Machine) save(p *proc, rec []uint64) []uint64 {
	rec = append(rec, p.parent|uint64(p.daemon)<<6|uint64(p.from.Line)<<8|uint64(p.from.File)<<32, uint64(len(p.late))|uint64(len(p.panics))<<32)
	if p.wants != 0 {
		rec[1] |= wanting
		rec = append(rec, p.wants)
	}
	rec = append(rec, p.late...)
	for i := range p.panics {
		rec = p.panics[i].pack(rec)
	}
	for i := range p.frames {
		f := &p.frames[i]
		calling := i < len(p.frames)-1
		rec = append(rec, header(f, calling))
		for _, r := range m.kept(f, calling) {
			rec = append(rec, p.regs[int(f.base)+int(r)])
		}
	}
	if weak(p.daemon) {
		rec = append(rec, p.weak)
	}
	return rec
}

// eachPointer calls f with each word of a record that holds an address.
func (m *Machine) eachPointer(rec []uint64, f func(w *uint64)) {
	if weak(daemonOf(rec)) {
		f(&rec[len(rec)-1])
		rec = rec[:len(rec)-1]
	}
	_, i := wantsOf(rec)
	for end := i + lateOf(rec); i < end; {
		_, words, _ := unpackLate(rec[i])
		f(&rec[i+1])
		i += 2 + words
	}
	for range panicsOf(rec) {
		if x := unpackPanicking(rec[i:]); !x.text {
			f(&rec[i+1])
		}
		i += panicWords
	}
	for i < len(rec) {
		fr, calling := fromHeader(rec[i])
		i++
		ptr := m.prog.Funcs[fr.fn].Pointer
		for _, r := range m.kept(&fr, calling) {
			if ptr[r] {
				f(&rec[i])
			}
			i++
		}
	}
}

// pendingOf describes the operation at which p rests.
func (m *Machine) pendingOf(p *proc) pending {
	f := p.top()
	fn := &m.prog.Funcs[f.fn]
	in := &fn.Code[f.pc]
	reg := p.regs[f.base:]
	q := pending{op: in.Op, aux: in.Aux, choice: 1, fn: f.fn, pc: f.pc}
	order := program.Order(in.Aux)
	switch in.Op {
	case program.Load:
		q.addr, q.plain = reg[in.B]+uint64(in.Imm), order == program.Plain
	case program.Store:
		q.addr, q.plain, q.write = reg[in.A]+uint64(in.Imm), order == program.Plain, true
	case program.AtomicAdd, program.AtomicSwap, program.AtomicAnd, program.AtomicOr, program.AtomicXor:
		q.addr, q.write = reg[in.B], true
	case program.AtomicCAS:
		q.addr, q.isCAS, q.expect = reg[in.B], true, m.expected(fn, in, reg)
	case program.Choose:
		if n := reg[in.B]; n <= maxChoice {
			q.choice = uint16(n)
		} // else the step meets a limit
	case program.MapGet, program.MapSet, program.MapDelete, program.MapLen, program.MapClear,
		program.MapRange, program.MapCount, program.MapNext:
		q.addr, q.plain, q.write, q.through = reg[in.B], true, in.WritesMap(), throughIterator(in.Op)
	case program.NetReceive:
		m.describeReception(&q, &m.prog.Funcs[f.fn], in, reg)
	case program.NetSend:
		q.receives.from = int32(reg[m.prog.Funcs[f.fn].Lists[in.C][1]])
	case program.Select:
		m.describeSelect(&q, &m.prog.Funcs[f.fn], in, reg)
	}
	if m.cfg.Memory.Buffered {
		q.drains = drains(in) || in.Op == program.Return || in.Op == program.Goexit || in.Op == program.Unwound || in.Op.OnMap()
	}
	return q
}
