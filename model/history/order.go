package history

// The orders in which messages may be delivered, each for all processes, faulty ones included. Sources: as of reliable.go. A
// message counts as delivered when it is delivered first. What can break an order no more, since all have delivered it, is dropped.

// TotalOrder: if two processes both deliver two messages they deliver them in the same order.
func TotalOrder() Property { return &totalOrder{} }

// FIFOOrder: nobody delivers a message unless it has delivered what the same process broadcast before.
func FIFOOrder() Property { return &fifoOrder{} }

// CausalOrder: nobody delivers a message unless it has delivered what was broadcast causally before: what
// the process that broadcasts it had broadcast or delivered by then, and what is causally before that.
func CausalOrder() Property { return &causalOrder{} }

type totalOrder struct {
	passive
	after []Set // by message: those that some process has delivered after it
}

func (*totalOrder) Name() string { return "total-order" }

func (o *totalOrder) Begin(messages int) { o.after = make([]Set, messages) }

func (o *totalOrder) Deliver(b *Broadcast, p, m int) string {
	if b.Delivered[p].Has(m) {
		return ""
	}
	for before := range o.after {
		if !b.Delivered[p].Has(before) {
			continue
		}
		if o.after[m].Has(before) {
			return process(p) + " delivers " + message(before) + " before " + message(m) + ", another process the other way round"
		}
		o.after[before] = o.after[before].With(m)
	}
	everywhere := b.everywhereAfter(p, m)
	for x := range o.after {
		if everywhere.Has(x) {
			o.after[x] = 0
		}
	}
	return ""
}

type fifoOrder struct {
	passive
	before []Set // by message: what its process broadcast before
}

func (*fifoOrder) Name() string { return "fifo-order" }

func (o *fifoOrder) Begin(messages int) { o.before = make([]Set, messages) }

func (o *fifoOrder) Broadcast(b *Broadcast, p, m int) string {
	o.before[m] = b.Sent[p] &^ b.everywhere().With(m)
	return ""
}

func (o *fifoOrder) Deliver(b *Broadcast, p, m int) string {
	if missing := o.before[m] &^ b.Delivered[p]; missing != 0 {
		return process(p) + " delivers " + message(m) + " and not " + message(missing.Least()) + ", which the same process broadcast before"
	}
	settle(o.before, b.everywhereAfter(p, m))
	return ""
}

type causalOrder struct {
	passive
	before []Set // by message: those that are causally before it
}

func (*causalOrder) Name() string { return "causal-order" }

func (o *causalOrder) Begin(messages int) { o.before = make([]Set, messages) }

func (o *causalOrder) Broadcast(b *Broadcast, p, m int) string {
	known := b.Sent[p] | b.Delivered[p]
	past := known
	for i, before := range o.before {
		if known.Has(i) {
			past |= before
		}
	}
	o.before[m] = past &^ b.everywhere().With(m)
	return ""
}

func (o *causalOrder) Deliver(b *Broadcast, p, m int) string {
	if missing := o.before[m] &^ b.Delivered[p]; missing != 0 {
		return process(p) + " delivers " + message(m) + " and not " + message(missing.Least()) + ", which was broadcast causally before it"
	}
	settle(o.before, b.everywhereAfter(p, m))
	return ""
}

// settle drops from sets, by message of what must be delivered before it, what all have delivered.
func settle(before []Set, everywhere Set) {
	for m := range before {
		if before[m] &^= everywhere; everywhere.Has(m) {
			before[m] = 0
		}
	}
}
