package linear

import (
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strings"

	"heddle/machine"
)

// Criterion is what is asked of histories.
type Criterion uint8

// The criteria. What they have in common: there must be an order of all operations that have returned, and of some that have
// not, that the specification allows. An object keeps a criterion if all its histories do, those that go on among them.
const (
	// Linearizable: an operation that returns before another is called comes before it. (M. Herlihy, J. Wing,
	// Linearizability: a correctness condition for concurrent objects, TOPLAS 12(3), 1990.)
	Linearizable Criterion = iota
	// SequentiallyConsistent: each client's operations come in its own order. (L. Lamport, How to make a multiprocessor
	// computer that correctly executes multiprocess programs, IEEE Transactions on Computers C-28(9), 1979.)
	SequentiallyConsistent
	// QuiescentlyConsistent: operations that a moment separates at which no call is open come in their order; others in any,
	// even those of one client. (J. Aspnes, M. Herlihy, N. Shavit, Counting networks, JACM 41(5), 1994; M. Herlihy,
	// N. Shavit, The art of multiprocessor programming, 2008, section 3.3.) There are moments only where events are in an order of time.
	QuiescentlyConsistent
)

// criteria lists the criteria.
var criteria = []struct{ name, property, word string }{
	Linearizable:           {"linearizable", "linearizability", "linearizable"},
	SequentiallyConsistent: {"sequential", "sequential-consistency", "sequentially consistent"},
	QuiescentlyConsistent:  {"quiescent", "quiescent-consistency", "quiescently consistent"},
}

// Property is the name of the criterion in verdicts.
func (c Criterion) Property() string { return criteria[c].property }

func (c Criterion) word() string { return criteria[c].word }

// String is the name of the criterion in flags.
func (c Criterion) String() string { return criteria[c].name }

// Criteria gives the names of the criteria, the default first.
func Criteria() (names []string) {
	for _, k := range criteria {
		names = append(names, k.name)
	}
	return names
}

// ParseCriterion reads what String gives, or Property; "" is Linearizable.
func ParseCriterion(name string) (Criterion, error) {
	for c, k := range criteria {
		if name == k.name || name == k.property || name == "" {
			return Criterion(c), nil
		}
	}
	return 0, fmt.Errorf("linear: criterion %q, want one of %s", name, strings.Join(Criteria(), ", "))
}

// Monitor follows histories; its words stand for sets, each of which is all that matters of some histories. What it has found
// once it keeps: an event of a set that it has seen before is one look into a map.
//
// It is not safe for concurrent use.
type Monitor struct {
	automaton *Automaton // and calls and results that are not on its edges
	criterion Criterion
	rule      rule
	sets      []set     // by word
	waits     []verdict // by word
	words     map[string]uint64
	known     map[string]answer  // by word and event
	compared  map[[2]uint64]bool // words a and b: whether a is stricter
	key       []byte
	bytes     int
}

// answer is what there is to say of an event.
type answer struct {
	set uint64
	why string
}

// verdict is an answer that is found when it is asked for.
type verdict uint8

const (
	unknown verdict = iota
	no
	yes
)

// set is all that matters of a history.
type set struct {
	open    []pending // by client
	rows    []uint32  // what else matters, as the rule has it
	partial bool      // operations are ordered by what they know: the rule is partialOrder, else that of the criterion
}

// pending is a call that has not returned.
type pending struct{ client, call uint32 }

// rule is what a criterion makes of events. It does not change the sets that it is given.
type rule interface {
	start() set
	// calls gives the set after a call of a client that has no open one; before is nil, or says how many operations of
	// each client precede the call.
	calls(s set, p pending, before []int) set
	// returns gives the set after the return of open call i, and whether the result is possible.
	returns(s set, i int, result uint32) (set, bool)
	// possible gives the results that the return of open call i might have.
	possible(s set, i int) []uint32
	// waits reports whether the open calls may all wait for ever.
	waits(s set) bool
	// ends reports whether the history may end here.
	ends(s set) bool
	// stricter reports whether all that is possible after a is after b, which has the same open calls.
	stricter(a, b set) bool
}

// New makes a Monitor for histories of an object with the specification that a was built from.
func New(a *Automaton, c Criterion) *Monitor {
	m := &Monitor{automaton: a.clone(), criterion: c, words: map[string]uint64{}, known: map[string]answer{}, compared: map[[2]uint64]bool{}}
	switch c {
	case SequentiallyConsistent:
		m.rule = partialOrder{m.automaton}
	case QuiescentlyConsistent:
		m.automaton = a.anonymous()
		m.rule = quiescent{m.automaton}
	default:
		m.rule = realTime{m.automaton}
	}
	m.word(m.rule.start())
	return m
}

// ruleOf gives the rule of a set.
func (m *Monitor) ruleOf(s set) rule {
	if s.partial {
		return partialOrder{m.automaton}
	}
	return m.rule
}

// clone gives an automaton whose tables of calls and results can grow.
func (a *Automaton) clone() *Automaton {
	return &Automaton{
		Signatures: a.Signatures, calls: slices.Clip(a.calls), results: slices.Clip(a.results), nodes: a.nodes,
		numbers: numbers{calls: maps.Clone(a.numbers.calls), results: maps.Clone(a.numbers.results)},
	}
}

// word gives the word of a set.
func (m *Monitor) word(s set) uint64 {
	key := binary.AppendUvarint(nil, uint64(len(s.open)))
	if s.partial {
		key = append(key, 0)
	}
	for _, p := range s.open {
		key = binary.AppendUvarint(key, uint64(p.client))
		key = binary.AppendUvarint(key, uint64(p.call))
	}
	for _, w := range s.rows {
		key = binary.AppendUvarint(key, uint64(w))
	}
	w, ok := m.words[string(key)]
	if !ok {
		w = uint64(len(m.sets))
		m.words[string(key)] = w
		m.sets, m.waits = append(m.sets, s), append(m.waits, unknown)
		m.bytes += len(key) + 8*len(s.open) + 4*len(s.rows) + entryBytes
	}
	return w
}

// entryBytes is what an entry of the tables takes beside its contents.
const entryBytes = 96

// Kinds of events, in keys.
const (
	eventCall = iota
	eventReturn
	eventCallAfter
)

// Call gives the word after a call that comes after all operations that have returned.
func (m *Monitor) Call(word uint64, client int, operation string, arguments []uint64) (uint64, string) {
	return m.call(word, client, operation, arguments, nil, false)
}

// CallAfter is Call where operations are ordered by what they know of each other: before says by client how many of its operations, all of which
// have returned, precede this one. All calls of a history are by Call, or all by CallAfter. To other criteria than Linearizable it makes no difference.
func (m *Monitor) CallAfter(word uint64, client int, operation string, arguments []uint64, before []int) (uint64, string) {
	if m.criterion != Linearizable {
		return m.Call(word, client, operation, arguments)
	}
	return m.call(word, client, operation, arguments, before, true)
}

func (m *Monitor) call(word uint64, client int, operation string, arguments []uint64, before []int, partial bool) (uint64, string) {
	m.key = binary.AppendUvarint(m.key[:0], word)
	if !partial {
		m.key = append(m.key, eventCall)
	} else {
		m.key = binary.AppendUvarint(append(m.key, eventCallAfter), uint64(len(before)))
		for _, n := range before {
			m.key = binary.AppendUvarint(m.key, uint64(n))
		}
	}
	m.key = append(m.key, m.automaton.numbers.callKey(client, operation, arguments)...)
	if a, ok := m.known[string(m.key)]; ok {
		return a.set, a.why
	}
	s := m.sets[word]
	if _, open := s.find(client); open {
		return m.keep(answer{word, fmt.Sprintf("client %d calls while its last call has not returned", client)})
	}
	if partial && word == 0 {
		s = set{partial: true}
	}
	call := m.automaton.call(m.clientOf(client), operation, arguments)
	return m.keep(answer{set: m.word(m.ruleOf(s).calls(s, pending{uint32(client), call}, before))})
}

// Return gives the word after a return, and what was possible if the specification does not allow the results.
func (m *Monitor) Return(word uint64, client int, results []uint64) (uint64, string) {
	m.key = append(binary.AppendUvarint(m.key[:0], word), eventReturn)
	m.key = binary.AppendUvarint(m.key, uint64(client))
	m.key = append(m.key, m.automaton.numbers.resultKey(results)...)
	if a, ok := m.known[string(m.key)]; ok {
		return a.set, a.why
	}
	s := m.sets[word]
	i, open := s.find(client)
	if !open {
		return m.keep(answer{word, fmt.Sprintf("client %d returns from no call", client)})
	}
	result := m.automaton.result(results)
	next, ok := m.ruleOf(s).returns(s, i, result)
	if !ok {
		return m.keep(answer{word, m.impossible(s, i, result)})
	}
	return m.keep(answer{set: m.word(next)})
}

// keep keeps the answer to the event of m.key.
func (m *Monitor) keep(a answer) (uint64, string) {
	m.known[string(m.key)] = a
	m.bytes += len(m.key) + len(a.why) + entryBytes
	return a.set, a.why
}

// clientOf gives the client in the label of a call.
func (m *Monitor) clientOf(client int) int {
	if m.criterion == QuiescentlyConsistent {
		return nobody
	}
	return client
}

// find gives the place of a client's open call.
func (s set) find(client int) (i int, open bool) {
	return slices.BinarySearchFunc(s.open, uint32(client), func(p pending, c uint32) int { return int(p.client) - int(c) })
}

// with gives the open calls and one more.
func (s set) with(p pending) (open []pending, i int) {
	i, _ = s.find(int(p.client))
	return slices.Insert(slices.Clone(s.open), i, p), i
}

// without gives the open calls but for call i.
func (s set) without(i int) []pending { return slices.Delete(slices.Clone(s.open), i, i+1) }

// Waits reports whether all open calls may wait for ever.
func (m *Monitor) Waits(word uint64) bool {
	s := m.sets[word]
	if len(s.open) == 0 {
		return false
	}
	if m.waits[word] == unknown {
		m.waits[word] = no
		if m.ruleOf(s).waits(s) {
			m.waits[word] = yes
		}
	}
	return m.waits[word] == yes
}

// End says why a history must not end, "" if it may.
func (m *Monitor) End(word uint64) string {
	if s := m.sets[word]; m.ruleOf(s).ends(s) {
		return ""
	}
	return "no order of the operations is one that the specification allows"
}

// Stricter reports whether all that is violated some time after b is violated after a, too.
func (m *Monitor) Stricter(a, b uint64) bool {
	if a == b {
		return true
	}
	pair := [2]uint64{a, b}
	is, ok := m.compared[pair]
	if !ok {
		s, t := m.sets[a], m.sets[b]
		is = s.partial == t.partial && slices.Equal(s.open, t.open) && m.ruleOf(s).stricter(s, t)
		m.compared[pair] = is
		m.bytes += entryBytes
	}
	return is
}

// Property is that of the criterion.
func (m *Monitor) Property() string { return m.criterion.Property() }

// Bytes is the memory that the tables of m hold.
func (m *Monitor) Bytes() int { return m.bytes }

var (
	_ machine.PartialMonitor = (*Monitor)(nil)
	_ machine.StrictMonitor  = (*Monitor)(nil)
)
