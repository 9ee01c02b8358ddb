package draw

import (
	"math/big"

	"heddle/checker/scenario"
)

// Possible is how many scenarios of at most a size can be drawn.
func Possible(o *scenario.Object, size Size) *big.Int {
	total := new(big.Int)
	others := sequences(o, 1, size.Rounds)
	if interchangeable(o) {
		for n := range int64(size.Clients) { // as many as there are multisets of n+1 of them
			total.Add(total, multisets(others, n+1))
		}
		return total
	}
	ways := sequences(o, 0, size.Rounds)
	for range size.Clients {
		total.Add(total, ways)
		ways.Mul(ways, others)
	}
	return total
}

// sequences is how many sequences of one to rounds operations a client can make.
func sequences(o *scenario.Object, client, rounds int) *big.Int {
	each := new(big.Int) // ways to make one operation
	for _, op := range o.Operations {
		if !op.Clients.Has(client) {
			continue
		}
		ways := big.NewInt(1)
		for _, p := range op.Parameters {
			if p.Kind == scenario.Values {
				ways.Mul(ways, big.NewInt(int64(len(p.Values))))
			}
		}
		each.Add(each, ways)
	}
	total, ways := new(big.Int), big.NewInt(1)
	for range rounds {
		ways.Mul(ways, each)
		total.Add(total, ways)
	}
	return total
}

// multisets is how many multisets of k elements there are of n things: n (n+1) … (n+k-1) / k!.
func multisets(n *big.Int, k int64) *big.Int {
	ways := big.NewInt(1)
	for i := range k {
		ways.Mul(ways, new(big.Int).Add(n, big.NewInt(i)))
	}
	return ways.Div(ways, new(big.Int).MulRange(1, k))
}
