package linear

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// What is possible after a stricter word is possible after the other one.
func TestStricter(t *testing.T) {
	for _, c := range []Criterion{Linearizable, SequentiallyConsistent, QuiescentlyConsistent} {
		t.Run(fmt.Sprint(c), func(t *testing.T) {
			pairs := 0
			rapid.Check(t, func(t *rapid.T) {
				a := randomAutomaton(t)
				m := New(a, c)
				for range 8 {
					judged(t, a, m, c, randomSource(t, a, false))
				}
				for w := range uint64(len(m.sets)) {
					for v := range uint64(len(m.sets)) {
						if v != w && m.Stricter(w, v) {
							pairs++
							requireStricter(t, m, w, v, 2)
						}
					}
				}
			})
			require.Equal(t, c != SequentiallyConsistent, pairs > 0)
		})
	}
}

// requireStricter tries all that so many events can do.
func requireStricter(t *rapid.T, m *Monitor, a, b uint64, events int) {
	require.True(t, !m.Waits(a) || m.Waits(b))
	require.True(t, m.End(a) != "" || m.End(b) == "")
	if events == 0 {
		return
	}
	for client := range randomClients {
		if _, open := m.sets[a].find(client); !open {
			for _, call := range []Call{{client, "Get", nil}, {client, "Set", []int{0}}, {client, "Set", []int{1}}} {
				x, _ := m.Call(a, client, call.Operation, words(call.Arguments))
				y, _ := m.Call(b, client, call.Operation, words(call.Arguments))
				requireStricter(t, m, x, y, events-1)
			}
			continue
		}
		for _, results := range [][]int{nil, {0}, {1}} {
			x, why := m.Return(a, client, words(results))
			y, also := m.Return(b, client, words(results))
			require.True(t, why != "" || also == "", "%s", also)
			if why == "" {
				requireStricter(t, m, x, y, events-1)
			}
		}
	}
}
