// Package mutex is a library of distributed mutual exclusion in plain Go: locks of processes that share no memory but
// send each other messages, each with its broken twins.
//
// A lock is used by the nodes of a model.Network, each by a value of its own (NewLamport, …). A node must answer the
// others also while it does not want the lock: it does so in Lock, and otherwise when it calls Poll now and then, and
// Serve once its own work is done.
//
// A check (CheckLamport …) is what a lock claims: at most one node is in the critical section, no update made there is
// lost, the requests are granted in the order of their timestamps where they have some, and every node gets in, and the
// network comes to rest.
package mutex

import (
	"heddle/model"
	"heddle/model/history"
	"heddle/specs/clock"
	"heddle/specs/round"
)

// seat is a node's part of a lock.
type seat[M any] interface {
	request()             // says that it wants in
	granted() bool        // reports whether it may enter
	release()             // says that it is out
	handle(from int, m M) // takes a message
}

// acquire asks for the lock and waits until it is granted.
func acquire[M any](node model.Node[M], s seat[M]) {
	s.request()
	await(node, s)
}

func await[M any](node model.Node[M], s seat[M]) {
	for !s.granted() {
		s.handle(node.Receive())
	}
}

// poll takes some of the messages that there are.
func poll[M any](node model.Node[M], s seat[M]) {
	for {
		from, m, ok := node.TryReceive()
		if !ok {
			return
		}
		s.handle(from, m)
	}
}

// serve takes messages until there will be none.
func serve[M any](node model.Node[M], s seat[M]) {
	for {
		from, m, ok := node.Serve()
		if !ok {
			return
		}
		s.handle(from, m)
	}
}

// stamped is a seat whose requests have timestamps.
type stamped interface{ stamp() clock.Stamp }

// guarded is what the checks let a lock guard: a counter outside the network, the claim that no two nodes count
// at once, and, unless requests is nil, the claim that requests are granted in the order of their timestamps.
type guarded struct {
	inside   model.Section
	requests *history.Requests
	count    int
	endless  bool // counting would never come to an end
}

// exclude lets each node of net take rounds turns, and claims that no two are inside at once and that every turn counted.
// Before a turn a node takes some of the messages that have come, any number: its request may be long after others'.
// Inside it goes on to take some. Rounds may be model.Forever.
func exclude[M any](net model.Network[M], rounds int, sit func(node model.Node[M]) seat[M]) {
	excludeAs(net, rounds, nil, sit)
}

// excludeInOrder is exclude for seats that are stamped, and claims that requests are granted in that order.
func excludeInOrder[M any](net model.Network[M], rounds int, sit func(node model.Node[M]) seat[M]) {
	excludeAs(net, rounds, history.NewRequests(net.Nodes()), sit)
}

func excludeAs[M any](net model.Network[M], rounds int, requests *history.Requests, sit func(node model.Node[M]) seat[M]) {
	g := guarded{requests: requests, endless: rounds == model.Forever}
	seats := make([]seat[M], net.Nodes())
	for id := range seats {
		seats[id] = sit(net.Node(id))
	}
	net.Run(func(node model.Node[M]) {
		s := seats[node.ID()]
		for r := 0; r != rounds; r = round.Next(r, rounds, 1) {
			poll(node, s)
			turn(&g, node, s)
		}
		serve(node, s)
	})
	model.Assert(g.count == net.Nodes()*rounds, "lost update: fewer turns were counted than were taken")
}

// turn is one critical section of a node, from its request to its release.
func turn[M any](g *guarded, node model.Node[M], s seat[M]) {
	g.inside.Want()
	s.request()
	if g.requests != nil {
		g.requests.Request(node.ID(), s.(stamped).stamp().Time)
	}
	await(node, s)
	g.inside.Enter()
	if g.requests != nil {
		g.requests.Grant(node.ID())
	}
	poll(node, s)
	if g.endless {
		g.count = 1 - g.count
	} else {
		g.count++
	}
	g.inside.Leave()
	s.release()
}
