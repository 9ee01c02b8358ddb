package linear

// Operation is an operation of a history.
type Operation struct {
	Call
	Results  []int
	Returned bool // if not, Results and End mean nothing
	Begin    int  // place of the call among all events of the history
	End      int  // … and of the return
	// Before, if not nil, says by client how many of its operations precede this one, instead of the places.
	Before []int
}

// History is the operations of a run, in the order of their calls.
type History []Operation
