package barrier

import (
	"heddle/model"
	"heddle/specs/round"
)

// Signal is a message of a barrier: its sender has come so far.
type Signal struct{ round int }

// DisseminationMessages is Dissemination by messages: node waits until all nodes of its network have arrived. A link carries
// one signal an episode, so it needs neither parity nor sense, nor an order of what is on a link: n·⌈log₂ n⌉
// messages an episode.
//
// Source: D. Hensgen, R. Finkel, U. Manber, Two algorithms for barrier synchronization, International Journal of Parallel
// Programming 17(1), 1988.
func DisseminationMessages(node model.Node[Signal]) {
	disseminate(node, logRounds(node.Nodes()), func(from int) { node.ReceiveFrom(from) })
}

// disseminate goes through some rounds. hear waits for a signal, of a node if it wants to.
func disseminate(node model.Node[Signal], rounds int, hear func(from int)) {
	n := node.Nodes()
	for k := range rounds {
		node.Send((node.ID()+1<<k)%n, Signal{k})
		hear((node.ID() + n - 1<<k) % n)
	}
}

// TournamentMessages is Tournament by messages: node waits until all nodes of its network have arrived. 2(n-1) messages an episode.
//
// Source: as for DisseminationMessages.
func TournamentMessages(node model.Node[Signal]) {
	compete(node, logRounds(node.Nodes()), func(winner int) { node.ReceiveFrom(winner) })
}

// compete goes through some rounds. sleep is how a loser waits to be woken.
func compete(node model.Node[Signal], rounds int, sleep func(winner int)) {
	id, r := node.ID(), 0
	for ; r < rounds; r++ {
		if winner := id &^ (1 << r); winner != id {
			node.Send(winner, Signal{r})
			sleep(winner)
			break
		}
		if loser := id + 1<<r; loser < node.Nodes() {
			node.ReceiveFrom(loser)
		}
	}
	for r--; r >= 0; r-- {
		if loser := id + 1<<r; loser < node.Nodes() {
			node.Send(loser, Signal{r})
		}
	}
}

// gather sends the nodes of a network through rounds episodes. Rounds may be model.Forever.
func gather(threads, rounds int, as model.Behaviour, wait func(node model.Node[Signal])) {
	var episode model.Episode
	model.NewNetwork[Signal](threads, as).Run(func(node model.Node[Signal]) {
		for r := 0; r != rounds; r = round.Next(r, rounds, period) {
			episode.Arrive(node.ID(), threads)
			wait(node)
			episode.Depart(node.ID(), threads)
		}
	})
}

// CheckDisseminationMessages checks DisseminationMessages.
func CheckDisseminationMessages(threads, rounds int) {
	gather(threads, rounds, model.Behaviour{}, DisseminationMessages)
}

// CheckTournamentMessages checks TournamentMessages.
func CheckTournamentMessages(threads, rounds int) {
	gather(threads, rounds, model.Behaviour{}, TournamentMessages)
}
