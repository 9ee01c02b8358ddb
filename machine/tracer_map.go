package machine

import (
	"fmt"
	"slices"
	"strings"

	"heddle/model/program"
)

// mapEvent reports what p does to a map, if its step is for that. In the text %s is the map.
func (tr *tracer) mapEvent(p *proc, g *goMap, kind, text, value string) {
	s := &tr.m.step
	if g.addr == 0 || s.section || !tr.leading(p) {
		return
	}
	loc := tr.m.target(&s.state, g.addr)
	tr.add(p, Event{Kind: kind, Text: fmt.Sprintf(text, loc) + value, Loc: loc, Value: value})
}

func (tr *tracer) mapGot(p *proc, g *goMap, key, elem []uint64) {
	value := tr.value(g.t.Elem, wordsOf(elem))
	if elem[len(g.t.Elem)] == 0 {
		value += " (none)"
	}
	tr.mapEvent(p, g, "load", "%s["+tr.inFormat(g.t.Key, key)+"] = ", value)
}

func (tr *tracer) mapWrote(p *proc, g *goMap, words []uint64) {
	tr.mapEvent(p, g, "store", "%s["+tr.inFormat(g.t.Key, words)+"] := ", tr.value(g.t.Elem, wordsOf(words[len(g.t.Key):])))
}

func (tr *tracer) mapDeleted(p *proc, g *goMap, key []uint64) {
	tr.mapEvent(p, g, "store", "delete(%s, "+tr.inFormat(g.t.Key, key)+")", "")
}

func (tr *tracer) mapLen(p *proc, g *goMap) {
	tr.mapEvent(p, g, "load", "len(%s) = ", fmt.Sprint(g.entries.n))
}

func (tr *tracer) mapNext(p *proc, g *goMap, words []uint64) {
	tr.mapEvent(p, g, "load", "range %s: ["+tr.inFormat(g.t.Key, words)+"] = ", tr.value(g.t.Elem, wordsOf(words[len(g.t.Key):])))
}

// inFormat prints a key as part of a format.
func (tr *tracer) inFormat(kinds []program.WordKind, words []uint64) string {
	return strings.ReplaceAll(tr.value(kinds, wordsOf(words)), "%", "%%")
}

// value prints a value of words of these kinds: its word, or {word word}.
func (tr *tracer) value(kinds []program.WordKind, words valueWords) string {
	s := &tr.m.step
	var list []string
	for i := 0; i < len(kinds); i++ {
		switch w := words(i); {
		case kinds[i].Kind == program.KindString:
			list = append(list, fmt.Sprintf("%.40q", tr.m.strings.at(w)))
		case kinds[i].Kind == program.KindIface:
			i++
			list = append(list, tr.inInterface(w, words(i)))
		case kinds[i].Kind != program.KindPointer:
			list = append(list, tr.m.format(kinds[i].Kind, w))
		case w == 0:
			list = append(list, "nil")
		default:
			list = append(list, "&"+tr.m.target(&s.state, w))
		}
	}
	if len(list) == 1 {
		return list[0]
	}
	return "{" + strings.Join(list, " ") + "}"
}

// inInterface prints the value of an interface: a pointer by what it points to, and
// what is boxed with its type, unless that goes without saying.
func (tr *tracer) inInterface(typ, data uint64) string {
	s := &tr.m.step
	if typ == 0 {
		return "nil"
	}
	t := &tr.m.prog.Types[typ]
	switch {
	case !t.Boxed && data == 0:
		return "(" + t.Name + ")(nil)"
	case !t.Boxed:
		return "&" + tr.m.target(&s.state, data)
	case int32(typ) == tr.m.prog.Fault.Type:
		return s.describe(typ, data)
	}
	text := tr.value(t.Words, func(i int) uint64 { return s.get(data + uint64(i)) })
	switch {
	case slices.Contains(plainTypes, t.Name):
		return text
	case len(t.Words) == 1:
		text = "(" + text + ")"
	}
	return t.Name + text
}
