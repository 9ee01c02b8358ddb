package rpc

import "heddle/model"

// Client makes calls that are executed exactly once, with as few messages as can be: two, for the result acknowledges
// the call. A client has one call under way. When it has waited for too long it sends the call again, from the
// arguments that its caller still has. The server keeps the last reply to each client, since the client may not
// have got it: a call that it has replied to is not executed again, but has the same reply. By
// its next call a client says that it has the reply to the last.
//
// As messages can be late, a call and its reply bear its number. A packet that is damaged is dropped by the
// hardware, and so is lost. Nothing says how long a message takes, so a client may find at any time
// that it has waited for too long; it does so at most Resends times a call, and then waits on.
//
// Source: A. D. Birrell, B. J. Nelson, Implementing remote procedure calls, ACM TOCS 2(1), 1984, section 3.2; C. A. Thekkath,
// H. M. Levy, Limits to low-latency communication on high-speed networks, ACM TOCS 11(2), 1993.
type Client struct{ Resends int }

// call makes a call and waits for its result.
func (c Client) call(node model.Node[packet], number int) (result int, ok bool) {
	for again := c.Resends; ; again-- {
		node.Send(server, packet{kind: "CALL", number: number})
		for {
			m, ok := receive(node, again > 0)
			if !ok {
				break
			}
			if m.number == number {
				return m.result, true
			}
		}
	}
}

// receive waits for a message, perhaps not for long enough: ok is then false.
func receive(node model.Node[packet], limited bool) (m packet, ok bool) {
	if limited {
		_, m, ok = node.TryReceive()
		return m, ok
	}
	_, m = node.Receive()
	return m, true
}

// serve is what the server does with a call. One from before the last is one that the client has the reply to.
func serve(node model.Node[packet], from int, m packet, a *account) {
	if m.number > a.replied {
		a.keep(m.number, a.execute(m.number))
	}
	if m.number == a.replied {
		a.reply(node, from)
	}
}

// faulty is a network that loses two messages and repeats one.
func faulty() model.Behaviour { return model.Behaviour{Lose: 2, Duplicate: 1} }

// CheckOnce checks Client on a network that loses two messages and repeats one: threads-1 clients of a
// server make rounds calls each.
func CheckOnce(threads, rounds int) {
	service(threads, rounds, faulty(), handling(serve), Client{Resends: 2}.call)
}

// CheckOnceReliable checks Client on a network without faults, and with clients that wait for long enough.
func CheckOnceReliable(threads, rounds int) {
	service(threads, rounds, model.Behaviour{}, handling(serve), Client{}.call)
}
