package machine

const rowFenced = rowsPsc

// order is what a thread's sequentially consistent accesses are after.
type order struct {
	know know
	last int
}

func (s *step) sequentialFence(v *viewer) {}

// sink keeps of the messages of h before the first one what later accesses must be after.
func (m *Machine) sink(h *history, first int) {}
