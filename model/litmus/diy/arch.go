package diy

import (
	"fmt"
	"strings"
)

// Arch is an architecture or language that tests are written for.
type Arch struct {
	Name   string
	fences []fence  // the strongest first
	orders []order  // annotations but P
	rmws   []string // edges of read-modify-writes
	words  map[string]Edge
	write  func(t *test, w *strings.Builder) error
}

// fence is a fence with its name in edges and the way it is written.
type fence struct{ name, text string }

// order is an annotation of an access: its name in edges, its text, and the directions it fits.
type order struct {
	name, text  string
	read, write bool
}

// Archs are the architectures known.
func Archs() []Arch {
	list := []Arch{
		{
			Name:   "X86",
			fences: []fence{{"MFence", "MFENCE"}, {"SFence", "SFENCE"}, {"LFence", "LFENCE"}},
			orders: []order{{name: "A", write: true}},
			rmws:   []string{"Rmw"},
			write:  intel.write,
		},
		{
			Name:   "X86_64",
			fences: []fence{{"MFence", "mfence"}, {"SFence", "sfence"}, {"LFence", "lfence"}},
			orders: []order{{name: "A", write: true}},
			rmws:   []string{"Rmw"},
			write:  att.write,
		},
		{
			Name: "C",
			fences: []fence{
				{"FenceSc", "memory_order_seq_cst"}, {"FenceAR", "memory_order_acq_rel"},
				{"FenceAcq", "memory_order_acquire"}, {"FenceRel", "memory_order_release"},
			},
			orders: []order{
				{"Rlx", "memory_order_relaxed", true, true}, {"Acq", "memory_order_acquire", true, false},
				{"Rel", "memory_order_release", false, true},
				{"AR", "memory_order_acq_rel", true, true}, {"Sc", "memory_order_seq_cst", true, true},
			},
			rmws:  []string{"Rmw", "Fetch.Add"},
			write: writeC,
		},
	}
	for i := range list {
		list[i].words = vocabulary(list[i])
	}
	return list
}

// FindArch gives the architecture of a name.
func FindArch(name string) (Arch, error) {
	var names []string
	for _, a := range Archs() {
		if a.Name == name {
			return a, nil
		}
		names = append(names, a.Name)
	}
	return Arch{}, fmt.Errorf("diy: architecture %q: unknown, want one of %s", name, strings.Join(names, ", "))
}

// Orders are the annotations of a.
func (a Arch) Orders() []string {
	names := []string{plain}
	for _, o := range a.orders {
		names = append(names, o.name)
	}
	return names
}

func (a Arch) fenceNames() []string {
	var names []string
	for _, f := range a.fences {
		names = append(names, f.name)
	}
	return names
}

func (a Arch) order(name string) (order, bool) {
	for _, o := range a.orders {
		if o.name == name {
			return o, true
		}
	}
	return order{}, false
}

// fits reports whether an access of direction d can have the order of that name.
func (a Arch) fits(name string, d Dir) bool {
	o, ok := a.order(name)
	return name == plain || ok && (d == R && o.read || d == W && o.write)
}
