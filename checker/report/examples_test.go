package report_test

import "heddle/checker"

// peterson is the violation of Peterson's lock without fences under TSO, made by hand.
func peterson() *checker.Schedule {
	return &checker.Schedule{
		Target: "lock/peterson~unfenced", Memory: "tso", Threads: 2, Rounds: 1,
		Shared:   []string{"flag[0]", "flag[1]", "turn"},
		Property: checker.PropertyExclusion,
		Message:  "P0 and P1 are both in the critical section",
		Names:    []string{"main", "P0", "P1"},
		Switches: 1,
		Steps: []checker.Step{
			{Thread: 1, Events: []checker.Event{{Thread: 1, Kind: "store", Text: "flag[0] := 1", Loc: "flag[0]", Value: "1", Pos: "specs/lock/peterson.go:12", Note: "buffer P0: flag[0]=1"}}},
			{Thread: 1, Events: []checker.Event{{Thread: 1, Kind: "store", Text: "turn := 1", Loc: "turn", Value: "1", Pos: "specs/lock/peterson.go:13", Note: "buffer P0: flag[0]=1 turn=1"}}},
			{Thread: 1, Events: []checker.Event{
				{Thread: 1, Kind: "load", Text: "flag[1] = 0", Loc: "flag[1]", Value: "0", Pos: "specs/lock/peterson.go:14"},
				{Thread: 1, Kind: "enter", Text: "enters the critical section", Pos: "specs/lock/harness.go:21"},
			}},
			{Thread: 2, Events: []checker.Event{{Thread: 2, Kind: "store", Text: "flag[1] := 1", Loc: "flag[1]", Value: "1", Pos: "specs/lock/peterson.go:12", Note: "buffer P1: flag[1]=1"}}},
			{Thread: 2, Events: []checker.Event{{Thread: 2, Kind: "store", Text: "turn := 0", Loc: "turn", Value: "0", Pos: "specs/lock/peterson.go:13", Note: "buffer P1: flag[1]=1 turn=0"}}},
			{Thread: 2, Flush: true, Events: []checker.Event{{Thread: 2, Kind: "flush", Text: "flag[1] = 1 reaches memory", Loc: "flag[1]", Value: "1", Note: "buffer P1: turn=0"}}},
			{Thread: 2, Alt: 1, Events: []checker.Event{
				{Thread: 2, Kind: "load", Text: "flag[0] = 0", Loc: "flag[0]", Value: "0", Pos: "specs/lock/peterson.go:14"},
				{Thread: 2, Kind: "enter", Text: "enters the critical section", Pos: "specs/lock/harness.go:21", Note: "both inside"},
			}},
		},
	}
}

// race is a race on a plain counter between two goroutines.
func race() *checker.Schedule {
	return &checker.Schedule{
		Target: "./counter:CheckCounter", Memory: "go",
		Property: checker.PropertyRace,
		Message:  "G1 and G2 access n without synchronization, and one of them writes",
		Names:    []string{"main", "G1", "G2"},
		Switches: 1,
		Steps: []checker.Step{
			{Thread: 1, Events: []checker.Event{{Thread: 1, Kind: "load", Text: "n = 0", Loc: "n", Value: "0", Pos: "counter/counter.go:9"}}},
			{Thread: 2, Events: []checker.Event{{Thread: 2, Kind: "load", Text: "n = 0", Loc: "n", Value: "0", Pos: "counter/counter.go:9"}}},
		},
		End: []checker.Event{
			{Thread: 1, Kind: "store", Text: "n := 1", Loc: "n", Value: "1", Pos: "counter/counter.go:9"},
			{Thread: 2, Kind: "store", Text: "n := 1", Loc: "n", Value: "1", Pos: "counter/counter.go:9"},
		},
	}
}

// stuck has a spin that is repeated, and threads enough for a list.
func stuck() *checker.Schedule {
	s := &checker.Schedule{
		Target: "barrier/counting-two-loops", Memory: "sc", Threads: 5, Rounds: 1,
		Property: checker.PropertyStuck,
		Message:  "no thread can end any more: P1 waits for count = 0",
		Names:    []string{"main", "P0", "P1", "P2", "P3", "P4"},
		Switches: 6,
		End:      []checker.Event{{Thread: 2, Kind: "load", Text: "count = 1", Loc: "count", Value: "1", Pos: "specs/barrier/counting.go:31", Note: "spins"}},
	}
	spin := checker.Step{Thread: 2, Events: []checker.Event{{Thread: 2, Kind: "load", Text: "count = 1", Loc: "count", Value: "1", Pos: "specs/barrier/counting.go:31"}}}
	s.Steps = append(s.Steps, spin, spin, spin, spin)
	for t := 1; t <= 5; t++ {
		s.Steps = append(s.Steps, checker.Step{Thread: t, Events: []checker.Event{
			{Thread: t, Kind: "rmw", Text: "count = 1, := 2", Loc: "count", Value: "2", Pos: "specs/barrier/counting.go:27"},
		}})
	}
	s.Steps = append(s.Steps, checker.Step{Thread: 0})
	return s
}
