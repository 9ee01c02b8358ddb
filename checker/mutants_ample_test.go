package checker_test

// ampleMutants leave out steps that lead to something.
func ampleMutants() []suite {
	const ample, futures = "machine/ample.go", "machine/futures.go"
	return []suite{{"TestReduction", []mutant{
		{"ample: messages to come do not count", ample, "if h.conflicts(m.ample.next[p].cells) || m.reaches(h, p) {", "if h.conflicts(m.ample.next[p].cells) {"},
		{"ample: memory does not count", ample, "if h.conflicts(m.ample.next[p].cells) || m.reaches(h, p) {", "if m.reaches(h, p) {"},
		{"ample: unordered links are queues", ample, "(n.Unordered || m.cur.Net.count(int(link)) == 0)", "m.cur.Net.count(int(link)) == 0"},
		{"ample: faults are over", ample, "if int(u.used[k]) < b {", "if int(u.used[k]) < b-99 {"},
		{"ample: a node is one thread", ample, "return set&(set-1) != 0 }", "return set == 0 && set != 0 }"},
		{"ample: queues are never taken", "machine/horizon.go", "return next, taken < len(queue) && queue[taken] == uint64(mv.message)", "return next, taken < 0 && queue[taken] == uint64(mv.message)"},
		{"ample: one move is known of a part", futures, "if !slices.Contains(f.moves[part], mv) {", "if len(f.moves[part]) == 0 && !slices.Contains(f.moves[part], mv) {"},
		{"ample: horizons stay", futures, "if again := f.look(v); !again.equal(h) {", "if again := f.look(v); len(h.cells) > 1<<20 && !again.equal(h) {"},
		{"ample: ghosts are not seen", futures, "return m.share.class[addr] == Private && !m.share.ghost[addr]", "return m.share.class[addr] == Private"},
		{"ample: others are put off", "checker/search.go", "if b.part && !onward {", "if b.part && !onward && b.depth > 1<<20 {"},
		{"ample: a receive is as the one before it", futures, "if i < 0 || !moves[i].alone || len(f.words(moves[i].cells)) > 0 {", "if i < 0 || !moves[i].alone {"},
	}}}
}
