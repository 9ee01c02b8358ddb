package cost

import "strconv"

// String prints an amount, a share as a fraction, "5/2", and "∞" if there is no bound.
func (v Value) String() string {
	if v.Infinite {
		return "∞"
	}
	text := strconv.Itoa(int(v.Amount))
	if v.Over > 0 {
		text += "/" + strconv.Itoa(int(v.Over))
	}
	return text
}

// Short is the worst case and, if it is another, the best one in brackets: "6 (3)". "∞" is a worst
// case without bound that a fair run attains, "∞*" one that it does not. "–" stands for what
// there is not.
func (r Row) Short() string {
	if !r.Opened || r.Unknown {
		return "–"
	}
	text := r.Worst.String()
	if r.Worst.Infinite && !r.Fair {
		text += "*"
	}
	switch {
	case !r.Complete:
		return text + " (–)"
	case r.Best != r.Worst:
		return text + " (" + r.Best.String() + ")"
	}
	return text
}
