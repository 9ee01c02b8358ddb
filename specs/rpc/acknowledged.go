package rpc

import "heddle/model"

// Acknowledged is Client and its server with an acknowledgement for every message, which is sent again until it
// has that, and at most Resends times: four messages a call where two do.
type Acknowledged struct{ Resends int }

// call makes a call. When the server acknowledges it the reply is the server's business.
func (c Acknowledged) call(node model.Node[packet], number int) (result int, ok bool) {
	node.Send(server, packet{kind: "CALL", number: number})
	for again := c.Resends; ; {
		m, ok := receive(node, again > 0)
		switch {
		case !ok:
			again--
			node.Send(server, packet{kind: "CALL", number: number})
		case m.kind == "REPLY":
			node.Send(server, packet{kind: "ACK", number: m.number})
			if m.number == number {
				return m.result, true
			}
		case m.number == number:
			again = 0
		}
	}
}

// serve is the server.
func (c Acknowledged) serve(node model.Node[packet], accounts *accounts) {
	var again [maxClients + 1]int // how often the reply to each client may still be sent again
	for {
		from, m, ok := next(node, again != [maxClients + 1]int{})
		switch {
		case !ok && again == [maxClients + 1]int{}:
			return
		case !ok:
			for to := range again {
				if again[to] > 0 {
					again[to]--
					accounts[to].reply(node, to)
				}
			}
		case m.kind == "CALL":
			node.Send(from, packet{kind: "ACK", number: m.number})
			if a := &accounts[from]; m.number > a.replied {
				a.keep(m.number, a.execute(m.number))
				again[from] = c.Resends
				a.reply(node, from)
			}
		case m.number == accounts[from].replied:
			again[from] = 0
		}
	}
}

// next waits for a message, for a limited time or until all is at rest.
func next(node model.Node[packet], limited bool) (from int, m packet, ok bool) {
	if limited {
		return node.TryReceive()
	}
	return node.Serve()
}

// CheckAcknowledged checks Acknowledged on a network that loses two messages and repeats one.
func CheckAcknowledged(threads, rounds int) {
	a := Acknowledged{Resends: 2}
	service(threads, rounds, faulty(), a.serve, a.call)
}

// CheckAcknowledgedReliable checks Acknowledged on a network without faults, and with nodes that wait for long enough.
func CheckAcknowledgedReliable(threads, rounds int) {
	var a Acknowledged
	service(threads, rounds, model.Behaviour{}, a.serve, a.call)
}
