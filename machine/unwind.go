package machine

import (
	"fmt"

	"heddle/model/program"
)

// panicking is a panic or a Goexit that its thread has not done with. A thread's
// are in order of the frames that unwind for them, bottom to top, and those of one
// frame in the order in which they came: the last one is what the frame unwinds
// for, the others it has replaced. Recovering marks it; when the deferred call
// that did so returns, it is dropped with the panics before it, down to a Goexit,
// which goes on then.
type panicking struct {
	frame     int32 // index of the frame
	goexit    bool
	text      bool // a run-time error that nothing can recover: data is its text, a string
	recovered bool
	typ, data uint64      // the panic's value
	pos       program.Pos // of the user's code that raised it
}

// panicWords is the size of a panicking in a local state's record.
const panicWords = 3

// pack appends x to a record: frame, flags and type; data; position.
func (x *panicking) pack(rec []uint64) []uint64 {
	flags := truth(x.goexit) | truth(x.text)<<1 | truth(x.recovered)<<2
	return append(rec, flags|uint64(x.frame)<<8|x.typ<<32, x.data, uint64(x.pos.Line)|uint64(x.pos.File)<<32)
}

func unpackPanicking(w []uint64) panicking {
	return panicking{
		goexit: w[0]&1 != 0, text: w[0]&2 != 0, recovered: w[0]&4 != 0,
		frame: int32(w[0] >> 8 & 0xffffff), typ: w[0] >> 32, data: w[1],
		pos: program.Pos{Line: int32(uint32(w[2])), File: int32(w[2] >> 32)},
	}
}

// fault raises a run-time error with Go's text.
func (s *step) fault(p *proc, text string) {
	x := panicking{text: true, data: s.newString(p, text)}
	if f := s.m.prog.Fault; f.Type != 0 && s.catcher(p, len(p.frames)-1) >= 0 {
		x = panicking{typ: uint64(f.Type), data: s.object(p, f.Layout, 1, "")}
		if s.err == nil {
			s.put(x.data, s.newString(p, text))
		}
	}
	if s.err == nil {
		s.raise(p, x)
	}
}

// panics carries out Panic.
func (s *step) panics(p *proc, typ, data uint64) {
	if typ == 0 {
		s.fault(p, "panic called with nil argument")
		return
	}
	s.raise(p, panicking{typ: typ, data: data})
}

// raise unwinds p for x. An atomic section ends with it.
func (s *step) raise(p *proc, x panicking) {
	if len(p.panics) >= maxFrames {
		s.limit(p, "panics without bound")
		return
	}
	top := len(p.frames) - 1
	x.frame, x.pos = int32(top), s.m.userPosition(p)
	p.panics = append(p.panics, x)
	if s.m.tr != nil {
		s.m.tr.raised(p)
	}
	if s.ghosting {
		s.die(p)
		return
	}
	if s.section && !s.asking && s.catcher(p, top) >= 0 {
		s.ends(p, false)
	}
	s.unwind(p, top)
}

// catcher is the topmost of frames 0 … top whose function defers calls, -1 if there is none.
func (s *step) catcher(p *proc, top int) int {
	for top >= 0 && !s.m.prog.Funcs[p.frames[top].fn].Defers {
		top--
	}
	return top
}

// unwind goes on with the deferred calls of the topmost of frames 0 … top that has any.
func (s *step) unwind(p *proc, top int) {
	i := s.catcher(p, top)
	if i < 0 {
		s.uncaught(p)
		return
	}
	for k := range p.panics {
		p.panics[k].frame = min(p.panics[k].frame, int32(i))
	}
	f := &p.frames[i]
	fn := &s.m.prog.Funcs[f.fn]
	f.pc = int32(fn.Unwind)
	p.frames = p.frames[:i+1]
	p.regs = p.regs[:int(f.base)+fn.Regs]
	s.moved = true
}

// unwound carries out Unwound.
func (s *step) unwound(p *proc) {
	if top := len(p.frames) - 1; p.unwinds(top) {
		s.unwind(p, top-1)
	}
}

// unwinds reports whether frame i is unwinding, and no frame above it is.
func (p *proc) unwinds(i int) bool {
	n := len(p.panics)
	return n > 0 && !p.panics[n-1].recovered && p.panics[n-1].frame == int32(i)
}

// uncaught ends p, whose last frame has unwound.
func (s *step) uncaught(p *proc) {
	switch {
	case !p.panics[len(p.panics)-1].goexit:
		s.die(p)
	case p.thread == 0:
		panic("machine: bug: main goes past its Goexit")
	default:
		p.ended = true
		if s.m.tr != nil {
			s.m.tr.note(p, "end", "ends")
		}
	}
}

// exits reports whether in, a Goexit or an Unwound that p is at, ends p's thread.
func (s *step) exits(p *proc, in *program.Instr) bool {
	top := len(p.frames) - 1
	if in.Op == program.Goexit {
		return s.catcher(p, top) < 0
	}
	return p.unwinds(top) && p.panics[len(p.panics)-1].goexit && s.catcher(p, top-1) < 0
}

// goexit carries out Goexit and Unwound. The main thread does not end by a Goexit: it stays where it is.
func (s *step) goexit(p *proc, in *program.Instr) {
	switch {
	case p.thread == 0 && s.exits(p, in):
		s.moved = true
	case in.Op == program.Goexit:
		s.raise(p, panicking{goexit: true})
	default:
		s.unwound(p)
	}
}

// recover carries out Recover: the frame that the calling one was deferred by is
// the nearest below it that is no wrapper's.
func (s *step) recover(p *proc, in *program.Instr, reg []uint64) {
	i := len(p.frames) - 2
	for i >= 0 && s.m.prog.Funcs[p.frames[i].fn].Wrapper {
		i--
	}
	reg[in.A], reg[in.A+1] = 0, 0
	if !p.unwinds(i) {
		return
	}
	x := &p.panics[len(p.panics)-1]
	if x.goexit || x.text {
		return
	}
	x.recovered = true
	reg[in.A], reg[in.A+1] = x.typ, x.data
	if s.m.tr != nil {
		s.m.tr.note(p, "recover", "recovers from "+s.describe(x.typ, x.data))
	}
}

// settle is called when p has returned to its top frame: a panic that the frame
// unwound for, and that was recovered, is over.
func (p *proc) settle() {
	top := int32(len(p.frames) - 1)
	n := len(p.panics)
	if n == 0 || !p.panics[n-1].recovered || p.panics[n-1].frame != top {
		return
	}
	for n > 0 && p.panics[n-1].frame == top && !p.panics[n-1].goexit {
		n--
	}
	p.panics = p.panics[:n]
}

// exit carries out Exit: every thread ends.
func (s *step) exit(p *proc, code int64) {
	if s.m.tr != nil {
		s.m.tr.note(p, "exit", fmt.Sprintf("ends the program: %s", exitStatus(code)))
	}
	if code != 0 {
		s.fail(p, "panic", exitStatus(code))
		return
	}
	s.simple, s.exited, p.ended = false, true, true
}
