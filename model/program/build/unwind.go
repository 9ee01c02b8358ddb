package build

import "heddle/model/program"

// Unwind places the code of a function that Defers: body makes the deferred calls, rest is
// what comes after the Unwound if one of them has recovered.
func (f *Func) Unwind(body, rest func()) {
	f.f.Defers, f.f.Unwind = true, len(f.f.Code)
	body()
	f.Emit(program.Instr{Op: program.Unwound})
	rest()
}

// Wrapper makes a function one that Recover does not see.
func (f *Func) Wrapper() { f.f.Wrapper = true }

// Fault says how run-time errors become values.
func (b *Builder) Fault(typ int64, layout int32) {
	b.p.Fault = program.Fault{Type: int32(typ), Layout: layout}
}

// Text makes g, from a data word to a string, print the values of a type if the program dies of them.
func (b *Builder) Text(typ int64, g *Func) {
	for len(b.p.Texts) <= int(typ) {
		b.p.Texts = append(b.p.Texts, -1)
	}
	b.p.Texts[typ] = g.Index
}

// Panic panics with an interface value.
func (f *Func) Panic(typ, data Reg) {
	r := f.Reg()
	f.PointerReg()
	f.MoveTo(r, typ)
	f.MoveTo(r+1, data)
	f.Emit(program.Instr{Op: program.Panic, B: r})
}

// Recover gives the value of the panic that the calling frame unwinds for.
func (f *Func) Recover() (typ, data Reg) {
	typ, data = f.Reg(), f.PointerReg()
	f.Emit(program.Instr{Op: program.Recover, A: typ})
	return typ, data
}

// Goexit ends the thread.
func (f *Func) Goexit() { f.Emit(program.Instr{Op: program.Goexit}) }

// Print prints a string to standard output.
func (f *Func) Print(s Reg) { f.Emit(program.Instr{Op: program.Print, B: s}) }

// Exit ends the program.
func (f *Func) Exit(code Reg) { f.Emit(program.Instr{Op: program.Exit, B: code}) }

// GoDaemon starts a daemon that runs g; how is program.Daemon or DaemonWeak.
func (f *Func) GoDaemon(how uint8, g *Func, args ...Reg) {
	f.Emit(program.Instr{Op: program.Go, Aux: how, B: f.List(args...), C: g.Index})
}
