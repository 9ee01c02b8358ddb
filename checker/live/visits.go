package live

const (
	maxTried = 1 << 21 // pairs of a state and what is done so far
	maxPairs = 1 << 22 // … of which so many are kept in an array
	maxWidth = 40      // bits of what is done
)

// visits is which pairs of a state's index and what is done so far a search has met, and from which pair it came to
// each. There are many searches, one after the other.
type visits struct {
	turn  uint32
	met   []uint32 // by pair: the last search that met it; nil: there are too many pairs
	from  []uint32
	known map[uint64]uint64 // by pair, in place of these
}

// newVisits is for pairs below a number.
func newVisits(pairs int) *visits {
	if pairs > maxPairs {
		return &visits{}
	}
	return &visits{met: make([]uint32, pairs), from: make([]uint32, pairs)}
}

// begin begins the next search.
func (v *visits) begin() {
	if v.turn++; v.met == nil {
		v.known = map[uint64]uint64{}
	}
}

// meet reports whether a pair is met for the first time.
func (v *visits) meet(pair, from uint64) (fresh bool) {
	if v.met == nil {
		if _, ok := v.known[pair]; ok {
			return false
		}
		v.known[pair] = from
		return true
	}
	if v.met[pair] == v.turn {
		return false
	}
	v.met[pair], v.from[pair] = v.turn, uint32(from)
	return true
}

// before is the pair that a search came from; of the first it is that itself.
func (v *visits) before(pair uint64) uint64 {
	if v.met == nil {
		return v.known[pair]
	}
	return uint64(v.from[pair])
}
