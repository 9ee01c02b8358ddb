package machine

import "fmt"

// fromCopy notes that p's load of the cell at addr is answered by its own copy, taken before or just now.
func (tr *tracer) fromCopy(p *proc, addr, v uint64, before bool) {
	if !tr.leading(p) {
		return
	}
	switch now := tr.m.word(&tr.m.step.state, addr); {
	case !before:
		tr.remark = "takes a copy"
	case now != v:
		_, text := tr.at(addr, now)
		tr.remark = fmt.Sprintf("its own copy, which is old: memory has %s", text)
	default:
		tr.remark = "its own copy"
	}
}

// disturbed notes whose copies the step that has just been reported has dropped or renewed.
func (tr *tracer) disturbed(set uint64) {
	if set == 0 || len(tr.events) == 0 {
		return
	}
	verb := "drops the copies of "
	if tr.m.protocol.updates {
		verb = "renews the copies of "
	}
	e := &tr.events[0]
	if e.Note != "" {
		e.Note += "; "
	}
	e.Note += verb + threadNames(set)
}
