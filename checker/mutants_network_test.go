package checker_test

// networkMutants break what the machine does for networks between nodes.
func networkMutants() []suite {
	const machine = "machine/"
	return []suite{{"Network|CrashBefore", []mutant{
		{"network: budgets do not end", machine + "network_fault.go", "return int(u.used[k]) < n.Budgets[k] }", "return n.Budgets[k] > 0 && int(u.used[k]) <= n.Budgets[k] }"},
		{"network: nothing is lost", machine + "network_fault.go", "\t\ts.forgetFlight(f.at)\n\tcase faultKind(Duplicate)", "\tcase faultKind(Duplicate)"},
		{"network: any message of an ordered link is lost", machine + "network_fault.go", "case k != Reorder && follows && !n.Unordered:", "case k == Duplicate && follows && !n.Unordered:"},
		{"network: the next message overtakes", machine + "network_flight.go", "copy(t.flight[(first+1)*stride:(i+1)*stride], t.flight[first*stride:i*stride])", "first = max(first, i-1)\n\tcopy(t.flight[(first+1)*stride:(i+1)*stride], t.flight[first*stride:i*stride])"},
		{"network: parts are connected", machine + "network_send.go", "(u.split>>from^u.split>>to)&1 != 0", "(u.split>>from&u.split>>to)&1 != 0"},
		{"network: nodes that are down hear", machine + "network_send.go", "u.down>>to&1 != 0 ||", ""},
		{"network: a full link has room", machine + "network_send.go", "t.count(link) >= n.Capacity {\n\t\ts.blocked = true", "t.count(link) > n.Capacity {\n\t\ts.blocked = true"},
		{"network: the memo remembers that a link is full", machine + "network_send.go", "&& n.Capacity == 0 // what becomes", "// what becomes"},
		{"network: unordered is ordered", machine + "network_receive.go", "(!n.Unordered || m.alikeInFlight(st, i-1, i))", "(n.size >= 0 || m.alikeInFlight(st, i-1, i))"},
		{"network: ordered is not", machine + "network_receive.go", "(!n.Unordered || m.alikeInFlight(st, i-1, i))", "(m.alikeInFlight(st, i-1, i))"},
		{"network: time-out only if there is no message", machine + "network_receive.go", "if r.how == program.ReceiveTry {", "if r.how == program.ReceiveTry && len(m.receipts) == 0 {"},
		{"network: who is heard does not matter", machine + "network_receive.go", "r.from >= 0 && from != int(r.from)", "r.from >= 0 && from > int(r.from)"},
		{"network: who serves leaves early", machine + "network_rest.go", "if quiet && !m.cur.Net.anyDown() {", "if !m.cur.Net.anyDown() {"},
		{"network: who serves leaves while a node is down", machine + "network_rest.go", "if quiet && !m.cur.Net.anyDown() {", "if quiet {"},
		{"network: one who waits for a message rests well", machine + "network_rest.go", "return q.op == program.NetReceive && q.receives.how == program.ReceiveServe", "return q.op == program.NetReceive && q.receives.how != program.ReceiveTry"},
		{"network: a crash forgets nothing", machine + "network_fault.go", "s.state.Locals[r.thread] = r.home\n", "_ = r.home\n"},
		{"network: wiping leaves a disk as it is", machine + "network_fault.go", "if d.node != node {\n\t\t\tcontinue", "if d.node == node {\n\t\t\tcontinue"},
		{"network: a crash takes no budget for wiping", machine + "network_fault.go", "u.used[Crash]++\n", ""},
		{"network: own words do not outlive", machine + "memory.go", "return !write || !s.mayCrash(p)", "return true"},
		{"network: own objects do not outlive", machine + "heap.go", "bit = 1 << min(thread, 63); outlives {", "bit = 1 << min(thread, 63); outlives && thread > 63 {"},
		{"network: nobody crashes before the end", machine + "rest.go", "(s.last(p) || (len(p.late) > 0 || !s.empty(p)) || s.mayCrash(p))\n\tcase program.Goexit", "(s.last(p) || (len(p.late) > 0 || !s.empty(p)))\n\tcase program.Goexit"},
		{"network: sends join steps though nodes may crash", machine + "network.go", "int(u.used[Partition]) == n.Budgets[Partition] && int(u.used[Crash]) == n.Budgets[Crash]", "int(u.used[Partition]) == n.Budgets[Partition]"},
		{"network: sends join steps though a partition may come", machine + "network.go", "int(u.used[Partition]) == n.Budgets[Partition] && int(u.used[Crash]) == n.Budgets[Crash]", "int(u.used[Crash]) == n.Budgets[Crash]"},
		{"network: sends of two threads as one node join steps", machine + "network_send.go", "m.share.crowded[n.node+int(from)]\n}", "m.share.crowded[n.node+int(from)] && false\n}"},
		{"network: sends overtake claims", machine + "network_send.go", "m.cfg.Memory.Views || len(p.late) > 0 ||", "m.cfg.Memory.Views || len(p.late) > 99 ||"},
		{"network: sends overtake stores", machine + "network_send.go", "|| !s.empty(p) ||", "||"},
		{"network: messages say nothing", machine + "network_know.go", "\t\ts.acquire(p, flightCell+uint64(at))\n", "\t\t_ = at\n"},
		{"network: room says nothing", machine + "network_know.go", "\t\ts.acquire(p, roomCell+uint64(link))\n", "\t\t_ = link\n"},
		{"network: who finds all at rest knows nothing", machine + "network_know.go", "s.state.Marks[i].known |= 1 << p.thread", "s.state.Marks[i].known |= 0"},
		{"network: views forget who has ended", machine + "memory_rc11.go", "ms.ended = s.m.knows.join(ms.ended, v.cur)", "ms.ended = s.m.knows.join(ms.ended, 0)"},
		{"network: mishaps are a way out", "checker/search.go", "onward = onward || p > b.at && !it.Moves.Mishap", "onward = onward || p > b.at"},
	}}}
}
