package checker_test

// ampleMutants leave out steps that lead to something.
func ampleMutants() []suite {
	const ample, futures = "machine/ample.go", "machine/futures.go"
	return []suite{{"TestReduction", []mutant{
		{"ample: messages to come do not count", ample, "if h.conflicts(m.ample.next[p].cells) || m.reaches(h, p) {", "if h.conflicts(m.ample.next[p].cells) {"},
		{"ample: memory does not count", ample, "if h.conflicts(m.ample.next[p].cells) || m.reaches(h, p) {", "if m.reaches(h, p) {"},
		{"ample: started threads do not count", ample, "if h.starts {", "if h.starts && v > 99 {"},
		{"ample: unordered links are queues", ample, "(n.Unordered || m.cur.Net.count(int(link)) == 0)", "m.cur.Net.count(int(link)) == 0"},
		{"ample: faults are over", ample, "if int(u.used[k]) < b {", "if int(u.used[k]) < b-99 {"},
		{"ample: who is down stays so", ample, "if u.split != 0 || u.down != 0 {", "if u.split != 0 {"},
		{"ample: links are never full", ample, "return n.Capacity > 0 }\n\tmany", "return n.Capacity > 99 }\n\tmany"},
		{"ample: a node is one thread", ample, "return set&(set-1) != 0 }", "return set == 0 && set != 0 }"},
		{"ample: everybody waits for all", ample, "if t := bits.TrailingZeros64(set); t != 0 && parentOf", "if t := bits.TrailingZeros64(set); t != 0 || parentOf"},
		{"ample: queues are never taken", futures, "return next, taken < len(queue) && queue[taken] == uint64(mv.message)", "return next, taken < 0 && queue[taken] == uint64(mv.message)"},
		{"ample: one move is known of a part", futures, "if !slices.Contains(f.moves[part], mv) {", "if len(f.moves[part]) == 0 && !slices.Contains(f.moves[part], mv) {"},
		{"ample: horizons stay", futures, "if again := f.look(v); !again.equal(h) {", "if again := f.look(v); len(h.cells) > 1<<20 && !again.equal(h) {"},
		{"ample: the first senders are the last", futures, "if !slices.Equal(f.known, append(slices.Clone(m.share.senders), m.share.receivers...)) {", "if f.looks == ^uint32(0) {"},
		{"ample: ghosts are not seen", futures, "return m.share.class[addr] == Private && !m.share.ghost[addr]", "return m.share.class[addr] == Private"},
		{"ample: others are put off", "checker/search.go", "if b.part && !onward {", "if b.part && !onward && b.depth > 1<<20 {"},
		{"ample: a receive is as the one before it", futures, "if i < 0 || !moves[i].alone || len(f.words(moves[i].cells)) > 0 {", "if i < 0 || !moves[i].alone {"},
	}}}
}
