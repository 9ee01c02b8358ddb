package machine

import (
	"fmt"

	"heddle/model/program"
)

// stack is where p is, innermost first, and who started it.
func (m *Machine) stack(p *proc) []string {
	var list []string
	for i := len(p.frames) - 1; i >= 0; i-- {
		f := &p.frames[i]
		if fn := &m.prog.Funcs[f.fn]; !fn.Wrapper {
			list = append(list, fmt.Sprintf("%s at %s", fn.Name, m.Position(fn.Pos[f.pc])))
		}
	}
	if p.thread != 0 {
		list = append(list, fmt.Sprintf("created by %s at %s", program.ThreadName(int(p.parent)), m.Position(p.from)))
	}
	return list
}

// raised notes the panic that p has just begun with: where it was, before frames are dropped.
func (tr *tracer) raised(p *proc) {
	n := len(p.panics) - 1
	tr.stacks[p.thread] = append(tr.stacks[p.thread][:n], tr.m.stack(p))
	s := &tr.m.step
	switch x := &p.panics[n]; {
	case x.goexit:
		tr.note(p, "goexit", "calls runtime.Goexit")
	case s.catcher(p, len(p.frames)-1) < 0: // the failure says it
	case x.text:
		tr.note(p, "panic", "panics: "+tr.m.strings.at(x.data))
	default:
		tr.note(p, "panic", "panics: "+s.describe(x.typ, x.data))
	}
}

// printed notes what p prints, and keeps what goes to standard output.
func (tr *tracer) printed(p *proc, to int64, text string) {
	where := [...]string{"", " to standard error", " to the log"}[to]
	tr.note(p, "print", fmt.Sprintf("prints %q%s", text, where))
	if to == 0 {
		tr.output = append(tr.output, text...)
	}
}
