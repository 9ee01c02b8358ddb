package specs

// size is the defaults of an entry under one memory model.
type size struct {
	memory, entry   string
	threads, rounds int
}

// sizes has those that differ from the entry's own, because these would take more than a few seconds.
// Under rc a plain variable has values like any other, and no race ends a schedule early.
func sizes() []size {
	return []size{
		{"rc", "lock/mcs~unfenced", 2, 2},
		{"rc", "lock/mcs~unfenced-empty", 2, 2},
		{"rc", "lock/mcs~swap-only", 2, 2},
		{"rc", "barrier/mcs~rearm-after-report", 4, 2},
		{"pso", "rwlock/queue", 3, 1}, {"rc", "rwlock/queue", 3, 1}, {"rc11", "rwlock/queue", 3, 1},
		{"go", "rwlock/queue~reused", 3, 2}, {"tso", "rwlock/queue~reused", 3, 2}, {"pso", "rwlock/queue~reused", 3, 2},
		{"rc", "rwlock/queue~reused", 3, 1}, {"rc11", "rwlock/queue~reused", 3, 1},
		{"pso", "stack/treiber", 2, 2}, {"rc", "stack/treiber", 2, 2}, {"rc11", "stack/treiber", 2, 2},
		{"pso", "stack/treiber~reused", 2, 2}, {"pso", "stack/treiber-tagged~narrow", 2, 2},
		{"sc", "list/harris", 2, 1}, {"tso", "list/harris", 2, 1}, {"pso", "list/harris", 2, 1},
		{"rc", "list/harris", 2, 1}, {"rc11", "list/harris", 2, 1},
		{"rc11", "list/harris~no-mark", 2, 1}, {"rc11", "list/harris~overwritten", 2, 1},
		{"sc", "list/michael", 2, 1}, {"tso", "list/michael", 2, 1}, {"pso", "list/michael", 2, 1},
		{"rc", "list/michael", 2, 1}, {"rc11", "list/michael", 2, 1},
		{"sc", "set/hash", 2, 1}, {"tso", "set/hash", 2, 1}, {"pso", "set/hash", 2, 1},
		{"rc", "set/hash", 2, 1}, {"rc11", "set/hash", 2, 1}, {"rc11", "set/hash~counted", 2, 1},
		{"pso", "snapshot/afek~hasty", 2, 1},
		{"pso", "register/multi-reader", 3, 1}, {"rc", "register/multi-reader", 3, 1}, {"rc11", "register/multi-reader", 3, 1},
		{"sc", "counter/sharded", 3, 1}, {"tso", "counter/sharded", 2, 2}, {"pso", "counter/sharded", 2, 2},
		{"sc", "register/abd", 2, 1},
		{"sc", "semaphore/monitor", 3, 1}, {"tso", "semaphore/monitor", 3, 1}, {"pso", "semaphore/monitor", 3, 1},
		{"rc", "semaphore/monitor", 3, 1}, {"rc11", "semaphore/monitor", 3, 1},
		{"rc", "semaphore/monitor~sparing", 3, 1},
		{"sc", "semaphore/spinning", 3, 1}, {"tso", "semaphore/spinning", 3, 1}, {"pso", "semaphore/spinning", 3, 1},
		{"rc", "semaphore/spinning", 3, 1}, {"rc11", "semaphore/spinning", 3, 1},
		{"pso", "queue/michael-scott-counted~uncounted", 2, 2}, {"rc", "queue/michael-scott-counted~uncounted", 2, 2},
		{"tso", "rwlock/queue~swap", 3, 1}, {"pso", "rwlock/queue~swap", 3, 1},
		{"rc", "rwlock/queue~swap", 3, 1}, {"rc11", "rwlock/queue~swap", 3, 1},
	}
}

// Under gives e with its defaults under a memory model.
func (e Entry) Under(memory string) Entry {
	for _, s := range sizes() {
		if s.memory == memory && s.entry == e.Name {
			e.Threads, e.Rounds = s.threads, s.rounds
		}
	}
	return e
}
