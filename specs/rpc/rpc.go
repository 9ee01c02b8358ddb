// Package rpc is remote procedure call over a network that loses and repeats messages, in plain Go, with its broken twins.
//
// A check claims that each call is executed once and returns its own result. The procedure counts its executions for
// each client, so that neither can be wrong unseen.
package rpc

import (
	"heddle/model"
	"heddle/specs/round"
)

// packet is a message between a client and the server.
type packet struct {
	kind   string // CALL, REPLY; ACK where messages are acknowledged
	number int    // of the call: 1, 2, … for each client
	result int    // of a REPLY
}

// The server is node 0, the others are clients.
const server, maxClients = 0, 8

// account is what the server has in stable storage of a client.
type account struct {
	executed int // executions: all that the procedure does, and its result
	replied  int // number of the call whose reply is kept
	result   int // of that call
}

// accounts are those of all clients; that of node 0 is not used.
type accounts [maxClients + 1]account

// execute is the procedure. It claims that the call is executed for the first time.
func (a *account) execute(number int) (result int) {
	model.Assert(a.executed < number, "a call is executed twice")
	a.executed++
	return a.executed
}

// keep keeps the reply to a call in place of the last one.
func (a *account) keep(number, result int) {
	a.result = result
	a.replied = number
}

// reply sends the reply that is kept.
func (a *account) reply(node model.Node[packet], to int) {
	node.Send(to, packet{kind: "REPLY", number: a.replied, result: a.result})
}

// serving is the server's work, and calling is one call; ok is false if the client has given up.
type (
	serving func(node model.Node[packet], accounts *accounts)
	calling func(node model.Node[packet], number int) (result int, ok bool)
)

// handling gives the work of a server that does something with each message, and no more.
func handling(handle func(node model.Node[packet], from int, m packet, a *account)) serving {
	return func(node model.Node[packet], accounts *accounts) {
		for {
			from, m, ok := node.Serve()
			if !ok {
				return
			}
			handle(node, from, m, &accounts[from])
		}
	}
}

// service lets threads-1 clients make calls, one after the other. Crashes lose neither the accounts nor which call a client
// has come to.
func service(threads, calls int, network model.Behaviour, serve serving, call calling) {
	if threads-1 > maxClients {
		panic("rpc: want at most 8 clients")
	}
	n := model.NewNetwork[packet](threads, network)
	var stored accounts
	var returned [maxClients + 1]int // the last call of each client
	model.Disk(n, server, &stored)
	for id := 1; id < threads; id++ {
		model.Disk(n, id, &returned[id])
	}
	var answered model.Response
	n.Run(func(node model.Node[packet]) {
		if node.ID() == server {
			serve(node, &stored)
			return
		}
		id := node.ID()
		for r := returned[id]; r != calls; r = round.Next(r, calls, 1) {
			answered.Ask(id)
			result, ok := call(node, r+1)
			answered.Grant(id)
			if !ok {
				return
			}
			model.Assert(result == r+1, "a call returns what is not its own result")
			returned[id] = r + 1
		}
	})
	for id := 1; id < threads; id++ {
		model.Assert(stored[id].executed >= returned[id], "a call has returned that was never executed")
	}
}
