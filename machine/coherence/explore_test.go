package coherence

import (
	"encoding/binary"
	"fmt"
	"sort"
	"strings"
)

// op is an access of a script: to word w of all lines' words, one after the other.
type op struct {
	kind     Kind
	compares bool
	word     int
	expected uint64
	value    uint64 // written; of a modify that does not compare, added
}

func (o op) String() string {
	switch {
	case o.kind == Read:
		return fmt.Sprintf("r%d", o.word)
	case o.kind == Write:
		return fmt.Sprintf("w%d=%d", o.word, o.value)
	case o.compares:
		return fmt.Sprintf("cas%d %d→%d", o.word, o.expected, o.value)
	}
	return fmt.Sprintf("add%d %d", o.word, o.value)
}

// writes gives what the access makes of a word.
func (o op) writes(old uint64) (v uint64, writes bool) {
	switch {
	case o.kind == Read || o.compares && old != o.expected:
		return 0, false
	case o.kind == Modify && !o.compares:
		return old + o.value, true
	}
	return o.value, true
}

// world is a protocol that serves scripts, one a processor.
type world struct {
	protocol *Protocol
	line     int // words of a line
	scripts  [][]op
	lenient  bool // goes on where an invariant does not hold
	limit    int  // of states, if not 0
}

// run is a state of a world: what was read so far says where its processors are.
type run struct {
	state  State
	read   [][]uint64
	latest []uint64
}

func (w *world) words() int {
	n := 0
	for _, s := range w.scripts {
		for _, o := range s {
			n = max(n, o.word+1)
		}
	}
	return (n + w.line - 1) / w.line * w.line
}

// home is where a line lies on a machine whose memories are beside processors.
func (w *world) home(line uint64) int {
	if w.protocol.Bus || w.protocol.Apart {
		return -1
	}
	return int(line % 2)
}

func (w *world) start() *run {
	return &run{read: make([][]uint64, len(w.scripts)), latest: make([]uint64, w.words())}
}

func (r *run) clone() *run {
	c := &run{latest: append([]uint64(nil), r.latest...)}
	c.state.CopyFrom(&r.state)
	for _, v := range r.read {
		c.read = append(c.read, append([]uint64(nil), v...))
	}
	return c
}

func (r *run) key() string {
	b := r.state.Encode(nil)
	for _, v := range r.read {
		b = append(b, byte(len(v)))
		for _, x := range v {
			b = binary.AppendUvarint(b, x)
		}
	}
	for _, x := range r.latest {
		b = binary.AppendUvarint(b, x)
	}
	return string(b)
}

// outcome is what was read, and what is left.
func outcome(read [][]uint64, latest []uint64) string { return fmt.Sprint(read, latest) }

func (w *world) access(r *run, proc int) (op, Access) {
	o := w.scripts[proc][len(r.read[proc])]
	return o, Access{Kind: o.kind, Line: uint64(o.word / w.line), Word: o.word % w.line, Compares: o.compares, Expected: o.expected}
}

// successors are those by processors' steps, then those by messages.
func (w *world) successors(r *run) (next []*run, names []string) {
	for proc, s := range w.scripts {
		if len(r.read[proc]) == len(s) {
			continue
		}
		o, a := w.access(r, proc)
		switch w.protocol.Turn(&r.state, proc, a) {
		case Issue:
			c := r.clone()
			from := int(a.Line) * w.line
			w.protocol.Issue(&c.state, proc, a, Memory{w.home(a.Line), c.latest[from : from+w.line]})
			next, names = append(next, c), append(names, fmt.Sprintf("P%d asks for %v", proc, o))
		case Go:
			c := r.clone()
			old := w.protocol.Value(&c.state, proc, a)
			v, writes := o.writes(old)
			w.protocol.Complete(&c.state, proc, a, writes, v)
			if writes {
				c.latest[o.word] = v
			}
			if o.kind == Write {
				old = 0
			}
			c.read[proc] = append(c.read[proc], old)
			next, names = append(next, c), append(names, fmt.Sprintf("P%d %v: %d", proc, o, old))
		}
	}
	for _, i := range w.protocol.Deliverable(&r.state, nil) {
		c := r.clone()
		m := c.state.Messages()[i]
		w.protocol.Deliver(&c.state, i)
		next, names = append(next, c), append(names, fmt.Sprintf("line %d P%d: %v", m.Line, m.Proc, m.Text(plain)))
	}
	return next, names
}

// result is what a search of all interleavings found.
type result struct {
	outcomes  []string
	violation string // the first, with the trace to it
	states    int
}

func (w *world) explore() result {
	type node struct {
		run   *run
		trace []string
	}
	seen, outcomes := map[string]bool{}, map[string]bool{}
	todo := []node{{run: w.start()}}
	seen[todo[0].run.key()] = true
	found := result{}
	for len(todo) > 0 && (w.limit == 0 || len(seen) < w.limit) {
		n := todo[0]
		todo = todo[1:]
		if text := w.broken(n.run); text != "" && !w.lenient {
			found.violation = text + ":\n" + strings.Join(n.trace, "\n")
			return found
		}
		next, names := w.successors(n.run)
		if len(next) == 0 {
			if !w.ended(n.run) {
				found.violation = "no message can go on:\n" + strings.Join(n.trace, "\n")
				if !w.lenient {
					return found
				}
				continue
			}
			outcomes[outcome(n.run.read, n.run.latest)] = true
		}
		for i, c := range next {
			if k := c.key(); !seen[k] {
				seen[k] = true
				todo = append(todo, node{c, append(n.trace[:len(n.trace):len(n.trace)], names[i])})
			}
		}
	}
	for o := range outcomes {
		found.outcomes = append(found.outcomes, o)
	}
	sort.Strings(found.outcomes)
	found.states = len(seen)
	return found
}

func (w *world) broken(r *run) string {
	v := w.protocol.Check(&r.state, func(line uint64, word int) uint64 { return r.latest[int(line)*w.line+word] })
	if v == nil {
		return ""
	}
	return v.Invariant + ": " + v.Text(plain)
}

// plain names things by number.
var plain = Names{
	Line: func(l uint64) string { return fmt.Sprintf("line %d", l) },
	Word: func(l uint64, i int) string { return fmt.Sprintf("x%d.%d", l, i) },
	Show: func(_ uint64, _ int, w uint64) string { return fmt.Sprint(int64(w)) },
	Proc: func(p int) string { return fmt.Sprintf("P%d", p) },
}

func (w *world) ended(r *run) bool {
	for proc, s := range w.scripts {
		if len(r.read[proc]) < len(s) {
			return false
		}
	}
	return len(r.state.Messages()) == 0
}

// sequential lists the outcomes of all interleavings of the scripts on one memory.
func sequential(scripts [][]op, words int) []string {
	outcomes := map[string]bool{}
	var visit func(read [][]uint64, latest []uint64)
	visit = func(read [][]uint64, latest []uint64) {
		ended := true
		for proc, s := range scripts {
			if len(read[proc]) == len(s) {
				continue
			}
			ended = false
			o := s[len(read[proc])]
			old, memory := latest[o.word], append([]uint64(nil), latest...)
			v, writes := o.writes(old)
			if writes {
				memory[o.word] = v
			}
			if o.kind == Write {
				old = 0
			}
			reads := append([][]uint64(nil), read...)
			reads[proc] = append(reads[proc][:len(reads[proc]):len(reads[proc])], old)
			visit(reads, memory)
		}
		if ended {
			outcomes[outcome(read, latest)] = true
		}
	}
	visit(make([][]uint64, len(scripts)), make([]uint64, words))
	var list []string
	for o := range outcomes {
		list = append(list, o)
	}
	sort.Strings(list)
	return list
}
