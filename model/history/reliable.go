package history

// The properties of a reliable broadcast. Sources: V. Hadzilacos, S. Toueg, A modular approach to fault-tolerant broadcasts
// and related problems, Cornell TR 94-1425, 1994, section 3; X. Défago, A. Schiper, P. Urbán, Total order
// broadcast and multicast algorithms: taxonomy and survey, ACM Computing Surveys 36(4), 2004, section 2.

// Integrity: every process delivers a message at most once, and only if it was broadcast before; it is broadcast at most once.
func Integrity() Property { return integrity{} }

// Validity: a correct process delivers, in the end, what it broadcasts.
func Validity() Property { return validity{} }

// Agreement: what a correct process delivers all correct ones deliver in the end.
func Agreement() Property { return agreement{} }

// UniformAgreement: what any process delivers, though it crash afterwards, all correct ones deliver in the end.
func UniformAgreement() Property { return agreement{uniform: true} }

// Reliable are the properties of a reliable broadcast.
func Reliable() []Property { return []Property{Integrity(), Validity(), Agreement()} }

// Atomic are the properties of an atomic broadcast: a reliable one, in total order.
func Atomic() []Property { return append(Reliable(), TotalOrder()) }

type integrity struct{ passive }

func (integrity) Name() string { return "integrity" }

func (integrity) Broadcast(b *Broadcast, p, m int) string {
	if b.broadcast().Has(m) {
		return process(p) + " broadcasts " + message(m) + ", which has been broadcast before"
	}
	return ""
}

func (integrity) Deliver(b *Broadcast, p, m int) string {
	switch {
	case !b.broadcast().Has(m):
		return process(p) + " delivers " + message(m) + ", which nobody has broadcast"
	case b.Delivered[p].Has(m):
		return process(p) + " delivers " + message(m) + " twice"
	}
	return ""
}

type validity struct{ passive }

func (validity) Name() string { return "validity" }

func (validity) End(b *Broadcast) string {
	for p, sent := range b.Sent {
		if missing := sent &^ b.Delivered[p]; missing != 0 && !b.Crashed.Has(p) {
			return process(p) + " has not delivered " + message(missing.Least()) + ", which it broadcast"
		}
	}
	return ""
}

type agreement struct {
	passive
	uniform bool
}

func (a agreement) Name() string {
	if a.uniform {
		return "uniform-agreement"
	}
	return "agreement"
}

func (a agreement) End(b *Broadcast) string {
	for p := range b.Delivered {
		for q, delivered := range b.Delivered {
			missing := delivered &^ b.Delivered[p]
			if missing != 0 && !b.Crashed.Has(p) && (a.uniform || !b.Crashed.Has(q)) {
				return process(q) + " has delivered " + message(missing.Least()) + " and " + process(p) + " has not"
			}
		}
	}
	return ""
}
