package rpc

import "heddle/model"

// CheckOnceFewResends checks Client with messages that are sent again less often than they may be lost.
func CheckOnceFewResends(threads, rounds int) {
	service(threads, rounds, faulty(), handling(serve), Client{Resends: 1}.call)
}

// CheckOnceNoResend checks Client without sending again: a message that is lost is waited for for ever.
func CheckOnceNoResend(threads, rounds int) {
	service(threads, rounds, model.Behaviour{Lose: 1}, handling(serve), Client{}.call)
}

// serveNoBuffer keeps no reply, and so executes whatever comes.
func serveNoBuffer(node model.Node[packet], from int, m packet, a *account) {
	node.Send(from, packet{kind: "REPLY", number: m.number, result: a.execute(m.number)})
}

// CheckOnceNoBuffer checks Client with a server that does not keep replies.
func CheckOnceNoBuffer(threads, rounds int) {
	service(threads, rounds, faulty(), handling(serveNoBuffer), Client{Resends: 2}.call)
}

// callAnyReply takes any reply for that to its call.
func (c Client) callAnyReply(node model.Node[packet], number int) (result int, ok bool) {
	for again := c.Resends; ; again-- {
		node.Send(server, packet{kind: "CALL", number: number})
		if m, ok := receive(node, again > 0); ok {
			return m.result, true
		}
	}
}

// CheckOnceNoNumbers checks Client with replies that do not say which call they are to.
func CheckOnceNoNumbers(threads, rounds int) {
	service(threads, rounds, faulty(), handling(serve), Client{Resends: 2}.callAnyReply)
}

// callDamaged takes a reply that may be damaged for what it is: one bit of the result can be wrong.
func (c Client) callDamaged(node model.Node[packet], number int) (result int, ok bool) {
	result, ok = c.call(node, number)
	return result ^ model.Choose(2), ok
}

// CheckOnceNoChecksum checks Client with packets that can be damaged without being dropped.
func CheckOnceNoChecksum(threads, rounds int) {
	service(threads, rounds, model.Behaviour{}, handling(serve), Client{}.callDamaged)
}
