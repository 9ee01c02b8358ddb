// Package machine says how a program steps: processors that run register code,
// memory under a memory model, store buffers, threads, and claims.
//
// A State is plain data; Expand lists its successors, one for each action that
// some thread or piece of hardware can take. What hardware does by itself (write
// a buffered store to memory) is an ordinary action.
//
// A step of a thread is one operation that another thread could notice, followed
// by all of the thread's local work up to its next such operation, at which it
// rests. What is local is decided by three rules, each exact for a complete
// search (see share.go and heap.go):
//
//   - a static or initial cell is local while no other thread conflicts on it
//     (learned: the first conflict makes Expand ask for a new pass);
//   - an object that only one thread can reach is that thread's own;
//   - objects that are never written after they are made are everybody's.
//
// States that differ in garbage only are one: see heap.go, garbage.go for what main has left behind, and fade.go for
// what can be reached and nobody looks at.
//
// Operations that can block are always the first of a step. A send that meets a
// receive on a channel without a buffer is one step of both threads (select.go).
//
// Under memory model "go" races are found among operations that are next in their
// threads, and on cells where that is not enough by happens-before: see race.go.
//
// Where transactions of caches are split a thread's access waits for messages, which package coherence
// makes and takes: see split.go.
//
// There is one file for each memory model, memory_*.go. Under tso and pso stores wait in
// buffers (buffer.go). Under rc and rc11 a cell is a list of messages (messages.go), and what each
// thread knows (knows.go) says which of them it may read, and where it may put its own (views.go);
// view_canon.go makes loops finite, psc.go keeps to the axiom of sc accesses and fences, and
// view_races.go finds races by what threads know. A read's alternatives are the messages
// that it may take, a write's the places: they are alternatives of the step, as those of a Choose.
//
// A machine that is not flat has caches, a bus or a network, and memories (system.go). What a step refers to is
// noted as its effects (effect.go), and played on the lines of caches in the state (cache.go) by a protocol
// (cache_protocol.go); where nothing keeps copies alike they hold words (cache_none.go). What a step
// costs, and its ghost events, is its label (label.go, bill.go).
//
// Nodes that share no memory send each other messages over networks (network.go), which lose them, deliver them twice or out of
// order, fall apart and heal, and whose nodes crash and start again, as far as budgets go: each of that is an action
// (network_fault.go). Messages under way are part of the state (network_flight.go); who finds that nothing else can happen
// does so after all threads have been tried (network_rest.go).
//
// With Config.Symmetry successors are representatives of their orbits under permutations of
// interchangeable threads: orbits.go says which there are, permute.go applies one, represent.go chooses
// the representative, and spread.go keeps what is learned of sharing the same for all of them.
//
// With Config.Ample not all steps are taken of states of programs that send messages: ample.go says which may be left
// out, and futures.go what is known of the steps that threads can take later.
//
// The calls and returns of operations on an object are a history, which a Monitor judges inside the search (monitor.go); where memory has views
// its operations are ordered by happens-before (view_returns.go).
//
// A map is one variable to memory models: what it holds is only reached through it
// (see maps.go). Panics are part of the local state of their thread (unwind.go);
// strings are numbers of a table of the machine (strings.go).
//
// Known unsoundness: an entry that is deleted and inserted again while its map is
// ranged over is taken for the one it was, so it is produced once, where Go may
// produce it again or skip it; elements of several NaN keys are produced in one order.
// Under rc and rc11 an operation on a channel synchronizes with all earlier ones on it, more than
// Go promises, and a mutex is one read-modify-write of its words: races that only hide behind
// such an order are found under go. Under rc no load is delayed past a later store.
//
// Known limits: a state with objects on the heap that threads hold may have several representatives.
// At most 64 threads are alive at once, 62 with caches. On cells that are tracked for
// races states hold who knows of which accesses, so there are more of them. Once two
// threads have received values from one buffered channel all cells are tracked (exchange.go):
// a pool of workers has many more states under go than under sc.
package machine
