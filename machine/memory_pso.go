package machine

// partialStoreOrder is total store order without the order of stores to different
// cells: a store may reach memory before older ones to other cells. A release fence
// (STBAR) keeps the stores before it ahead of those behind it, and a release store has
// one before it. Locked operations and full fences wait for the whole buffer. In that
// we are stronger than the manual's axioms, by which SWAP and LDSTUB, unlike a pair of
// fences, let older stores to other cells be late.
func partialStoreOrder() Memory {
	return Memory{
		Name:     "pso",
		Doc:      "partial store order: as tso, but the store buffer is FIFO for each cell only",
		Source:   "SPARC International, The SPARC Architecture Manual, Version 8, 1992, chapter 6 and appendix K",
		Buffered: true,
		PerCell:  true,
	}
}
