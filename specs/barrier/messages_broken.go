package barrier

import "heddle/model"

// CheckDisseminationMessagesUnordered checks DisseminationMessages on links that deliver in any order: signals of different
// episodes are alike, and there is nothing else on a link.
func CheckDisseminationMessagesUnordered(threads, rounds int) {
	gather(threads, rounds, model.Behaviour{Unordered: true}, DisseminationMessages)
}

// CheckDisseminationMessagesDuplicated checks DisseminationMessages on a network that delivers a signal twice.
func CheckDisseminationMessagesDuplicated(threads, rounds int) {
	gather(threads, rounds, model.Behaviour{Duplicate: 1}, DisseminationMessages)
}

// CheckDisseminationMessagesFewRounds checks DisseminationMessages with one round too few: nodes have not heard from all.
func CheckDisseminationMessagesFewRounds(threads, rounds int) {
	gather(threads, rounds, model.Behaviour{}, func(node model.Node[Signal]) {
		disseminate(node, logRounds(threads)-1, func(from int) { node.ReceiveFrom(from) })
	})
}

// CheckDisseminationMessagesAnySender checks DisseminationMessages with nodes that take a signal of anybody: one of a
// later round passes for one of this. With three nodes both rounds end when both others have been heard.
func CheckDisseminationMessagesAnySender(threads, rounds int) {
	gather(threads, rounds, model.Behaviour{}, func(node model.Node[Signal]) {
		disseminate(node, logRounds(threads), func(int) { node.Receive() })
	})
}

// CheckTournamentMessagesUnordered checks TournamentMessages on links that deliver in any order.
func CheckTournamentMessagesUnordered(threads, rounds int) {
	gather(threads, rounds, model.Behaviour{Unordered: true}, TournamentMessages)
}

// CheckTournamentMessagesLossy checks TournamentMessages on a network that loses a signal.
func CheckTournamentMessagesLossy(threads, rounds int) {
	gather(threads, rounds, model.Behaviour{Lose: 1}, TournamentMessages)
}

// CheckTournamentMessagesFewRounds checks TournamentMessages with one round too few: there are two champions.
func CheckTournamentMessagesFewRounds(threads, rounds int) {
	gather(threads, rounds, model.Behaviour{}, func(node model.Node[Signal]) {
		compete(node, logRounds(threads)-1, func(winner int) { node.ReceiveFrom(winner) })
	})
}

// CheckTournamentMessagesAwake checks TournamentMessages with losers who do not wait to be woken.
func CheckTournamentMessagesAwake(threads, rounds int) {
	gather(threads, rounds, model.Behaviour{}, func(node model.Node[Signal]) {
		compete(node, logRounds(threads), func(int) {})
	})
}
