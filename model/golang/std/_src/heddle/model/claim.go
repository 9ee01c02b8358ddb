package model

// Section is a claim of mutual exclusion. The word is the number of threads
// inside, those that share it from bit 32 on.
type Section struct{ inside int }

// Enter claims that no other thread is inside.
func (s *Section) Enter()

// Leave ends what Enter began.
func (s *Section) Leave()

// EnterShared claims that nobody is inside but those who share it.
func (s *Section) EnterShared()

// LeaveShared ends what EnterShared began.
func (s *Section) LeaveShared()

// Episode is a claim of a barrier. The words are the arrivals modulo 2n and a bit
// mask of the participants whose current episode is odd.
type Episode struct{ arrivals, odd int }

// Arrive says that a participant of n has arrived.
func (e *Episode) Arrive(participant, n int)

// Depart claims that all n have arrived.
func (e *Episode) Depart(participant, n int)

// History is a record of operations. The words are a bit mask of the clients with a call open, and what a monitor makes of the history.
type History struct{ open, set int }

// Call says that client calls operation.
func (h *History) Call(client int, operation string, arguments ...int)

// Return says that client's operation returns.
func (h *History) Return(client int, results ...int)

// HistoryEvent is one call or return.
type HistoryEvent struct {
	Client    int
	Return    bool
	Operation string
	Arguments []int
	Results   []int
	At        int64 // a time.Duration: package time imports this one
}

// Events is refused: the record is the checker's.
func (h *History) Events() []HistoryEvent

// Drain is refused, too.
func (h *History) Drain() []HistoryEvent

// Choosing is refused: the checker chooses.
func Choosing(choose func(n int) int) func()

// ErrRefused is what Refuse panics with natively.
var ErrRefused error

// Refuse blocks for ever.
func Refuse() { select {} }
