package checker

import "heddle/machine"

// System is what a search explores: a machine, or a toy that tests the search.
type System interface {
	// Start begins a pass and appends the encoded initial state to dst. A failure
	// is a violation before the first step. After machine.ErrAgain, from here or
	// from Expand, the search starts a new pass.
	Start(dst []byte) ([]byte, *machine.Failure, error)
	// Expand appends the successors of a state to out; see machine.Machine.Expand.
	Expand(state []byte, out *machine.Successors) error
	// Bytes is the memory that the system's own tables hold.
	Bytes() int
}
