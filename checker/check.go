package checker

import (
	"context"
	"time"

	"heddle/model/program"
)

// Limits bound a search. Zero means no limit.
type Limits struct {
	States int           // distinct states
	Memory int           // bytes that the search may hold
	Time   time.Duration // wall clock
}

// Options say how to check. The zero value is an exhaustive breadth-first search under memory model "go".
type Options struct {
	Memory     string // a name of machine.Memories; "" is "go"
	DepthFirst bool   // depth-first: less memory for the frontier, no shortest schedule
	AllVisible bool   // every memory access is a step: the unreduced twin, for differential tests
	Limits     Limits
	Threads    int // parameters of a library target, recorded in the schedule
	Rounds     int
	// Progress, if not nil, is called from the searching goroutine about ten times a second.
	Progress func(Progress)
}

// Progress is how far a search has come.
type Progress struct {
	States      int
	Transitions int
	Depth       int
	Frontier    int // states found but not yet expanded
	Bytes       int
	Elapsed     time.Duration
}

// Check explores prog. When ctx is cancelled the result is Incomplete with what was reached.
//
// The error is not nil if nothing could be checked: an unknown memory model, or a
// program none of whose claims was ever exercised (ErrVacuous).
func Check(ctx context.Context, prog *program.Program, opts Options) (Result, error) {
	panic("checker: bug: not yet here")
}

// Replay runs s on prog, which may have been compiled from newer source than s
// was recorded on, and returns what happened.
//
// The error wraps ErrDiverged if a step of s is not what the program does there;
// it says which step, what the schedule has and what the program does instead.
// The schedule returned then ends before that step. If all steps agree,
// the schedule returned has the property that was violated at the end, "" if none.
func Replay(prog *program.Program, s *Schedule) (*Schedule, error) {
	panic("checker: bug: not yet here")
}
