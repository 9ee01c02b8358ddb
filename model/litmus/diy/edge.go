package diy

import "strings"

// Dir is the direction of an access: it reads or writes.
type Dir byte

// The directions. Any is one that the neighbours of an edge settle.
const (
	Any Dir = '*'
	R   Dir = 'R'
	W   Dir = 'W'
)

// Kind is the kind of an edge.
type Kind uint8

// The kinds of edges. Rf, Fr and Co are communications.
const (
	Rf     Kind = iota // write → read of its value
	Fr                 // read → write later than the one that it read
	Co                 // write → later write
	Po                 // program order
	Fenced             // program order with a fence between
	Dp                 // program order with a dependency
	Rmw                // read → write of one read-modify-write
)

// Edge is a relation between two accesses. Printed as diy does: Rfe, PodWR,
// MFencedWR, DpAddrdR, Rmw, and with the orders of both ends RfeRelAcq, PodWWPRel.
type Edge struct {
	Kind     Kind
	What     string // Fenced: the fence; Dp: Addr, Data or Ctrl; Rmw: Rmw or Fetch.Add; else ""
	External bool   // between threads
	Same     bool   // the location of both ends
	From, To Dir
	// FromOrder and ToOrder are annotations of the accesses at both ends: P is
	// plain, "" not said.
	FromOrder, ToOrder string
}

const plain = "P"

// Communication reports whether e is one: a thread sees what another did.
func (e Edge) Communication() bool { return e.Kind <= Co }

// base is the name of e without orders.
func (e Edge) base() string {
	where := func(name string) string {
		if e.Same {
			return name + "s"
		}
		return name + "d"
	}
	switch e.Kind {
	case Rf, Fr, Co:
		name := [...]string{Rf: "Rf", Fr: "Fr", Co: "Co"}[e.Kind]
		if e.External {
			return name + "e"
		}
		return name + "i"
	case Po:
		return where("Po") + string(e.From) + string(e.To)
	case Fenced:
		return where(e.What) + string(e.From) + string(e.To)
	case Dp:
		return where("Dp"+e.What) + string(e.To)
	}
	return e.What
}

func (e Edge) String() string {
	if e.FromOrder == "" && e.ToOrder == "" {
		return e.base()
	}
	or := func(order string) string {
		if order == "" {
			return plain
		}
		return order
	}
	return e.base() + or(e.FromOrder) + or(e.ToOrder)
}

// vocabulary gives every edge of a by each of its names, orders left out.
func vocabulary(a Arch) map[string]Edge {
	words := map[string]Edge{}
	for _, ext := range []bool{false, true} {
		for _, e := range []Edge{{Kind: Rf, From: W, To: R}, {Kind: Fr, From: R, To: W}, {Kind: Co, From: W, To: W}} {
			e.External, e.Same = ext, true
			words[e.base()] = e
			if e.Kind == Co {
				words[strings.Replace(e.base(), "Co", "Ws", 1)] = e
			}
		}
	}
	dirs := []Dir{R, W, Any}
	for _, same := range []bool{false, true} {
		for _, to := range dirs {
			for _, from := range dirs {
				add := func(e Edge) { words[e.base()] = e }
				add(Edge{Kind: Po, Same: same, From: from, To: to})
				strongest := Edge{Kind: Fenced, What: "Fence", Same: same, From: from, To: to}
				name := strongest.base()
				for _, f := range a.fences {
					strongest.What = f.name
					add(strongest)
				}
				strongest.What = a.fences[0].name
				words[name] = strongest
			}
			for _, d := range []string{"Addr", "Data", "Ctrl"} {
				if d == "Data" && to != W {
					continue
				}
				e := Edge{Kind: Dp, What: d, Same: same, From: R, To: to}
				words[e.base()] = e
				short := strings.TrimPrefix(e.base(), "Dp")
				if d != "Ctrl" {
					short = "Dp" + strings.TrimPrefix(short, d)
				}
				if d != "Addr" || to == R { // DpdW is a data dependency
					words[short] = e
				}
			}
		}
	}
	for _, name := range a.rmws {
		words[name] = Edge{Kind: Rmw, What: name, Same: true, From: R, To: W}
	}
	words["Exch"] = words["Rmw"]
	return words
}
