package machine

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// System is the structure of a machine: where processors, caches and memory are, what joins
// them, and how copies in caches are kept alike. The zero value is the flat one.
//
// Every thread is a processor of its own.
type System struct {
	Structure string // flat, smp, dancehall, numa or cluster; "" is flat
	Coherence string // none, uncached, invalidate or update; "" is what the structure has by default
	Protocol  string // of invalidate: msi or mesi; "" is msi
	Line      int    // words of a cache line; 0 is 1
	Split     bool   // what a transaction consists of travels as messages, each a step
	Network   string // of Split: fifo (each link is) or unordered; "" is fifo
	Fault     string // a mistake built into the protocol, see package coherence; "" is none
}

// The structures.
const (
	Flat      = "flat"      // processors on one memory, no caches
	SMP       = "smp"       // private caches on one bus, with the memory
	Dancehall = "dancehall" // private caches on one side of a network, memories on the other
	NUMA      = "numa"      // a memory beside each processor and its cache; others across a network
	Cluster   = "cluster"   // no shared memory: a store to another's cell is a message
)

// Ways to keep copies alike.
const (
	None       = "none"       // hardware does not: a copy stays as it is
	Uncached   = "uncached"   // there are no copies
	Invalidate = "invalidate" // a write drops all others' copies
	Update     = "update"     // a write renews all others' copies
)

// structures lists for each structure the ways to keep copies alike that go with it, the default first.
var structures = []struct {
	name string
	ways []string
}{
	{Flat, []string{Uncached}},
	{SMP, []string{Invalidate, Update, None, Uncached}},
	{Dancehall, []string{Invalidate, Update, None, Uncached}},
	{NUMA, []string{Invalidate, Update, None, Uncached}},
	{Cluster, []string{None}},
}

// maxLine bounds the words of a cache line.
const maxLine = 64

// Resolve fills in defaults, and says what does not go together.
func (s System) Resolve() (System, error) {
	if s.Structure == "" {
		s.Structure = Flat
	}
	var names []string
	ways := []string(nil)
	for _, t := range structures {
		names = append(names, t.name)
		if t.name == s.Structure {
			ways = t.ways
		}
	}
	if ways == nil {
		return s, fmt.Errorf("machine: structure %q, want one of %s", s.Structure, strings.Join(names, ", "))
	}
	if s.Coherence == "" {
		s.Coherence = ways[0]
	}
	if !slices.Contains(ways, s.Coherence) {
		return s, fmt.Errorf("machine: coherence %q on a %s machine, want %s", s.Coherence, s.Structure, strings.Join(ways, " or "))
	}
	if s.Line == 0 {
		s.Line = 1
	}
	return s, s.validate()
}

// IsFlat reports whether the structure is the flat one.
func (s System) IsFlat() bool { return s.Structure == "" || s.Structure == Flat }

// With says why a resolved System does not go with a memory model, nil if it does. Where copies are not
// kept alike, and where transactions are split, processors are in order; release consistency
// and RC11 keep old values of cells themselves.
func (s System) With(m Memory) error {
	switch {
	case s.IsFlat():
	case m.Views:
		return fmt.Errorf("machine: memory model %s on a %s machine, want %s", m.Name, s.Structure, Flat)
	case m.Buffered && (s.Split || s.Coherence == None):
		return fmt.Errorf("machine: memory model %s with %s, want sc or go", m.Name, s)
	}
	return nil
}

// String gives what a verdict says of a resolved System, "machine=numa coherence=none", and "" of the flat one. It
// leaves out what is as by default.
func (s System) String() string {
	if s.IsFlat() {
		return ""
	}
	words := []string{"machine=" + s.Structure, "coherence=" + s.Coherence}
	for _, w := range []struct {
		key, value string
		given      bool
	}{
		{"protocol", s.Protocol, s.Protocol != ""},
		{"line", fmt.Sprint(s.Line), s.Line > 1},
		{"detail", "split", s.Split},
		{"network", s.Network, s.Network != ""},
		{"fault", s.Fault, s.Fault != ""},
	} {
		if w.given {
			words = append(words, w.key+"="+w.value)
		}
	}
	return strings.Join(words, " ")
}

// ParseSystem reads what String gives, and resolves it.
func ParseSystem(text string) (s System, err error) {
	for _, word := range strings.Fields(text) {
		key, value, _ := strings.Cut(word, "=")
		switch key {
		case "machine":
			s.Structure = value
		case "coherence":
			s.Coherence = value
		case "protocol":
			s.Protocol = value
		case "line":
			if s.Line, err = strconv.Atoi(value); err != nil || s.Line < 1 {
				return s, fmt.Errorf("machine: %q, want line= and a number from 1", word)
			}
		case "detail":
			s.Split = value == "split"
		case "network":
			s.Network = value
		case "fault":
			s.Fault = value
		default:
			return s, fmt.Errorf("machine: %q, want machine=, coherence=, protocol=, line=, detail=, network= or fault=", word)
		}
	}
	return s.Resolve()
}

func (s System) validate() error {
	caches := s.Coherence != Uncached && s.Structure != Cluster
	switch {
	case s.Line < 1 || s.Line > maxLine:
		return fmt.Errorf("machine: lines of %d words, want 1 to %d", s.Line, maxLine)
	case s.Line > 1 && !caches:
		return fmt.Errorf("machine: lines of %d words, want a machine with caches", s.Line)
	case s.Protocol != "" && s.Protocol != "msi" && s.Protocol != "mesi":
		return fmt.Errorf("machine: protocol %q, want msi or mesi", s.Protocol)
	case s.Protocol != "" && s.Coherence != Invalidate:
		return fmt.Errorf("machine: protocol %s with coherence %s, want invalidate", s.Protocol, s.Coherence)
	case s.Network != "" && s.Network != "fifo" && s.Network != "unordered":
		return fmt.Errorf("machine: network %q, want fifo or unordered", s.Network)
	case s.Network != "" && !s.Split:
		return fmt.Errorf("machine: network %s, want it with split transactions", s.Network)
	case s.Fault != "" && !s.Split:
		return fmt.Errorf("machine: fault %q, want it with split transactions", s.Fault)
	case s.Split && s.Coherence != Invalidate && s.Coherence != Update:
		return fmt.Errorf("machine: split transactions with coherence %s, want invalidate or update", s.Coherence)
	case s.Fault != "":
		return s.validateFault()
	}
	return nil
}
