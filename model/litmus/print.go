package litmus

import (
	"strconv"
	"strings"
)

// Condition prints the final condition as herd does: "exists (0:EAX=0 /\ 1:EAX=0)".
func (t *Test) Condition() string {
	return t.Final.String() + " (" + t.Prop.text(loosest) + ")"
}

// String prints a proposition.
func (p *Prop) String() string { return p.text(loosest) }

// How tightly the connectives bind.
const (
	loosest = iota // \/
	conjoined
	implied
	tightest
)

// text prints p, in parentheses if it binds less tightly than around.
func (p *Prop) text(around int) string {
	var text string
	binds := tightest
	switch {
	case p.Atom != nil:
		return p.Atom.String()
	case p.Kind == PropNot:
		return "~" + p.Args[0].text(tightest)
	case p.Kind == PropImplies:
		text, binds = p.Args[0].text(tightest)+" => "+p.Args[1].text(implied), implied
	case len(p.Args) == 0:
		return map[bool]string{true: "true", false: "false"}[p.Kind == PropAnd]
	default:
		mark, inner := ` \/ `, conjoined
		binds = loosest
		if p.Kind == PropAnd {
			mark, inner, binds = ` /\ `, implied, conjoined
		}
		var parts []string
		for _, q := range p.Args {
			parts = append(parts, q.text(inner))
		}
		text = strings.Join(parts, mark)
	}
	if binds < around {
		return "(" + text + ")"
	}
	return text
}

// String prints an atom: "0:EAX=1", "[x]!=0", "a={1,2}".
func (a *Atom) String() string {
	text := a.Left.String() + map[bool]string{true: "!=", false: "="}[a.Differ]
	switch {
	case a.Right != nil && a.Right.Index >= 0:
		return text + "*" + a.Right.String()
	case a.Right != nil:
		return text + a.Right.String()
	}
	var values []string
	for _, v := range a.Values {
		values = append(values, v.String())
	}
	if !a.array {
		return text + values[0]
	}
	return text + "{" + strings.Join(values, ",") + "}"
}

// String prints a place: "0:EAX", "[x]", "a[1]".
func (l Place) String() string {
	switch {
	case l.Proc >= 0:
		return strconv.Itoa(l.Proc) + ":" + l.Name
	case l.Index >= 0:
		return l.Name + "[" + strconv.Itoa(l.Index) + "]"
	}
	return "[" + l.Name + "]"
}

// String prints a value: an integer, or the address of a location.
func (v Value) String() string {
	switch {
	case v.Name == "":
		return strconv.FormatInt(v.Int, 10)
	case v.Index >= 0:
		return v.Name + "[" + strconv.Itoa(v.Index) + "]"
	}
	return v.Name
}
