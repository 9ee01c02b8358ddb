package reference

import "heddle/model/program"

const (
	nilMessage     = "runtime error: invalid memory address or nil pointer dereference"
	maxFrames      = 1 << 16 // of one thread
	runawayMessage = "recursion without bound"
)

// control executes an instruction that decides which one is next.
func (m *Machine) control(t int, in program.Instr, a *Access) error {
	th := m.threads[t]
	f := th.top()
	switch in.Op {
	case program.Jump:
		f.pc = int(in.Imm)
	case program.Branch:
		if f.regs[in.B] != 0 {
			f.pc = int(in.A)
		} else {
			f.pc = int(in.C)
		}
	case program.Return:
		m.leave(t, in, a)
	default:
		return m.call(t, in, a)
	}
	return nil
}

// call enters a function, in a new thread for the forms of Go.
func (m *Machine) call(t int, in program.Instr, a *Access) error {
	th := m.threads[t]
	fn, args, err := m.callee(t, in)
	if err != nil {
		return err
	}
	switch in.Op {
	case program.Go, program.GoClosure, program.GoMethod:
		a.Kind, a.Value = KindGo, uint64(len(m.threads))
		m.start(t, fn, args, in.Aux)
		return nil
	}
	if len(th.frames) == maxFrames {
		return m.malformed(t, runawayMessage)
	}
	th.frames = append(th.frames, newFrame(fn, args))
	return nil
}

// callee gives the function that a call enters and the words of its first
// registers: parameters, then the captured words of a closure.
func (m *Machine) callee(t int, in program.Instr) (*program.Func, []uint64, error) {
	f := m.threads[t].top()
	var args []uint64
	for _, r := range f.fn.Lists[in.B] {
		args = append(args, f.regs[r])
	}
	switch in.Op {
	case program.Call, program.Go:
		return &m.prog.Funcs[in.C], args, nil
	case program.CallClosure, program.GoClosure:
		addr := f.regs[in.C]
		if addr == 0 {
			return nil, nil, m.fault(t, nilMessage)
		}
		if err := m.valid(t, addr); err != nil {
			return nil, nil, err
		}
		fn := &m.prog.Funcs[m.mem[addr]]
		return fn, append(args, m.mem[addr+1:addr+1+uint64(fn.Free)]...), nil
	}
	typ := f.regs[in.C]
	if typ == 0 {
		return nil, nil, m.fault(t, nilMessage)
	}
	methods := m.prog.Methods[typ]
	if in.Imm >= int64(len(methods)) || methods[in.Imm] < 0 {
		return nil, nil, m.malformed(t, "type "+m.prog.Types[typ].Name+" lacks the method called")
	}
	return &m.prog.Funcs[methods[in.Imm]], append([]uint64{f.regs[in.C+1]}, args...), nil
}

// leave returns from the top frame, to the instruction after the caller's call.
func (m *Machine) leave(t int, in program.Instr, a *Access) {
	th := m.threads[t]
	f := th.top()
	var results []uint64
	for _, r := range f.fn.Lists[in.B] {
		results = append(results, f.regs[r])
	}
	th.frames = th.frames[:len(th.frames)-1]
	if th.finished() {
		a.Kind = KindEnd
		return
	}
	caller := th.top()
	call := caller.fn.Code[caller.pc]
	copy(caller.regs[call.A:], results[:min(int(call.D), len(results))])
	caller.pc++
}
