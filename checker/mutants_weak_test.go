package checker_test

// weakMutants break the reductions of memory models with barriers, messages and views.
func weakMutants() []suite {
	const machine = "machine/"
	return []suite{
		{"Weak|Followed|SectionsOf|ReleaseOf|OldMessages|SwapSays", []mutant{
			{"stores of one cell pass each other", machine + "buffer.go", "if e == barrier || e.addr == b[i].addr {", "if e == barrier {"},
			{"barriers hold nothing", machine + "buffer.go", "if e == barrier || e.addr == b[i].addr {", "if e.addr == b[i].addr {"},
			{"a private cell has no barrier", machine + "memory.go", "if !s.section && order != program.SeqCst {", "if !s.section && !direct && order != program.SeqCst {"},
			{"stores to own objects pass the buffer under pso", machine + "access.go", "if s.m.cfg.Memory.PerCell {", "if s.m.cfg.Memory.PerCell && p.thread > 63 {"},
			{"messages that can be read are dropped", machine + "view_canon.go", "first = min(first, at)", "first = min(first, max(at, n-1))"},
			{"threads to come read no old messages", machine + "view_canon.go", "who&m.share.reused == 0 && who>>len(s.state.Locals) == 0", "who&m.share.reused == 0"},
			{"equal stores are merged", machine + "view_canon.go", "case h.list[i].rmw && m.alike(h, i):", "case m.alike(h, i):"},
			{"messages that say more are merged", machine + "view_canon.go", "return one(a.know) == one(b.know) &&", "return (one(a.know) == one(b.know) || a.value == value) &&"},
			{"merged messages may have something between", machine + "view_canon.go", "h.list[kept].rmw, h.list[kept].psc = rmw,", "h.list[kept].rmw, h.list[kept].psc = rmw && false,"},
			{"ordinary stores hide older messages", machine + "views.go", "plain: order == program.Plain && s.m.strict()}", "plain: order == program.Plain}"},
			{"all accesses are local", machine + "views.go", "return s.m.knows.get(ms.threads[p.thread].cur, rowAt, cell) == ms.count(cell)-1", "return s.m.knows.get(ms.threads[p.thread].cur, rowAt, cell) >= 0 && ms.count(cell) > 0"},
			{"who waits knows what others know", machine + "view_canon.go", "parentOf(rec) == uint64(t) && daemonOf(rec) == 0 {\n\t\t\t\tv.cur", "parentOf(rec) <= uint64(t) && daemonOf(rec) == 0 {\n\t\t\t\tv.cur"},
			{"joins teach nothing", machine + "memory_rc11.go", "w.heirs = s.m.knows.join(w.heirs, v.cur)", "w.heirs = s.m.knows.join(w.heirs, 0)"},
			{"marks are known to all", machine + "view_races.go", "rowSeen, i) == 0 {\n\t\t\treturn false", "rowSeen, i) == 9 {\n\t\t\treturn false"},
			{"a later access stands for stronger ones", machine + "view_races.go", "case known && (write || !k.write) && (plain || !k.plain):", "case known:"},
			{"views do not move up", machine + "views.go", "int(numbers[cell]) >= i && numbers[cell] > 0 {", "int(numbers[cell]) >= i && numbers[cell] > 99 {"},
			{"releases before a fence are forgotten", machine + "view_canon.go", "return ks.join(r.know, v.fence) == v.fence", "return ks.join(r.know, v.fence) == v.fence || r.cell >= 0"},
			{"the last message says nothing", machine + "messages.go", "len(h.list) == 1 && h.list[0].know == 0 &&", "len(h.list) == 1 &&"},
			{"a store may come before a read-modify-write", machine + "views.go", "i < n && ms.at(cell).list[i].rmw {", "i < n && ms.at(cell).list[i].rmw && i > 99 {"},
			{"two read-modify-writes read one message", machine + "views.go", "writes && i < n-1 && ms.at(cell).list[i+1].rmw {", "writes && i < n-1 && ms.at(cell).list[i+1].rmw && i > 99 {"},
			{"old messages keep nothing alive", machine + "heap.go", "\t\t\t\t\th.eachOld(f)\n", "\t\t\t\t\t_ = h\n"},
			{"the memo forgets messages", machine + "views.go", "value, said := s.get(addr), know(0)\n\ts.simple = false", "value, said := s.get(addr), know(0)"},
			{"what all have performed is no step", machine + "views.go", "in.Op.Accesses() && special(success)", "in.Op.Accesses() && success == program.SeqCst"},
			{"a section may be cut in two", machine + "views.go", "order, read = program.Relaxed, i-1\n", "order = program.Relaxed\n"},
			{"a section shows all that it writes", machine + "views.go", "if slices.Contains(s.left, cell) {", "if cell < 0 {"},
			{"a relaxed section synchronizes", machine + "run.go", "&& !s.booting && !relaxed {", "&& !s.booting {"},
			{"fences lead nowhere", machine + "psc.go", "s.leadsOn(cell, i, famNode+1, fenced)", "s.leadsOn(cell, i, famNode+1, 0)"},
			{"dropped messages lead nowhere", machine + "view_canon.go", "\tm.sink(h, first)\n", ""},
			{"what is dropped before a fence does not matter", machine + "view_canon.go", "if m.scFences { // psc", "if m.scFences && n < 0 { // psc"},
		}},
	}
}
