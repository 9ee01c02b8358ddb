package sequential

import "heddle/model"

// Exchanger lets clients meet in pairs: each gets what the other brought.
//
// Both halves of an exchange happen together, which no order of operations can say. It is said by the next best: one half is right after the other. The
// first half guesses what the second will bring; nothing else can happen until the second comes and was guessed right.
//
// Source: N. Hemed, N. Rinetzky, V. Vafeiadis, Modular verification of concurrency-aware linearizability, DISC 2015, where
// a specification has elements of several operations at once.
type Exchanger struct {
	values       int // that may be brought are 1 … values
	half         bool
	given, taken int // by the first half of an exchange, if half
}

// NewExchanger gives an exchanger of the values 1 … values.
func NewExchanger(values int) *Exchanger { return &Exchanger{values: values} }

// Exchange gives v for what another client brings; ok is false if it meets nobody, which may always be.
func (e *Exchanger) Exchange(v int) (got int, ok bool) {
	if e.half {
		if v != e.taken {
			model.Refuse()
		}
		got = e.given
		e.half, e.given, e.taken = false, 0, 0
		return got, true
	}
	got = model.Choose(e.values + 1)
	if got == 0 {
		return 0, false
	}
	e.half, e.given, e.taken = true, v, got
	return got, true
}

// Settled comes last: no exchange is half done.
func (e *Exchanger) Settled() {
	if e.half {
		model.Refuse()
	}
}
