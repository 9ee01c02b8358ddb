package machine

import (
	"fmt"
	"strings"

	"heddle/model/program"
)

// userPosition is the innermost position of p in code of the user's, or else that of
// the statement that started p.
func (m *Machine) userPosition(p *proc) program.Pos {
	if i := m.userFrame(p); i >= 0 {
		f := &p.frames[i]
		pos := m.prog.Funcs[f.fn].Pos[f.pc]
		return program.Pos{File: pos.File, Line: pos.Line}
	}
	if p.from.Line != 0 { // the thread runs library code only: wg.Go
		return p.from
	}
	return p.position(m)
}

// userFrame is the index of the innermost frame of p that is in code of the user's, -1 if there is none.
func (m *Machine) userFrame(p *proc) int {
	for i := len(p.frames) - 1; i >= 0; i-- {
		f := &p.frames[i]
		pos := m.prog.Funcs[f.fn].Pos[f.pc]
		if pos.Line != 0 && (m.prog.Std == nil || !m.prog.Std[pos.File]) {
			return i
		}
	}
	return -1
}

// inside names the library function that code of the user's has called and p is in: "context.WithTimeout".
// It is "" if p is in code of the user's. Operations on synchronization variables are shown as they are.
func (m *Machine) inside(p *proc) string {
	i := m.userFrame(p)
	name := ""
	if i+1 < len(p.frames) {
		name = m.prog.Funcs[p.frames[i+1].fn].Name
	}
	if i >= 0 {
		f := &p.frames[i]
		if in := m.prog.Funcs[f.fn].Pos[f.pc].Inside; in != 0 {
			name = m.prog.Strings[in]
		}
	}
	switch pkg, _, _ := strings.Cut(strings.TrimLeft(name, "(*"), "."); pkg {
	case "sync", "atomic", "model":
		return ""
	}
	return name
}

// show prints a word as the cell at addr holds it.
func (m *Machine) show(st *State, addr, w uint64) string {
	o := m.objectOf(st, addr)
	if o == nil {
		return fmt.Sprint(int64(w))
	}
	l, i := &m.prog.Layouts[o.layout], int(addr-o.base)
	kind := program.KindNone
	if l.Kinds != nil {
		kind = l.Kinds[i%l.Words]
	}
	return m.printed(st, kind, pointer(l, i), w)
}

// objectOf gives the object that addr lies in, nil if there is none.
func (m *Machine) objectOf(st *State, addr uint64) *object {
	if addr < m.fixed {
		return m.objs.at(addr)
	}
	for i := range st.Objects {
		if o := &st.Objects[i]; addr >= o.base && addr < o.base+uint64(o.size) {
			return &object{base: o.base, size: o.size, layout: o.layout, count: o.count}
		}
	}
	return nil
}

// printed prints a word as Go would write it, an address by what it points to.
func (m *Machine) printed(st *State, kind program.Kind, pointer bool, w uint64) string {
	switch {
	case !pointer && kind == program.KindString:
		return fmt.Sprintf("%.40q", m.format(kind, w))
	case !pointer && kind != program.KindIface:
		return m.format(kind, w)
	case w == 0:
		return "nil"
	case !pointer:
		return m.prog.Types[w].Name
	}
	return "&" + m.target(st, w)
}

// target names what a pointer points to: a cell, or the whole of which it is the first word.
func (m *Machine) target(st *State, addr uint64) string {
	name := m.name(st, addr)
	if addr >= m.fixed {
		for i := range st.Objects {
			if o := &st.Objects[i]; addr < o.base+uint64(o.size) {
				return whole(name, &m.prog.Layouts[o.layout], int(addr-o.base))
			}
		}
		return name
	}
	o := m.objs.at(addr)
	return whole(name, &m.prog.Layouts[o.layout], int(addr-o.base))
}

// whole cuts the name of an element's first word down to that of the element.
func whole(name string, l *program.Layout, i int) string {
	if l.Words > 0 && i%l.Words == 0 {
		return strings.TrimSuffix(name, l.Cells[0])
	}
	return name
}
