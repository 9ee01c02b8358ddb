package register

import "heddle/model"

// ABD is an atomic register with one writer, client 0, kept by servers that share nothing and of which a minority may crash. Each has
// the newest value that it was told, with its number. Who asks sends to all and waits for a majority: any two majorities have
// a server in common. Who reads takes the newest of what a majority has, and before it gives it tells it to a majority, so that who reads later finds
// nothing older.
//
// A server crashes by taking no more messages. To the others that is as if its answers took long; what it is for is that nobody
// may wait for them.
//
// Source: H. Attiya, A. Bar-Noy, D. Dolev, Sharing memory robustly in message-passing systems, JACM 42(1), 1995, section 3.
type ABD struct {
	net      model.Network[message]
	replicas []stamped // by server
	quorum   int       // answers to wait for
	faulty   int       // servers that may crash, at any time: the first so many
	calls    []int     // by client: how often it has asked
	written  int       // number of the last write; the writer's
}

// message is a request, or the answer to one, which has its number.
type message struct {
	kind messageKind
	call int // of the client
	has  stamped
}

type messageKind int

const (
	query messageKind = iota // what the server has is asked for
	store                    // it is told
	stop                     // the server is no longer needed
)

// servers is how many there are.
const (
	servers  = 3
	majority = servers/2 + 1
)

// NewABD gives a register for so many clients that is 0.
func NewABD(clients int) *ABD { return newABD(clients, majority, 0) }

// NewFaulty gives a register for so many clients that is 0, so many of whose servers may crash.
func NewFaulty(clients, faulty int) *ABD { return newABD(clients, majority, faulty) }

func newABD(clients, quorum, faulty int) *ABD {
	r := &ABD{
		net:      model.NewNetwork[message](servers + clients),
		replicas: make([]stamped, servers),
		quorum:   quorum,
		faulty:   faulty,
		calls:    make([]int, clients),
	}
	go func() { // who waits for the threads that it has started does not wait for the servers
		for server := range servers {
			go r.serve(r.net.Node(server))
		}
	}()
	return r
}

// serve is what a server does, until it is no longer needed, or crashes.
func (r *ABD) serve(node model.Node[message]) {
	mine := &r.replicas[node.ID()]
	for {
		client, m := node.Receive()
		if node.ID() < r.faulty && model.Choose(2) == 1 {
			return
		}
		answer := message{call: m.call}
		switch m.kind {
		case query:
			answer.has = *mine
		case store:
			*mine = newer(*mine, m.has)
		case stop:
			return
		}
		node.Send(client, answer)
	}
}

// Write sets the value.
func (r *ABD) Write(client, v int) {
	r.written++
	r.ask(client, message{kind: store, has: stamped{r.written, v}})
}

// Read gives the value.
func (r *ABD) Read(client int) int {
	newest := r.ask(client, message{kind: query})
	r.ask(client, message{kind: store, has: newest})
	return newest.value
}

// ask sends a request to all servers, and gives the newest of the answers.
func (r *ABD) ask(client int, m message) (newest stamped) {
	node := r.net.Node(servers + client)
	r.calls[client]++
	m.call = r.calls[client]
	for server := range servers {
		node.Send(server, m)
	}
	for answers := 0; answers < r.quorum; {
		if _, answer := node.Receive(); answer.call == m.call {
			newest = newer(newest, answer.has)
			answers++
		}
	}
	return newest
}

// Close ends the servers, when nobody asks any more.
func (r *ABD) Close() string {
	for server := range servers {
		r.net.Node(servers).Send(server, message{kind: stop})
	}
	return ""
}
