package program

import (
	"errors"
	"fmt"
	"slices"
)

// Validate checks that p is well formed: every register, instruction, list, string,
// type, layout and address that is named exists, tables have the lengths that they
// must have, and no register is read before it is written. Machines rely on it.
// It lists all that is wrong.
func (p *Program) Validate() error {
	v := &validator{prog: p}
	v.tables()
	for i := range p.Funcs {
		v.function(&p.Funcs[i])
	}
	return errors.Join(v.errs...)
}

// validator collects what is wrong.
type validator struct {
	prog *Program
	errs []error
}

func (v *validator) check(ok bool, format string, args ...any) {
	if !ok {
		v.errs = append(v.errs, fmt.Errorf("program: %s: %s", v.prog.Target, fmt.Sprintf(format, args...)))
	}
}

func (v *validator) tables() {
	p := v.prog
	ok := p.Entry >= 0 && p.Entry < len(p.Funcs)
	v.check(ok, "entry %d of %d functions", p.Entry, len(p.Funcs))
	if ok {
		f := &p.Funcs[p.Entry]
		v.check(f.Params+f.Free+f.Results == 0, "entry %s has parameters or results", f.Name)
	}
	v.check(len(p.Strings) > 0 && p.Strings[0] == "", "string 0 is not empty")
	v.check(slices.IsSorted(p.Claims), "the claims are not sorted")
	for i, l := range p.Layouts {
		v.check(l.Words >= 0 && len(l.Pointer) == l.Words && len(l.Cells) == l.Words,
			"layout %d (%s): %d words, %d pointers, %d cells", i, l.Name, l.Words, len(l.Pointer), len(l.Cells))
		v.check(l.Kinds == nil || len(l.Kinds) == l.Words, "layout %d (%s): %d words, %d kinds", i, l.Name, l.Words, len(l.Kinds))
	}
	next := uint64(1)
	for _, o := range p.Statics {
		v.check(o.Addr == next, "static %q at %d, want %d", o.Name, o.Addr, next)
		if v.layout(int64(o.Layout), o.Name) {
			next = o.Addr + uint64(o.Count*p.Layouts[o.Layout].Words)
		}
	}
	v.check(uint64(len(p.Image)) == next, "image has %d cells, the statics end at %d", len(p.Image), next)
	v.check(len(p.Methods) == 0 || len(p.Methods) == len(p.Types), "%d method rows for %d types", len(p.Methods), len(p.Types))
	for t, row := range p.Methods {
		for m, f := range row {
			v.check(f >= -1 && int(f) < len(p.Funcs), "type %d method %d is function %d of %d", t, m, f, len(p.Funcs))
		}
	}
	v.mapTypes()
	v.check(p.Texts == nil || len(p.Texts) == len(p.Types), "%d texts for %d types", len(p.Texts), len(p.Types))
	for t, f := range p.Texts {
		v.check(f >= -1 && int(f) < len(p.Funcs), "text of type %d is function %d of %d", t, f, len(p.Funcs))
	}
	if f := p.Fault; f.Type != 0 {
		v.check(f.Type > 0 && int(f.Type) < len(p.Types), "fault type %d of %d", f.Type, len(p.Types))
		if v.layout(int64(f.Layout), "fault") {
			v.check(p.Layouts[f.Layout].Words == 1, "fault: layout of %d words, want 1", p.Layouts[f.Layout].Words)
		}
	}
	for i, s := range p.Sets {
		v.check(len(s) == len(p.Types), "set %d has %d of %d types", i, len(s), len(p.Types))
	}
}

func (v *validator) layout(i int64, what string) bool {
	ok := i >= 0 && i < int64(len(v.prog.Layouts))
	v.check(ok, "%s: layout %d of %d", what, i, len(v.prog.Layouts))
	return ok
}

func (v *validator) function(f *Func) {
	v.check(len(f.Pos) == len(f.Code), "%s: %d positions for %d instructions", f.Name, len(f.Pos), len(f.Code))
	v.check(len(f.Pointer) == f.Regs, "%s: %d pointer marks for %d registers", f.Name, len(f.Pointer), f.Regs)
	v.check(f.Params+f.Free <= f.Regs, "%s: %d+%d parameters in %d registers", f.Name, f.Params, f.Free, f.Regs)
	before := len(v.errs)
	v.check(!f.Defers || f.Unwind >= 0 && f.Unwind < len(f.Code), "%s: unwinds at %d of %d", f.Name, f.Unwind, len(f.Code))
	v.check(len(f.Code) > 0 && len(f.next(len(f.Code)-1)) == 0 || endsInJump(f), "%s: the end can be run past", f.Name)
	for pc := range f.Code {
		v.instr(f, pc)
	}
	if len(v.errs) > before {
		return
	}
	g := *f
	g.Prepare()
	for _, r := range g.Live(0) {
		v.check(int(r) < f.Params+f.Free, "%s: register %d may be read before it is written", f.Name, r)
	}
}

func endsInJump(f *Func) bool {
	if len(f.Code) == 0 {
		return false
	}
	op := f.Code[len(f.Code)-1].Op
	return op == Jump || op == Branch
}

// lists says which field of an operation is an operand list.
func listOf(in *Instr) (i int32, ok bool) {
	switch in.Op {
	case Call, CallClosure, CallMethod, Go, GoClosure, GoMethod, Return:
		return in.B, true
	case Ghost, MapGet, MapSet, MapDelete, NetMake, NetDisk, NetSend, NetReceive:
		return in.C, true
	}
	return 0, false
}

func (v *validator) instr(f *Func, pc int) {
	in := &f.Code[pc]
	at := fmt.Sprintf("%s: instruction %d (%s)", f.Name, pc, in.Op)
	if in.Op > Violate {
		v.check(false, "%s: no such operation", at)
		return
	}
	if pos := f.Pos; pc < len(pos) {
		v.check(pos[pc].Line == 0 || int(pos[pc].File) < len(v.prog.Files), "%s: file %d of %d", at, pos[pc].File, len(v.prog.Files))
	}
	if i, ok := listOf(in); ok {
		if i < 0 || int(i) >= len(f.Lists) {
			v.check(false, "%s: list %d of %d", at, i, len(f.Lists))
			return
		}
	}
	if in.Op == Select && (in.Imm < 0 || in.Imm >= int64(len(f.Selects))) {
		v.check(false, "%s: select %d of %d", at, in.Imm, len(f.Selects))
		return
	}
	for _, next := range f.next(pc) {
		v.check(next >= 0 && next < len(f.Code), "%s: goes to %d of %d", at, next, len(f.Code))
	}
	for _, regs := range [][]Reg{f.Uses(pc), f.Defs(pc)} {
		for _, r := range regs {
			v.check(r >= 0 && int(r) < f.Regs, "%s: register %d of %d", at, r, f.Regs)
		}
	}
	v.check(in.Op != Go && in.Op != GoClosure && in.Op != GoMethod || in.Aux <= DaemonHeld, "%s: daemon %d, want at most %d", at, in.Aux, DaemonHeld)
	v.operands(f, in, at)
}

// operands checks what an instruction names other than registers.
func (v *validator) operands(f *Func, in *Instr, at string) {
	p := v.prog
	switch in.Op {
	case Call, Go:
		if in.C < 0 || int(in.C) >= len(p.Funcs) {
			v.check(false, "%s: function %d of %d", at, in.C, len(p.Funcs))
			return
		}
		callee := &p.Funcs[in.C]
		v.check(callee.Free == 0, "%s: %s is a closure", at, callee.Name)
		v.check(callee.Params == len(f.Lists[in.B]), "%s: %d arguments, %s has %d parameters",
			at, len(f.Lists[in.B]), callee.Name, callee.Params)
		v.check(in.Op == Go || callee.Results == int(in.D), "%s: %d results, %s has %d", at, in.D, callee.Name, callee.Results)
	case Return:
		v.check(len(f.Lists[in.B]) == f.Results, "%s: %d results, want %d", at, len(f.Lists[in.B]), f.Results)
	case CallMethod, GoMethod:
		v.check(in.Imm >= 0 && (len(p.Methods) == 0 || in.Imm < int64(len(p.Methods[0]))), "%s: method %d", at, in.Imm)
	case Print:
		v.check(in.Imm >= 0 && in.Imm <= 2, "%s: output %d, want 0 … 2", at, in.Imm)
	case Unwound:
		v.check(f.Defers, "%s: the function defers nothing", at)
	case Fail:
		v.check(in.Imm >= 0 && in.Imm < int64(len(p.Strings)), "%s: string %d of %d", at, in.Imm, len(p.Strings))
	case Select:
		v.cases(f.Selects[in.Imm], in, at)
	case AtomicCAS:
		v.check(in.Imm == 0 || in.Imm == 1, "%s: result %d, want 0 or 1", at, in.Imm)
	case MapMake, MapGet, MapSet, MapDelete, MapLen, MapClear, MapRange, MapCount, MapNext:
		v.mapOperands(f, in, at)
	case MakeChan:
		if v.layout(in.Imm, at) {
			v.check(p.Layouts[in.Imm].Words == ChanWords, "%s: a channel of %d words, want %d", at, p.Layouts[in.Imm].Words, ChanWords)
		}
		if v.layout(int64(in.D), at) {
			v.check(p.Layouts[in.D].Words > 0, "%s: elements of no words", at)
		}
		v.check(in.C >= -1 && int(in.C) < len(f.Names), "%s: name %d of %d", at, in.C, len(f.Names))
	case Choose:
		v.check(in.C >= -1 && int(in.C) < len(f.Names), "%s: name %d of %d", at, in.C, len(f.Names))
	case Alloc, AllocArray:
		v.layout(in.Imm, at)
		v.check(in.C >= -1 && int(in.C) < len(f.Names), "%s: name %d of %d", at, in.C, len(f.Names))
	case NetMake, NetDisk, NetSend, NetReceive:
		v.netOperands(f, in, at)
	case Ghost:
		v.event(Event(in.Aux), len(f.Lists[in.C]), at)
	case TypeIn:
		v.check(in.Imm >= 0 && in.Imm < int64(len(p.Sets)), "%s: set %d of %d", at, in.Imm, len(p.Sets))
	}
}

// cases checks the cases of in, a Select.
func (v *validator) cases(cases []Case, in *Instr, at string) {
	results := 2
	for i, c := range cases {
		words := len(c.Words)
		if !c.Send {
			words = c.Size
			results += c.Size
		}
		v.check(c.Send || len(c.Words) == 0, "%s: case %d receives and has %d words to send", at, i, len(c.Words))
		v.check(!c.Send || c.Size == 0, "%s: case %d sends and receives %d words", at, i, c.Size)
		v.check(c.Kinds == nil || len(c.Kinds) == words, "%s: case %d: %d words, %d kinds", at, i, words, len(c.Kinds))
	}
	v.check(int(in.D) == results, "%s: %d results, want %d", at, in.D, results)
}

func (v *validator) mapOperands(f *Func, in *Instr, at string) {
	if in.Imm < 0 || in.Imm >= int64(len(v.prog.Maps)) {
		v.check(false, "%s: map type %d of %d", at, in.Imm, len(v.prog.Maps))
		return
	}
	m := &v.prog.Maps[in.Imm]
	key, elem := len(m.Key), len(m.Elem)
	words := func(got, want int) { v.check(got == want, "%s: %d words, want %d", at, got, want) }
	switch in.Op {
	case MapMake:
		v.check(in.C >= -1 && int(in.C) < len(f.Names), "%s: name %d of %d", at, in.C, len(f.Names))
	case MapGet:
		words(len(f.Lists[in.C]), key)
		words(int(in.D), elem+1)
	case MapSet:
		words(len(f.Lists[in.C]), key+elem)
	case MapDelete:
		words(len(f.Lists[in.C]), key)
	case MapNext:
		words(int(in.D), 1+key+elem)
	}
}

func (v *validator) netOperands(f *Func, in *Instr, at string) {
	given := len(f.Lists[in.C])
	words := func(want int) { v.check(given == want, "%s: %d words, want %d", at, given, want) }
	switch in.Op {
	case NetMake:
		words(BehaveWords)
		v.layout(in.Imm, at)
	case NetDisk:
		words(2)
		v.check(in.Imm >= 0, "%s: %d words of stable storage", at, in.Imm)
	case NetSend:
		v.check(given >= 2, "%s: %d words, want at least 2", at, given)
	case NetReceive:
		v.check(in.Aux <= uint8(ReceiveServe), "%s: way to receive %d, want at most %d", at, in.Aux, ReceiveServe)
		v.check(in.D >= 2, "%s: %d results, want at least 2", at, in.D)
		if Receiving(in.Aux) == ReceiveFrom {
			words(2)
		} else {
			words(1)
		}
	}
}

// event checks how many words an event has.
func (v *validator) event(e Event, words int, at string) {
	if e >= Events {
		v.check(false, "%s: event %d of %d", at, e, Events)
		return
	}
	between := [...][2]int{
		EventEnter: {0, 1}, EventLeave: {0, 1}, EventArrive: {2, 2}, EventDepart: {2, 2}, EventCall: {2, MaxEvent}, EventReturn: {1, MaxEvent},
		EventWant: {0, 0}, EventDoorway: {0, 0}, EventAsk: {1, 1}, EventGrant: {1, 1}, EventPlace: {2, 2},
	}[e]
	v.check(words >= between[0] && words <= between[1], "%s: event %d of %d words, want %d to %d", at, e, words, between[0], between[1])
}

// mapTypes checks the layouts that map types name.
func (v *validator) mapTypes() {
	for i, m := range v.prog.Maps {
		for _, l := range []struct {
			layout int32
			words  int
		}{{m.Object, 2}, {m.Entries, max(1, len(m.Key)+len(m.Elem))}, {m.Iter, 3}, {m.Keys, max(1, len(m.Key))}} {
			what := fmt.Sprintf("map type %d (%s)", i, m.Name)
			if v.layout(int64(l.layout), what) {
				got := v.prog.Layouts[l.layout].Words
				v.check(got == l.words, "%s: layout %d has %d words, want %d", what, l.layout, got, l.words)
			}
		}
	}
}
