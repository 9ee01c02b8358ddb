package causality_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"heddle/checker/causality"
	"heddle/checker/causality/figure"
)

// TestTwoNodes: what follows a send is not ordered with the receive.
func TestTwoNodes(t *testing.T) {
	r := causality.Of(figure.Schedule([]string{"N1", "N2"}, "N1: f>1", "N1: b", "N2: a<1", "N2: g"))
	e, o := named(r), r.Order()
	for _, pair := range []string{"fa", "fb", "fg", "ag"} {
		assert.True(t, o.Before(e[pair[:1]], e[pair[1:]]), pair)
		assert.False(t, o.Before(e[pair[1:]], e[pair[:1]]), pair)
	}
	for _, pair := range []string{"ab", "bg"} {
		assert.True(t, o.Concurrent(e[pair[:1]], e[pair[1:]]), pair)
	}
	ordered, concurrent := o.Pairs()
	assert.Equal(t, [2]int{4, 2}, [2]int{ordered, concurrent})
}

// TestAirline: twelve of thirteen events are a chain, 66 pairs; the last comes after the first seven of them and
// is concurrent with five.
func TestAirline(t *testing.T) {
	r := causality.Of(figure.Airline())
	e, o := named(r), r.Order()
	const chain = "abcdefghijkl"
	for i := range chain {
		for j := range i {
			assert.True(t, o.Before(e[chain[j:j+1]], e[chain[i:i+1]]), "%c → %c", chain[j], chain[i])
		}
		assert.Equal(t, i < 7, o.Before(e[chain[i:i+1]], e["m"]), "%c → m", chain[i])
		assert.Equal(t, i >= 7, o.Concurrent(e[chain[i:i+1]], e["m"]), "%c ∥ m", chain[i])
	}
	ordered, concurrent := o.Pairs()
	assert.Equal(t, [2]int{66 + 7, 5}, [2]int{ordered, concurrent})
}

// TestExam: what Lamport's figure 1 orders, and clocks that start at 0.
func TestExam(t *testing.T) {
	r := causality.Of(figure.Exam())
	e, o := named(r), r.Order()
	assert.True(t, o.Before(e["p1"], e["q3"]))
	assert.True(t, o.Concurrent(e["p1"], e["r2"]))
	assert.True(t, o.Before(e["p1"], e["r3"]))
	c := r.Clocks(0).Lamport
	for name, want := range map[string]int{"p1": 0, "q1": 0, "r1": 0, "q2": 1, "q3": 2, "q4": 3, "r2": 1, "r3": 4, "r4": 5} {
		assert.Equal(t, want, c[e[name]], name)
	}
	assert.Less(t, c[e["p1"]], c[e["r2"]], "the converse of the clock condition is false")
}

func TestTotalOrder(t *testing.T) {
	r := causality.Of(figure.TotalOrder())
	e, stamps := named(r), r.Clocks(1).Lamport
	for name, want := range map[string]int{"a": 1, "b": 2, "c": 3, "f": 4, "e": 5, "d": 5} {
		assert.Equal(t, want, stamps[e[name]], name)
	}
	sorted := func(rank []int) string {
		var names []string
		for _, i := range r.Total(stamps, rank) {
			if n := r.Events[i].Name; n != "-" {
				names = append(names, n)
			}
		}
		return strings.Join(names, " ")
	}
	assert.Equal(t, "a b c f d e", sorted(nil))
	assert.Equal(t, "a b c f e d", sorted([]int{2, 1, 0}), "another rule for ties is another order")
}

// TestFamilyCar: two ask for the car at the same time, 10; who is the elder gets it, or who is the younger.
func TestFamilyCar(t *testing.T) {
	r := causality.Of(figure.Schedule([]string{"husband", "wife", "son"}, "son: son asks", "wife: wife asks"))
	e, stamps := named(r), r.Clocks(10).Lamport
	assert.Equal(t, 10, stamps[e["wife asks"]])
	assert.Equal(t, 10, stamps[e["son asks"]])
	assert.Equal(t, []int{e["wife asks"], e["son asks"]}, r.Total(stamps, nil))
	assert.Equal(t, []int{e["son asks"], e["wife asks"]}, r.Total(stamps, []int{1, 0}))
}
