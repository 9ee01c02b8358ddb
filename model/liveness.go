package model

// What is called here says who waits for what. It matters to liveness and costs; a
// checker that is asked for neither passes it over, and natively it does nothing.

// Forever, as a number of rounds, asks a harness to go on without end, and so to count nothing:
// liveness is about runs that do not end, and the states of one must be finitely many.
const Forever = -1

// Want says that the calling thread wants into the section; call it just before acquiring what
// guards it. It claims that the thread gets in: whether each thread does (starvation freedom) or
// some thread does (deadlock freedom), and in which order, is for the checker to say.
// Until it has entered, the thread does not come to another section, nor to a barrier.
//
// When checked, wanting counts from the start of the thread's next step.
func (s *Section) Want() {}

// Doorway says that the calling thread has passed the doorway of what guards the section that it
// wants into: the part at the start, of a bounded number of steps, that settles the order. Call it in Lock, right
// after that part; where nothing settles an order, first thing.
//
// Source: L. Lamport, A new solution of Dijkstra's concurrent programming problem, CACM 17(8), 1974.
func Doorway() {}

// Response claims that whatever is asked is granted, at the latest before the program ends: Ask leads to Grant.
// Clients 0 … 62 are told apart. When a node of a network crashes, what its thread has asked for is granted as far as the claim goes.
type Response struct {
	open uint64 // the checker's: bit c if client c has a request
}

// Ask says that client has a request; one that is open stays open. When checked, it is a step.
func (r *Response) Ask(client int) {}

// Grant says that client's request, if it has one, is granted.
func (r *Response) Grant(client int) {}

// Local says that *p lies in the memory of the given thread, 0 … n-1 in Run, and gives p back. It
// matters to machines on which a memory belongs to each processor. What no Local is called for lies
// in the memory of the thread that allocates it, and package variables in that of the main one.
func Local[T any](thread int, p *T) *T { return p }
