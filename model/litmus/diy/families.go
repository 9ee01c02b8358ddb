package diy

import "strings"

// family is a classic name for what the threads of a test do at their ends: W+RR
// is a thread with one write beside a thread whose first and last accesses are reads.
type family struct {
	name, points string
	same         bool // all accesses have one location
}

// families are the names of the field: those of Herding Cats, table III and figure
// 5 to 20, and of the tool diyone7.
func families() []family {
	return []family{
		{"CoWW", "WW", true},
		{"CoRW1", "RW", true},
		{"CoWR0", "WR", true},
		{"CoRW2", "W+RW", true},
		{"CoWR", "W+WR", true},
		{"CoRR", "W+RR", true},
		{"MP", "WW+RR", false},
		{"SB", "WR+WR", false},
		{"LB", "RW+RW", false},
		{"R", "WW+WR", false},
		{"S", "WW+RW", false},
		{"2+2W", "WW+WW", false},
		{"WRC", "W+RW+RR", false},
		{"RWC", "W+RR+WR", false},
		{"WWC", "W+RW+RW", false},
		{"WRW+WR", "W+RW+WR", false},
		{"WRR+2W", "W+RR+WW", false},
		{"WRW+2W", "W+RW+WW", false},
		{"ISA2", "WW+RW+RR", false},
		{"W+RWC", "WW+RR+WR", false},
		{"Z6.0", "WW+RW+WR", false},
		{"Z6.1", "WW+WW+RW", false},
		{"Z6.2", "WW+RW+RW", false},
		{"Z6.3", "WW+WW+RR", false},
		{"Z6.4", "WW+WR+WR", false},
		{"Z6.5", "WW+WW+WR", false},
		{"IRIW", "W+RR+W+RR", false},
		{"IRRWIW", "W+RR+W+RW", false},
		{"IRWIW", "W+RW+W+RW", false},
		{"3.SB", "WR+WR+WR", false},
		{"3.LB", "RW+RW+RW", false},
		{"3.2W", "WW+WW+WW", false},
		{"4.SB", "WR+WR+WR+WR", false},
		{"4.LB", "RW+RW+RW+RW", false},
		{"4.2W", "WW+WW+WW+WW", false},
	}
}

// Families are the classic names that FromName knows.
func Families() []string {
	var names []string
	for _, f := range families() {
		names = append(names, f.name)
	}
	return names
}

// familyOf names points; they name themselves if nobody did.
func familyOf(points string, same bool) (f family, known bool) {
	for _, f := range families() {
		if f.points == points && f.same == same {
			return f, true
		}
	}
	return family{name: points, points: points}, false
}

// usual is what threads of a family have between their accesses if its name says nothing.
func (f family) usual() string {
	if f.same {
		return "pos"
	}
	return "po"
}

// splitFamily splits a test's name into what its threads do and the rest: the
// longest family's name that it begins with, or else points.
func splitFamily(name string) (f family, rest string, ok bool) {
	for _, candidate := range families() {
		if tail, found := cutComponent(name, candidate.name); found && len(candidate.name) > len(f.name) {
			f, rest, ok = candidate, tail, true
		}
	}
	points, tail := "", name
	for tail != "" {
		part, after, _ := strings.Cut(tail, "+")
		if part == "" || len(part) > 2 || strings.Trim(part, "RW") != "" {
			break
		}
		points, tail = points+"+"+part, after
	}
	if points = strings.TrimPrefix(points, "+"); len(points) > 1 && len(points) > len(f.name) {
		return family{name: points, points: points}, tail, true
	}
	return f, rest, ok
}

// cutComponent cuts prefix from name if a + or the end follows it.
func cutComponent(name, prefix string) (rest string, ok bool) {
	if name == prefix {
		return "", true
	}
	return strings.CutPrefix(name, prefix+"+")
}
