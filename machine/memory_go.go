package machine

// goModel is Go's own memory model for programs without data races: they behave
// sequentially consistently, and a program with a race has no other meaning that
// we check, so a reachable race is a violation.
func goModel() Memory {
	return Memory{
		Name:   "go",
		Doc:    "sequentially consistent synchronization; a data race is a violation (DRF-SC)",
		Source: "The Go Memory Model, version of June 6, 2022",
		Races:  true,
	}
}
