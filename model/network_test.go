package model_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"heddle/model"
)

// TestLinksAreFirstInFirstOut sends numbers from every node to every other one.
func TestLinksAreFirstInFirstOut(t *testing.T) {
	for name, c := range map[string]struct {
		as      model.Behaviour
		inOrder bool
	}{
		"first in, first out": {inOrder: true},
		"one at a time":       {as: model.Behaviour{Capacity: 1}, inOrder: true},
		"unordered":           {as: model.Behaviour{Unordered: true}},
	} {
		t.Run(name, func(t *testing.T) {
			const nodes, each = 3, 50
			net := model.NewNetwork[int](nodes, c.as)
			var got [nodes][nodes][]int
			net.Run(func(n model.Node[int]) {
				for i := range each {
					n.Broadcast(i)
					for from := range nodes {
						if c.as.Capacity > 0 && from != n.ID() { // or all nodes would wait for room
							got[n.ID()][from] = append(got[n.ID()][from], n.ReceiveFrom(from))
						}
					}
				}
				for {
					from, m, ok := n.Serve()
					if !ok {
						return
					}
					got[n.ID()][from] = append(got[n.ID()][from], m)
				}
			})
			want := make([]int, each)
			for i := range want {
				want[i] = i
			}
			for to := range got {
				for from := range got[to] {
					switch {
					case from == to:
						assert.Empty(t, got[to][from])
					case c.inOrder:
						assert.Equal(t, want, got[to][from])
					default:
						assert.ElementsMatch(t, want, got[to][from])
					}
				}
			}
		})
	}
}

// TestServeEndsWhenAllIsDone passes a token round: whoever ends before it has come round breaks the count.
func TestServeEndsWhenAllIsDone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		nodes, hops := rapid.IntRange(1, 5).Draw(t, "nodes"), rapid.IntRange(0, 30).Draw(t, "hops")
		net := model.NewNetwork[int](nodes)
		passed := make([]int, nodes)
		net.Run(func(n model.Node[int]) {
			if n.ID() == 0 {
				n.Send(0, hops)
			}
			for {
				_, left, ok := n.Serve()
				if !ok {
					return
				}
				passed[n.ID()]++
				if left > 0 {
					n.Send((n.ID()+1)%n.Nodes(), left-1)
				}
			}
		})
		sum := 0
		for _, p := range passed {
			sum += p
		}
		assert.Equal(t, hops+1, sum)
	})
}

func TestReceiveFromWaitsForOneNode(t *testing.T) {
	net := model.NewNetwork[string](3)
	var first, second string
	net.Run(func(n model.Node[string]) {
		switch n.ID() {
		case 0:
			second = n.ReceiveFrom(2)
			_, first = n.Receive()
		case 1:
			n.Send(0, "one")
			n.Send(2, "go")
		case 2:
			n.ReceiveFrom(1)
			n.Send(0, "two")
		}
	})
	assert.Equal(t, "two", second)
	assert.Equal(t, "one", first)
}

func TestTryReceiveGivesUp(t *testing.T) {
	_, _, ok := model.NewNetwork[int](1).Node(0).TryReceive()
	assert.False(t, ok)
}

func TestDiskIsTheVariable(t *testing.T) {
	v := 3
	assert.Same(t, &v, model.Disk(model.NewNetwork[int](2), 1, &v))
}

func TestNoSuchNode(t *testing.T) {
	net := model.NewNetwork[int](2)
	for what, f := range map[string]func(){
		"node":         func() { net.Node(2) },
		"send":         func() { net.Node(0).Send(-1, 0) },
		"receive from": func() { net.Node(0).ReceiveFrom(7) },
		"no nodes":     func() { model.NewNetwork[int](0) },
		"behaviours":   func() { model.NewNetwork[int](1, model.Behaviour{}, model.Behaviour{}) },
	} {
		assert.Panics(t, f, what)
	}
}

func TestGhostAndViolate(t *testing.T) {
	n := 0
	model.Ghost(func() { n++ })
	assert.Equal(t, 1, n)
	assert.PanicsWithValue(t, "model: total-order: P1 delivers 2 before 1", func() {
		model.Ghost(func() { model.Violate("total-order", "P1 delivers 2 before 1") })
	})
	model.Ghost(func() { n++ }) // the one before has let go
	assert.Equal(t, 2, n)
	model.Mark("a")
}
