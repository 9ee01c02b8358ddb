package result

// Schedule is a list of choices from the start of the program to a violation, or to an end (a witness),
// with what each of them did.
type Schedule struct {
	Target    string
	Memory    string
	System    string   // the structure of the machine, see machine.System; "" is flat
	Threads   int      // of a library target; 0 if it has no such parameter
	Rounds    int      // likewise; model.Forever is without end
	Sorted    bool     // of an object of the library: what its clients do was chosen first, in one order of them: see scenario.Family
	Scenario  string   // of an object: what its clients call, "Push(1); Pop() | Pop()"; "" of all else
	Network   string   // how its networks behave in place of what it says, see machine.NetworkOverride; "" is as it says
	WordBits  int      // of atomic integers; 0 is those of their type
	Visible   bool     // every memory access was a step (checker.Options.AllVisible)
	Turns     string   // what was kept of who wants into sections: "wants", "order", or "" if nothing: see machine.Turns
	Outcomes  bool     // of a search for all that a program can end with: its threads start first and races end nothing
	Criterion string   // what a Monitor claims of the history of operations, see machine.Monitor; "" if there is none
	Shared    []string // names of the locations whose accesses are steps, sorted
	Tracked   []string // … whose races are found by what threads know of accesses, sorted: see machine.Tracked
	Touched   []string // … and which threads access them, if a memory model has views, sorted: see machine.Touched
	Property  string   // that is violated; "" of a witness
	Message   string
	Stack     []string       // of a panic or an assertion: where its thread was, innermost first, "main.worker at main.go:12", then who started it
	Names     []string       // display names of the threads, by number: main, P0, P1, …
	Initial   []Event        // what the initial block has sent, and marked
	History   []HistoryEvent // the calls and returns of operations on an object with a model.History
	Steps     []Step
	// Cycle is the number of the first of those steps, at the end of Steps, that repeat for ever; 0 if none do, and
	// one more than there are steps if the run stays for ever where they lead.
	Cycle    int
	Fairness string // of Cycle: weak, strong or none
	Duty     string // what is never done in Cycle, as machine.Duty names it; "" if it is none of those
	Switches int    // context switches: a thread other than the one before takes a step
	// Preemptions is how often a thread that could go on was interrupted, if the search counted; else nil.
	Preemptions *int
	End         []Event // what each side is about to do at the end: racing accesses, blocked operations
}

// Step is one choice and what it did.
type Step struct {
	Thread  int
	Alt     int  // which of the thread's alternatives was taken (Choose); 0 for most
	Flush   bool // the machine wrote entry Alt of the thread's store buffer to memory, 0 is the oldest
	Deliver bool // the network delivered message Alt of those in it, from or to the thread's processor
	Fault   bool // a network did what it should not, or mends it: the one of those possible that is number Alt
	Events  []Event
}

// Hardware reports whether the step is not the thread's own.
func (s *Step) Hardware() bool { return s.Flush || s.Deliver || s.Fault }

// HistoryEvent is a call or a return of an operation. Of one client they alternate, a call first.
type HistoryEvent struct {
	Step      int // number of the step, from 1; 0: before the first
	Thread    int
	Client    int
	Return    bool
	Operation string // of a call
	Arguments []int  // of a call
	Results   []int  // of a return
	Before    []int  // of a call under rc11: by client, how many of its operations have returned before; else nil
}

// Event is something that a step did that a reader wants to see. The first event
// of a step is the operation that made it a step.
type Event struct {
	Thread int
	Kind   string // load, store, rmw, fence, section, flush, claim, go, join, choose, print, panic, …: see machine.Event
	Text   string // "flag[0] := 1", "next = 0, := 1", "enters the critical section"
	Loc    string // "flag[0]"; "" if no memory is touched
	Value  string // value read or written
	Pos    string // "peterson.go:12"; "" if unknown
	Note   string // for the memory column: "buffer P0: flag[0]=1"
	Inside string // the library function, called at Pos, that this is a step of; "" if none: see machine.Event

	Message  int // number of the message that is sent, received, lost, …; 0: none; see machine.Event
	From, To int // the nodes of its link
}
