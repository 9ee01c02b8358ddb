package outcome

import (
	"slices"
	"strings"
)

// Difference is how the states of a test differ from those of a log.
type Difference struct {
	OnlyHere, OnlyThere []string // states over the columns of the log; sorted
	Unknown             []string // columns of the log that are not observed here
	Validation          string   // "Ok, not No": the log has another one; "" if not
}

// Differs reports whether there is any difference.
func (d *Difference) Differs() bool {
	return len(d.OnlyHere)+len(d.OnlyThere)+len(d.Unknown) > 0 || d.Validation != ""
}

// Compare compares the outcomes of a test, as herd7 prints states, with those of a
// log, as sets of states over the columns that the log has.
func Compare(here []string, validation string, there Logged) Difference {
	var d Difference
	columns := map[string]bool{}
	theirs := map[string]bool{}
	for _, s := range there.States {
		list := bindings(s)
		for _, b := range list {
			columns[b.column] = true
		}
		theirs[joined(list)] = true
	}
	ours, known := map[string]bool{}, map[string]bool{}
	for _, s := range here {
		list := bindings(s)
		for _, b := range list {
			known[b.column] = true
		}
		if len(there.States) > 0 {
			list = slices.DeleteFunc(list, func(b binding) bool { return !columns[b.column] })
		}
		ours[joined(list)] = true
	}
	d.OnlyHere, d.OnlyThere = without(ours, theirs), without(theirs, ours)
	if len(here) > 0 {
		d.Unknown = without(columns, known)
	}
	if validation != there.Validation && there.Validation != "" {
		d.Validation = validation + ", not " + there.Validation
	}
	return d
}

func joined(list []binding) string {
	var b strings.Builder
	for i, x := range list {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(x.column + "=" + x.value + ";")
	}
	return b.String()
}

// without lists what is in a and not in b, sorted.
func without(a, b map[string]bool) []string {
	var list []string
	for text := range a {
		if !b[text] {
			list = append(list, text)
		}
	}
	slices.Sort(list)
	return list
}

// Comparison is that of many tests with a log.
type Comparison struct {
	Equal     []string // names of tests
	Different []NamedDifference
	OnlyHere  []string
	OnlyThere []string
	Unjudged  []string // refused, incomplete or of another architecture: not compared
}

// NamedDifference is the difference of one test.
type NamedDifference struct {
	Name, Memory string
	Difference
}

// Differs reports whether a test differs, or is only on one side.
func (c *Comparison) Differs() bool {
	return len(c.Different)+len(c.OnlyHere)+len(c.OnlyThere) > 0
}

// CompareAll compares answers, at most one of a test, with a log. Tests are known by
// their names; of several of one name each is compared.
func CompareAll(answers []Answer, log []Logged) Comparison {
	var c Comparison
	there := map[string]Logged{}
	for _, l := range log {
		there[l.Name] = l
	}
	here := map[string]bool{}
	for i := range answers {
		a := &answers[i]
		if a.Skipped {
			continue
		}
		l, known := there[a.Name]
		here[a.Name] = true
		switch {
		case a.Result == nil || a.Result.Limit != "":
			c.Unjudged = append(c.Unjudged, a.Name)
		case !known:
			c.OnlyHere = append(c.OnlyHere, a.Name)
		default:
			var states []string
			for _, o := range a.Result.Outcomes {
				states = append(states, o.State)
			}
			d := Compare(states, a.Result.Validation(), l)
			if d.Differs() {
				c.Different = append(c.Different, NamedDifference{a.Name, a.Memory, d})
			} else {
				c.Equal = append(c.Equal, a.Name)
			}
		}
	}
	for _, l := range log {
		if !here[l.Name] {
			c.OnlyThere = append(c.OnlyThere, l.Name)
			here[l.Name] = true
		}
	}
	return c
}
