package checker_test

// languageMutants break what the machine does for channels, panics, maps and daemons.
func languageMutants() []suite {
	const machine = "machine/"
	return []suite{
		{"Channels", []mutant{
			{"a slot carries nothing", machine + "exchange.go", "\t\ts.swap(p, e.addr)\n", "\t\t_ = p\n"},
			{"a close carries nothing", machine + "exchange.go", "\t\ts.leave(p, e.addr)\n", "\t\t_ = p\n"},
			{"a closed channel is not acquired", machine + "exchange.go", "\t\ts.acquire(p, e.addr)\n", "\t\t_ = p\n"},
			{"slots do not move up", machine + "exchange.go", "if e.kind == receives {\n\t\ts.rotate", "if e.kind == finds {\n\t\ts.rotate"},
			{"a sender acquires before it leaves", machine + "exchange.go", "knew := k.known&bit != 0", "knew := k.known&bit != 0 || carried"},
			{"those who meet learn nothing", machine + "select.go", "\ts.met(p, q)\n", ""},
			{"two receivers are as good as one", machine + "exchange.go", "return many(u.receivers) && (u.values || u.empty || u.closed) ||", "return"},
			{"values do not matter", machine + "exchange.go", "(u.values || u.empty || u.closed)", "(u.empty || u.closed)"},
			{"a default of an empty buffer orders", machine + "exchange.go", "(u.values || u.empty || u.closed)", "(u.values || u.closed)"},
			{"a close says that nothing waits", machine + "exchange.go", "(u.values || u.empty || u.closed)", "(u.values || u.empty)"},
			{"a default of a full buffer orders", machine + "select.go", "u.full = true", "u.full = false"},
			{"a length orders", machine + "exchange.go", "u.counters != 0 &&", "u.counters == 99 &&"},
			{"a default is always there", machine + "select.go", "if q.fallback && !ready {", "if q.fallback && (ready || !ready) {"},
			{"a default only if nobody waits", machine + "select.go", "if q.fallback && !ready {", "if q.fallback && !ready && len(m.alts) == 0 {"},
			{"two defaults meet", machine + "select.go", "r.fallback && fallback ||", "r.fallback && fallback && u < 0 ||"},
			{"a send meets the first receive only", machine + "select.go", "alternative{taken: i, with: u, into: j})\n", "alternative{taken: i, with: u, into: j})\n\t\t\t\treturn\n"},
			{"a meeting publishes nothing", machine + "select.go", "if pointer(i) && v != 0 {", "if pointer(i) && v == 0 {"},
			{"a buffer publishes nothing", machine + "channel.go", "\t\tif pointer(i) {\n\t\t\ts.stored", "\t\tif pointer(i) && v == 0 {\n\t\t\ts.stored"},
			{"everybody owns a channel", machine + "channel.go", "s.owner[s.objectAt(ch)] == int32(p.thread) &&", "s.owner[s.objectAt(ch)] >= -9 &&"},
			{"the receiver meets with stores under way", machine + "select.go", "m.cfg.Memory.Buffered && len(st.Buffers[u]) > 0 {", "false {"},
			{"the memo forgets whom a Select meets", machine + "step.go", "s.reads = append(s.reads, cellValue{slotOther,", "_ = append(s.reads, cellValue{slotOther,"},
			{"what is received stays in the buffer", machine + "channel.go", "s.change(p, buffer+i, s.get(buffer+size+i))", "s.change(p, buffer+i, s.get(buffer+i))"},
		}},
		{"Panics|Goexit", []mutant{
			{"unwinding forgets what is live", "model/program/live.go", "if f.Defers && mayPanic(f.Code[pc].Op) {", "if f.Defers && f.Code[pc].Op == Panic {"},
			{"a call forgets what is live if it panics", "model/program/live.go", "\tif f.Defers {\n\t\tlist = append", "\tif f.Defers && pc < 0 {\n\t\tlist = append"},
			{"panic values do not move", machine + "proc.go", "!x.text {", "x.text && x.goexit {"},
			{"a helper recovers", machine + "unwind.go", "if !p.unwinds(i) {\n\t\treturn", "if len(p.panics) == 0 || p.panics[len(p.panics)-1].recovered {\n\t\treturn"},
			{"wrappers recover", machine + "unwind.go", "Funcs[p.frames[i].fn].Wrapper {", "Funcs[p.frames[i].fn].Wrapper && i < 0 {"},
			{"a recovered panic ends a Goexit", machine + "unwind.go", "&& !p.panics[n-1].goexit {\n", "{\n"},
			{"what is recovered goes on", machine + "unwind.go", "x.recovered = true", "x.recovered = x.data == 0"},
			{"a section goes on in a panic", machine + "unwind.go", "if s.section && !s.asking &&", "if s.section && s.asking &&"},
			{"a thread ends by Goexit before its buffer is empty", machine + "rest.go", "(p.thread == 0 || len(p.late) > 0 || !s.empty(p))", "(p.thread == 0 || len(p.late) > 0)"},
			{"Exit is no step", machine + "rest.go", "case program.Exit:\n\t\treturn !s.alone ||", "case program.Exit:\n\t\treturn"},
			{"Exit ends one thread", machine + "unwind.go", "s.exited, p.ended = false, true, true", "s.exited, p.ended = false, false, true"},
		}},
		{"MapsAndStrings", []mutant{
			{"maps are not sorted", machine + "maps.go", "s.key(a, mid), key) <= 0 {", "s.key(a, mid), key) != 0 {"},
			{"strings are sorted by their words", machine + "map_keys.go", "strings.Compare(m.strings.at(x), m.strings.at(y))", "strings.Compare(\"\", \"\") + cmp.Compare(x, y)"},
			{"an operation on a map is no step", machine + "rest.go", "addr != 0 && !s.local(p, addr, in.WritesMap(), true)", "addr == 1"},
			{"maps are not accessed", machine + "maps.go", "if addr != 0 && s.err == nil {", "if addr == 1 {"},
			{"what was produced is produced again", machine + "map_iterate.go", "case wasDone:\n", "case wasDone && wasThere:\n"},
			{"what must be produced may be left out", machine + "map_iterate.go", "return len(all), append", "return 0, append"},
			{"a key changed is a key added", machine + "maps.go", "!found && !s.insert", "!s.insert"},
		}},
		{"Daemons|Chan", []mutant{
			{"weak daemons end at once", machine + "daemon.go", "return !weak(kind) || r.has(weakOf(rec)) ||", "return !weak(kind) ||"},
			{"weak daemons never end", machine + "daemon.go", "return !weak(kind) ||", "return true ||"},
			{"the end beside daemons is no step", machine + "rest.go", "if !s.m.daemons || s.alone || p.daemon != 0 {", "if s.m.daemons || p.daemon != 0 {"},
			{"held daemons are weak", machine + "daemon.go", "m.word(&r.s.state, weakOf(rec)) == 0", "m.word(&r.s.state, weakOf(rec)) == 99"},
			{"a join waits for daemons", machine + "rest.go", "parentOf(rec) == uint64(thread) && daemonOf(rec) == 0", "parentOf(rec) == uint64(thread)"},
		}},
	}
}
