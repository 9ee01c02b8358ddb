package machine

import (
	"fmt"
	"slices"
	"strings"

	"heddle/model/program"
)

// exitStatus is what the go command says of a program that ends with a code.
func exitStatus(code int64) string { return fmt.Sprintf("exit status %d", uint8(code)) }

// die ends the program by the panics of p that nothing has recovered.
func (s *step) die(p *proc) {
	if s.asking {
		s.blocked = true // nothing is said of it
		return
	}
	var texts []string
	last := 0
	for i, x := range p.panics {
		if x.goexit || i > 0 && x.repeats(&p.panics[i-1]) {
			continue
		}
		text := "panic: " + s.value(p, &x)
		if x.recovered {
			text += " [recovered"
			if i+1 < len(p.panics) && p.panics[i+1].repeats(&x) {
				text += ", repanicked"
			}
			text += "]"
		}
		texts, last = append(texts, text), i
	}
	s.failAt(p, "panic", strings.Join(texts, "; "), p.panics[last].pos)
	if s.m.tr != nil {
		s.failure.Stack = s.m.tr.stacks[p.thread][last]
	}
}

// repeats reports whether x is a panic with the value of y, the one before it: Go prints the two as one.
func (x *panicking) repeats(y *panicking) bool {
	return !x.goexit && !x.text && x.typ == y.typ && x.data == y.data
}

// value prints a panic's value as Go does when it dies of it, on one line.
func (s *step) value(p *proc, x *panicking) string {
	text := ""
	switch texts := s.m.prog.Texts; {
	case x.text:
		text = s.m.strings.at(x.data)
	case texts != nil && texts[x.typ] >= 0:
		var ok bool
		if text, ok = s.ask(p, int(texts[x.typ]), x.data); !ok {
			text = "(" + s.m.prog.Types[x.typ].Name + ")"
		}
	default:
		text = s.describe(x.typ, x.data)
	}
	return strings.ReplaceAll(text, "\n", `\n`)
}

// ask calls a method Error or String on the dying thread p: atomically, and beside
// the search, which learns nothing from it. It has no answer if the method cannot
// go on, panics or does not end.
func (s *step) ask(p *proc, fn int, data uint64) (text string, ok bool) {
	m := s.m
	tr, section, marks, buffered := m.tr, s.section, len(s.marks), s.buffered
	m.tr, s.section, s.asking, s.simple = nil, true, true, false
	if !s.booting && m.cfg.Memory.Buffered { // what p has stored it sees
		for _, e := range s.state.Buffers[p.thread] {
			if e != barrier {
				s.put(e.addr, e.value)
			}
		}
		s.state.Buffers[p.thread] = s.state.Buffers[p.thread][:0]
	}
	q := &proc{thread: p.thread, parent: p.parent, from: p.from}
	s.push(q, fn, []uint64{data}, 0)
	s.run(q, false)
	ok = s.err == nil && s.failure == nil && !s.blocked && len(q.results) == 1
	m.tr, s.section, s.asking, s.marks, s.buffered = tr, section, false, s.marks[:marks], buffered
	s.err, s.failure, s.blocked, s.moved, s.exited = nil, nil, false, false, false
	if ok {
		text = m.strings.at(q.results[0])
	}
	return text, ok
}

// refuses reports whether a method that is asked for a text cannot do in: it would
// have to wait for others, or to choose.
func refuses(in *program.Instr) bool {
	switch in.Op {
	case program.Choose, program.Join, program.Ghost, program.GhostBegin, program.Select, program.Close, program.Goexit, program.Exit,
		program.Go, program.GoClosure, program.GoMethod:
		return true
	}
	return false
}

// plainTypes are those whose values Go prints without the name of their type.
var plainTypes = []string{
	"string", "int", "bool", "uint", "int8", "int16", "int32", "int64",
	"uint8", "uint16", "uint32", "uint64", "uintptr", "float32", "float64",
}

// describe prints an interface value as Go prints a panic's, without calling its methods.
func (s *step) describe(typ, data uint64) string {
	if typ == 0 {
		return "nil"
	}
	t := &s.m.prog.Types[typ]
	switch {
	case int32(typ) == s.m.prog.Fault.Type:
		return s.m.strings.at(s.get(data))
	case !t.Boxed:
		return "(" + t.Name + ")"
	case t.Name == "complex64" || t.Name == "complex128":
		return s.m.complex(t, s.get(data), s.get(data+1))
	case len(t.Words) != 1 || t.Words[0].Kind == program.KindPointer:
		return "(" + t.Name + ")"
	}
	kind := t.Words[0].Kind
	text := s.m.format(kind, s.get(data))
	switch {
	case slices.Contains(plainTypes, t.Name):
		return text
	case kind == program.KindString:
		text = `"` + text + `"`
	}
	return fmt.Sprintf("%s(%s)", t.Name, text)
}

func (m *Machine) complex(t *program.Type, re, im uint64) string {
	if t.Words[0].Kind == program.KindFloat32 {
		return fmt.Sprint(complex(f32(re), f32(im)))
	}
	return fmt.Sprint(complex(f64(re), f64(im)))
}

// format prints one word.
func (m *Machine) format(k program.Kind, w uint64) string {
	switch {
	case k == program.KindBool:
		return fmt.Sprint(w != 0)
	case k == program.KindString:
		return m.strings.at(w)
	case k == program.KindFloat32:
		return fmt.Sprint(f32(w))
	case k == program.KindFloat64:
		return fmt.Sprint(f64(w))
	case program.KindUint8 <= k && k <= program.KindUint64:
		return fmt.Sprint(w)
	}
	return fmt.Sprint(int64(w))
}
