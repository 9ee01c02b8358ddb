package rpc

import "heddle/model"

// callOrFail is Client's call, but gives up where that waits on: the server can be down for as long as one
// likes. Whether the call was executed the client then doesn't know.
func (c Client) callOrFail(node model.Node[packet], number int) (result int, ok bool) {
	for range 1 + c.Resends {
		node.Send(server, packet{kind: "CALL", number: number})
		for {
			m, ok := receive(node, true)
			if !ok {
				break
			}
			if m.number == number {
				return m.result, true
			}
		}
	}
	return 0, false
}

// CheckOnceCrash checks Client with a node that crashes, if only once: when the server does so between executing a call and
// keeping the reply, the call is executed again. Storing both in stable storage does not make them one.
func CheckOnceCrash(threads, rounds int) {
	service(threads, rounds, model.Behaviour{Crash: 1}, handling(serve), Client{Resends: 1}.callOrFail)
}

// serveKeepFirst keeps the reply before it executes the call, whose result it can tell.
func serveKeepFirst(node model.Node[packet], from int, m packet, a *account) {
	if m.number > a.replied {
		a.keep(m.number, m.number)
		a.execute(m.number)
	}
	if m.number == a.replied {
		a.reply(node, from)
	}
}

// CheckOnceCrashKeepFirst checks Client with a node that crashes, and a server that keeps the reply first: in between, the call
// is lost, but has a reply. So calls are executed at most once, or at least once, not exactly once.
func CheckOnceCrashKeepFirst(threads, rounds int) {
	service(threads, rounds, model.Behaviour{Crash: 1}, handling(serveKeepFirst), Client{Resends: 1}.callOrFail)
}

// serveAtomic finds in the execution itself that there was one: its result is all that is kept, and is stored in one write.
func serveAtomic(node model.Node[packet], from int, m packet, a *account) {
	if m.number > a.executed {
		a.execute(m.number)
	}
	if m.number == a.executed {
		node.Send(from, packet{kind: "REPLY", number: m.number, result: a.executed})
	}
}

// CheckOnceCrashAtomic checks Client with a node that crashes, and a procedure whose effect and reply are stored in one write.
func CheckOnceCrashAtomic(threads, rounds int) {
	service(threads, rounds, model.Behaviour{Crash: 1}, handling(serveAtomic), Client{Resends: 1}.callOrFail)
}
