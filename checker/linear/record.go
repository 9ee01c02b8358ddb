package linear

import "slices"

// recorder is the monitor of a specification while it is explored: its words say which operation is open, or which has ended last, and
// which before: one step may be several operations. The builder sets the word back when none is open.
type recorder struct {
	automaton *Automaton
	words     []record // by word; word 0 is the start
	numbers   map[record]uint64
}

// record is what a word says.
type record struct {
	call, result uint32
	open         bool   // the call has not returned
	before       uint64 // the word of what has ended before the call
}

func newRecorder(a *Automaton) *recorder {
	return &recorder{automaton: a, words: []record{{}}, numbers: map[record]uint64{{}: 0}}
}

func (r *recorder) word(x record) uint64 {
	w, ok := r.numbers[x]
	if !ok {
		w = uint64(len(r.words))
		r.numbers[x] = w
		r.words = append(r.words, x)
	}
	return w
}

// Call notes that the specification begins an operation.
func (r *recorder) Call(set uint64, client int, operation string, arguments []uint64) (uint64, string) {
	x := r.words[set]
	call := r.automaton.call(client, operation, arguments)
	if x.open {
		return set, "calls " + r.automaton.callText(call) + " before " + r.automaton.callText(x.call) + " has returned"
	}
	return r.word(record{call: call, open: true, before: set}), ""
}

// Return notes that it has ended it.
func (r *recorder) Return(set uint64, client int, results []uint64) (uint64, string) {
	x := r.words[set]
	if !x.open || r.automaton.calls[x.call].Client != client {
		return set, "returns where no operation is open"
	}
	return r.word(record{call: x.call, result: r.automaton.result(results), before: x.before}), ""
}

// Waits lets a specification refuse what cannot happen.
func (r *recorder) Waits(uint64) bool { return true }

// End allows every end.
func (r *recorder) End(uint64) string { return "" }

// Property names what is violated if the specification's own calls and returns are wrong.
func (r *recorder) Property() string { return "specification" }

// since gives the operations that have ended in what leads from one word to another.
func (r *recorder) since(from, to uint64) []transition {
	ended := func(word uint64) (list []transition) {
		for x := r.words[word]; x.call != 0; x = r.words[x.before] {
			if !x.open {
				list = append(list, transition{call: x.call, result: x.result})
			}
		}
		slices.Reverse(list)
		return list
	}
	return ended(to)[len(ended(from)):]
}
