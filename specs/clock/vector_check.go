package clock

import (
	"heddle/model"
	"heddle/model/history"
)

// report is a message with the vector of its sending; its event is what claims call it.
type report struct {
	event  int
	vector Vector
}

// vectors is the claim that vectors tell what happened before what.
type vectors struct {
	*history.Causality
	of     []Vector // by event
	judged history.Set
}

// judge compares the vector of an event that has happened with those of all that were judged before. Natively an event of
// another node may have happened and not be judged yet, and what happened before it may be judged later.
func (h *vectors) judge(event int, v Vector) {
	model.Ghost(func() {
		h.of[event] = v
		for other, w := range h.of {
			if !h.judged.Has(other) {
				continue
			}
			if w.Before(v) != h.Before(other, event) || v.Before(w) != h.Before(event, other) {
				model.Violate("vector-clock-condition", "the vectors of events "+history.Decimal(other)+" and "+history.Decimal(event)+" do not tell which happened before the other")
			}
		}
		h.judged = h.judged.With(event)
	})
}

// computeVectors lets each node have so many events, as compute does. heard is what an owner's clock does with a receipt.
func computeVectors(nodes, events int, heard func(v *Vector, id int, sent Vector)) {
	h := &vectors{Causality: history.NewCausality(nodes, nodes*events, nodes*events), of: make([]Vector, nodes*events)}
	net := model.NewNetwork[report](nodes)
	clocks := make([]Vector, nodes)
	net.Run(func(node model.Node[report]) {
		id := node.ID()
		for i := range events {
			event := id*events + i
			_, m, ok := node.TryReceive()
			if ok {
				heard(&clocks[id], id, m.vector)
				h.Receive(id, event, m.event)
				h.judge(event, clocks[id])
				continue
			}
			clocks[id].Tick(id)
			if to := model.Choose(nodes); to == id {
				h.Event(id, event)
			} else {
				h.Send(id, event, event)
				node.Send(to, report{event, clocks[id]})
			}
			h.judge(event, clocks[id])
		}
	})
}

// CheckVector checks Vector: an event happens before another if and only if its vector is less. threads are
// processes, rounds events of each.
func CheckVector(threads, rounds int) { computeVectors(threads, rounds, (*Vector).Hear) }

// CheckVectorDeaf checks Vector with receipts that take nothing from the message.
func CheckVectorDeaf(threads, rounds int) {
	computeVectors(threads, rounds, func(v *Vector, id int, _ Vector) { v.Tick(id) })
}

// CheckVectorUncounted checks Vector with receipts that are not counted: two can have the same vector.
func CheckVectorUncounted(threads, rounds int) {
	computeVectors(threads, rounds, func(v *Vector, _ int, sent Vector) { v.merge(sent) })
}

// CheckVectorForgetful checks Vector with receipts that take the message's vector for their own.
func CheckVectorForgetful(threads, rounds int) {
	computeVectors(threads, rounds, func(v *Vector, id int, sent Vector) {
		*v = sent
		v.Tick(id)
	})
}
