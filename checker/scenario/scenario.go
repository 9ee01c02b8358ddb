// Package scenario describes what clients do to a concurrent object, and writes it down as Go programs that a
// checker can explore.
//
// A scenario is operations that one thread makes before the clients start, operations of the clients, each of which
// is a thread, and operations that are made after all of them. A family is a scenario some of whose operations are
// to be chosen: all scenarios of three clients and two operations each are one family.
//
// Two programs are made of a family. In the concurrent one the clients call a new object at the same time. In
// the sequential one they call a sequential specification, an ordinary Go type with the same methods, one at a time, in
// every order that the order of each client's own operations allows. Both tell a model.History of every call and
// return, in the same words, so that the one can be judged by what is possible in the other.
//
// The package writes text alone: it neither loads nor checks it.
//
// Source of the form of scenarios (initial part, parallel part, final part, validation functions): N. Koval,
// A. Fedorov, M. Sokolova, D. Tsitelov, D. Alistarh, Lincheck: a practical framework for testing concurrent data
// structures on JVM, CAV 2023, section 2.
package scenario

// Object is a concurrent object and the sequential specification that it is to be judged by.
type Object struct {
	Package string   // name of the package that the texts are files of; "" is one of its own
	Imports []string // import paths that New and Spec need, perhaps with a name before: "toy example.com/toy"
	// New and Spec are Go expressions that give the object and its specification: "stack.NewTreiber()". They may
	// use the constants clients and rounds: how many clients there are, and how many operations each makes at most.
	New, Spec  string
	Operations []Operation
	// Initial operations are made before the clients start, final ones after they have ended: by one more client.
	Initial, Final []Call
	// Validate, if not "", is a method func() string of the object that is called at the end, and says what is wrong, "" if nothing is.
	Validate string
	// Symmetric says that the object, and its specification, do nothing with numbers of clients and fresh values, where operations have
	// them, but keep them, give them back, compare whether two are the same, and find by the number what is the client's own. So
	// it does not matter which of them a client has. It goes without saying if no operation has any.
	Symmetric bool
	Blocking  bool // operations may wait for each other for ever if those of the specification do
}

// Operation is a method of the object and of its specification, with the same signature.
type Operation struct {
	Name       string
	Parameters []Parameter
	Results    []Result
	Clients    Role
	Rounds     int // in which a client makes it, in All: its first so many; 0 is all of them
}

// Role says which clients make an operation.
type Role uint8

// The roles.
const (
	Anyone Role = iota
	Owner       // client 0
	Others      // all but client 0
	Nobody      // it is made before or after them
)

// Has reports whether a client has role r.
func (r Role) Has(client int) bool {
	switch r {
	case Anyone:
		return true
	case Nobody:
		return false
	}
	return (r == Owner) == (client == 0)
}

// Parameter is a parameter of an operation.
type Parameter struct {
	Kind   ParameterKind
	Values []int  // of kind Values
	Type   string // a Go type of integers or booleans; "" is int
}

// ParameterKind says what arguments are given for a parameter.
type ParameterKind uint8

// The kinds of parameters.
const (
	Fresh  ParameterKind = iota // a number that no other operation of the scenario has: 1, 2, 3, …
	Values                      // each of some values; of booleans 0 or 1
	Client                      // the number of the client that calls
)

// Result is what a result of an operation is: how it becomes an integer.
type Result uint8

// The kinds of results.
const (
	Int     Result = iota
	Bool           // 0 or 1
	Error          // 1 if not nil
	Integer        // of any other integer type
)

// Call is an operation with its arguments.
type Call struct {
	Operation string
	Arguments []int
}

// Slot is the place of one operation of a client: what it may be, one or several alternatives.
type Slot []Call

// Family is a set of scenarios: those that take one alternative of each slot.
type Family struct {
	Object         *Object
	Clients        [][]Slot // by client, in order
	Initial, Final []Call
	// Sorted says that one order of the clients will do, if f is Sortable. All that they are to do is chosen before they start.
	Sorted bool
}
