package mutex

import "heddle/model"

// CheckRicartAgrawalaUnordered checks RicartAgrawala on links that deliver in any order.
func CheckRicartAgrawalaUnordered(threads, rounds int) {
	checkRicartAgrawala(model.NewNetwork[Request](threads, model.Behaviour{Unordered: true}), rounds)
}

// CheckRicartAgrawalaLossy checks RicartAgrawala on a network that loses a message: its reply never comes.
func CheckRicartAgrawalaLossy(threads, rounds int) {
	checkRicartAgrawala(model.NewNetwork[Request](threads, model.Behaviour{Lose: 1}), rounds)
}

// ricartAgrawalaEager replies to every request at once.
type ricartAgrawalaEager struct{ *RicartAgrawala }

func (l ricartAgrawalaEager) handle(from int, m Request) {
	l.RicartAgrawala.handle(from, m)
	if l.deferred != 0 {
		l.deferred = 0
		l.answer(from, false)
	}
}

// CheckRicartAgrawalaEager checks RicartAgrawala where nobody defers a reply.
func CheckRicartAgrawalaEager(threads, rounds int) {
	checkRicartAgrawalaAs(threads, rounds, func(l *RicartAgrawala) seat[Request] { return ricartAgrawalaEager{l} })
}

// ricartAgrawalaDeaf takes its numbers without regard to those of others.
type ricartAgrawalaDeaf struct{ *RicartAgrawala }

func (l ricartAgrawalaDeaf) handle(from int, m Request) {
	own := l.highest
	l.RicartAgrawala.handle(from, m)
	l.highest = own
}

// CheckRicartAgrawalaDeaf checks RicartAgrawala with numbers that are not above those heard of: a node can be inside
// with a later request than one that comes.
func CheckRicartAgrawalaDeaf(threads, rounds int) {
	checkRicartAgrawalaAs(threads, rounds, func(l *RicartAgrawala) seat[Request] { return ricartAgrawalaDeaf{l} })
}

// ricartAgrawalaPolite gives way to a request with the same number.
type ricartAgrawalaPolite struct{ *RicartAgrawala }

func (l ricartAgrawalaPolite) handle(from int, m Request) {
	if m.kind == request && m.number == l.own {
		l.answer(from, false)
		return
	}
	l.RicartAgrawala.handle(from, m)
}

// CheckRicartAgrawalaPolite checks RicartAgrawala with numbers alone: of two nodes with the same each lets the other in.
func CheckRicartAgrawalaPolite(threads, rounds int) {
	checkRicartAgrawalaAs(threads, rounds, func(l *RicartAgrawala) seat[Request] { return ricartAgrawalaPolite{l} })
}

// ricartAgrawalaStubborn gives way to no request with the same number.
type ricartAgrawalaStubborn struct{ *RicartAgrawala }

func (l ricartAgrawalaStubborn) handle(from int, m Request) {
	if m.kind == request && m.number == l.own {
		l.answer(from, true)
		return
	}
	l.RicartAgrawala.handle(from, m)
}

// CheckRicartAgrawalaStubborn checks RicartAgrawala with numbers alone: of two nodes with the same each waits for the other.
func CheckRicartAgrawalaStubborn(threads, rounds int) {
	checkRicartAgrawalaAs(threads, rounds, func(l *RicartAgrawala) seat[Request] { return ricartAgrawalaStubborn{l} })
}

// checkRicartAgrawalaAs checks what twin makes of each node's part of a Ricart-Agrawala lock.
func checkRicartAgrawalaAs(threads, rounds int, twin func(l *RicartAgrawala) seat[Request]) {
	exclude(model.NewNetwork[Request](threads), rounds, func(node model.Node[Request]) seat[Request] {
		return twin(NewRicartAgrawala(node))
	})
}
