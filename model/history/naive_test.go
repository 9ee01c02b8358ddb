package history_test

import "slices"

// event is one of a recorded history of broadcasts.
type event struct {
	kind             string // "broadcast", "deliver", "crash", "end"
	process, message int
}

// naive are the properties as they are defined, over a whole recorded history; each reports whether the history has it.
var naive = map[string]func(processes int, h []event) bool{
	"integrity": func(n int, h []event) bool {
		for i, e := range h {
			again := slices.ContainsFunc(h[:i], func(f event) bool {
				return f.kind == e.kind && f.message == e.message && (e.kind == "broadcast" || f.process == e.process)
			})
			created := e.kind == "deliver" && !slices.ContainsFunc(h[:i], func(f event) bool {
				return f.kind == "broadcast" && f.message == e.message
			})
			if (e.kind == "broadcast" || e.kind == "deliver") && (again || created) {
				return false
			}
		}
		return true
	},
	"validity": func(n int, h []event) bool {
		for _, e := range h {
			if e.kind == "broadcast" && correct(h, e.process) && first(h, "deliver", e.process, e.message) < 0 {
				return false
			}
		}
		return true
	},
	"agreement":         func(n int, h []event) bool { return agree(n, h, false) },
	"uniform-agreement": func(n int, h []event) bool { return agree(n, h, true) },
	"total-order": func(n int, h []event) bool {
		for p := range n {
			for q := range n {
				for _, e := range h {
					for _, f := range h {
						a, b := first(h, "deliver", p, e.message), first(h, "deliver", p, f.message)
						c, d := first(h, "deliver", q, e.message), first(h, "deliver", q, f.message)
						if min(a, b, c, d) >= 0 && (a < b) != (c < d) {
							return false
						}
					}
				}
			}
		}
		return true
	},
	"fifo-order": func(n int, h []event) bool {
		return ordered(n, h, func(i, j int) bool { return i < j && h[i].process == h[j].process })
	},
	"causal-order": func(n int, h []event) bool {
		// Precedence of events: of one process in order, and of a broadcast before the deliveries of it.
		before := make([][]bool, len(h))
		for j := range h {
			before[j] = make([]bool, len(h))
			for i := range j {
				before[j][i] = h[i].process == h[j].process ||
					h[i].kind == "broadcast" && h[j].kind == "deliver" && h[i].message == h[j].message
			}
			for i := range j {
				for k := range j {
					before[j][k] = before[j][k] || before[j][i] && before[i][k]
				}
			}
		}
		return ordered(n, h, func(i, j int) bool { return before[j][i] })
	},
}

// ordered reports whether nobody delivers a message unless it has delivered all those whose broadcast is before its own.
func ordered(n int, h []event, before func(i, j int) bool) bool {
	for i, e := range h {
		for j, f := range h {
			if e.kind != "broadcast" || f.kind != "broadcast" || !before(i, j) {
				continue
			}
			for p := range n {
				x, y := first(h, "deliver", p, e.message), first(h, "deliver", p, f.message)
				if y >= 0 && (x < 0 || y < x) {
					return false
				}
			}
		}
	}
	return true
}

func agree(n int, h []event, uniform bool) bool {
	for _, e := range h {
		for p := range n {
			if e.kind == "deliver" && (uniform || correct(h, e.process)) && correct(h, p) && first(h, "deliver", p, e.message) < 0 {
				return false
			}
		}
	}
	return true
}

func correct(h []event, p int) bool {
	return !slices.ContainsFunc(h, func(e event) bool { return e.kind == "crash" && e.process == p })
}

// first is the index of the first event of that kind, -1 if there is none.
func first(h []event, kind string, p, m int) int { return slices.Index(h, event{kind, p, m}) }
