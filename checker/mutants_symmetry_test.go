package checker_test

// symmetryMutants take threads for interchangeable that are not, or turn states wrongly.
func symmetryMutants() []suite {
	const found, machine, checker = "model/program/symmetry/", "machine/", "checker/"
	return []suite{{"Orbits|Symmetry", []mutant{
		{"symmetry: numbers are computed with", found + "transfer.go", `a.refuse("a thread's number is computed with")`, "_ = v.word"},
		{"symmetry: functions of numbers are alike", found + "transfer.go", `a.part("thread numbers are computed with", func(i int) uint64 { return f(a.first + uint64(i)) })`, "_ = f"},
		{"symmetry: a constant is nobody's number", found + "value.go", "i < uint64(len(a.group)) {\n\t\ta.single(int(i))", "i < uint64(len(a.group)) {\n\t\t_ = i"},
		{"symmetry: numbers are kept with others", found + "value.go", `a.refuse("a thread's number, or an address in its own memory, is kept where other values are")`, "_ = w.word"},
		{"symmetry: addresses that stand for themselves are kept with others", found + "value.go", "a.owner[addr] >= 0 {\n\t\t\ta.single(int(a.owner[addr]))", "a.owner[addr] >= 0 {\n\t\t\t_ = addr"},
		{"symmetry: a thread's own memory is named", found + "memory.go", "a.single(int(a.owner[addr]))", "_ = addr"},
		{"symmetry: all own memory is accessed by other numbers", found + "memory.go", "case !a.isFamily(t.region) && a.ownedInside(t.region):", "case false:"},
		{"symmetry: threads start with different values", found + "family.go", `a.part("threads start with different values", func(i int) uint64 { return words[i] })`, "_ = counts"},
		{"symmetry: all numbers are in range", found + "transfer.go", "n >= length.word {\n\t\t\ta.single(i)", "n >= length.word {\n\t\t\t_ = i"},
		{"symmetry: thread 0 is told from 0", found + "transfer.go", "a.mention(0)", "_ = v.word"},
		{"symmetry: nobody comes after an index", found + "calls.go", "v = a.joinAddresses(v, a.pointsTo(word(addr)))", "_ = addr"},
		{"symmetry: claims have no bits", found + "calls.go", "a.masks[uint64(at.at+c.mask)] = c.as", "_ = c.as"},
		{"symmetry: bits stay", machine + "permute.go", "return w&^bits | moved", "return w + 0*(bits|moved)"},
		{"symmetry: own words stay", machine + "permute.go", "st.Cells[into[k]] = o.permuted(p.cells[from[k]], role, to)", "st.Cells[into[k]] = p.cells[from[k]] + 0*uint64(role)"},
		{"symmetry: own cells stay", machine + "permute.go", "from, into := o.own[i], o.own[to[i]]", "from, into := o.own[i], o.own[i]"},
		{"symmetry: common words stay", machine + "permute.go", "st.Cells[slot] = o.permuted(st.Cells[slot], o.Cells[m.slotAddr[slot]], to)", "_ = slot"},
		{"symmetry: words in buffers stay", machine + "permute.go", "b[i].value = o.permuted(e.value, m.roleOf(st, e.addr), to)", "_ = e.value"},
		{"symmetry: cells in buffers stay", machine + "permute.go", "b[i].addr = o.permuted(e.addr, symmetry.Place, to)", "_ = e.addr"},
		{"symmetry: buffers stay", machine + "permute.go", "st.Buffers[o.Threads[to[i]]] = b", "_ = b"},
		{"symmetry: words on the heap stay", machine + "permute.go", "*w = m.orbits.permuted(*w, m.heapRole(obj, k), to)", "_ = w"},
		{"symmetry: registers stay", machine + "permute_local.go", "c.rec[r.at] = o.permuted(c.rec[r.at], r.role, to)", "_ = r"},
		{"symmetry: words of late events stay", machine + "permute_local.go", "k < words && role != symmetry.Plain {", "k < words && role != symmetry.Plain && e > 99 {"},
		{"symmetry: threads take along where they were started", machine + "permute_local.go", "c.rec[0] = c.rec[0]&^originMask | o.origin[member]", "_ = member"},
		{"symmetry: what is learned stays", machine + "spread.go", "if s.orbits != nil {\n\t\ts.orbits.spread(addr,", "if s.orbits != nil && addr == 0 {\n\t\ts.orbits.spread(addr,"},
		{"symmetry: accesses by others stay", machine + "spread.go", "if others {", "if others && own {"},
		{"symmetry: ties are not broken", machine + "represent.go", "if o.ambiguous(p.colours) >= 0 {", "if o.ambiguous(p.colours) > 99 {"},
		{"symmetry: runs have the names of paths", checker + "unfold.go", "t := inverse(now.to)[a.Thread()]\n\tcandidates", "t := a.Thread()\n\tcandidates"},
		{"symmetry: switches are those of paths", checker + "shortest.go", "to = turned[to]", "_ = turned"},
	}}}
}
