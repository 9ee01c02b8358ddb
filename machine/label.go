package machine

// Label is what there is to say of a step beside the state that it leads to: what it costs, and
// which ghost events of its thread's it has. Labels are numbered, 0 is the empty one.
type Label struct {
	Thread  int
	Phase   Phase  // of the thread when the step's accesses were made; Outside without Config.Ordered
	Events  uint16 // bit e for program.Event e of the thread's
	Ends    bool   // the thread has ended with it
	Charges []Charge
	Touches []Touch // in the order in which they were made; none unless Config.Touches
}

// Charge is an amount of one cost, and the thread that bears it.
type Charge struct {
	Metric Metric
	Thread uint8
	Amount uint16
}

// Phase is what a thread is about, as its last ghost event says.
type Phase uint8

// The phases.
const (
	Outside Phase = iota // before its first event
	Trying               // from Want to Enter
	Inside               // from Enter to Leave
	Leaving              // from Leave to the next Want, or its end
	Meeting              // from Arrive to Depart
	Parted               // from Depart on
	Gone                 // ended in Leaving: no label has it, it is for those who follow phases
)

// Metric is a kind of cost. It is charged to the thread whose step it is, but what is received to the receiver.
type Metric uint8

// The metrics.
const (
	BusRead          Metric = iota // bus transactions: a copy is fetched
	BusReadExclusive               // … and all others are dropped
	BusUpgrade                     // all other copies are dropped
	BusUpdate                      // all other copies are renewed
	BusModify                      // a read-modify-write at the memory
	BusWrite                       // a write to the memory, where nothing is kept alike
	Invalidations                  // copies that were dropped: received
	Updates                        // copies that were renewed: received
	Misses                         // reads and writes that did not find their copy
	Remote                         // references that left their processor and, on numa, its memory
	Modifies                       // read-modify-writes
	Messages                       // on a network
	Disturbed                      // threads in phase Trying or Meeting whose copies the step dropped or renewed
	Overtaken                      // entries of others that wanted in after the thread had passed its doorway
	Metrics                        // their number
)
