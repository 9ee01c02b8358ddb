// Package coherence keeps the copies of memory that processors have in their caches alike, by
// messages: a protocol as a finite machine over processors, lines and a network. It knows of
// programs only what they access.
//
// Each line has a home, which serves one request for it at a time. A request for a busy line
// stays in the network, on a channel of its own, so that nothing waits behind it. The home asks
// caches for what it needs, awaits their answers, and answers the one who asked:
//
//	read    the owner, if there is one, gives the words back and shares
//	write   invalidate: all others drop their copies, the writer owns the line and writes its own copy
//	        update: all others hold their copies (nobody reads them), the word is written at the
//	        home, and all are renewed; if there are no others the writer owns the line
//	modify  a read-modify-write is carried out at the home, when others have dropped or hold their copies
//
// A processor is in order: it has one request under way. Caches are infinite: nothing is evicted.
// A bus is the home of all lines, which serves one request at a time. It knows of no copies: it asks all
// caches, and is held until the processor that asked says that it is done.
//
// All of that is right on a network that keeps no order at all, since a cache leaves a message alone
// for which it is too early: one to a copy that is still on its way, or one to a copy that
// came for an access that has not been made yet. Two rounds of messages make an update atomic: with
// one, a processor can read and pass on a word that others do not have yet.
//
// Sources: D. Sorin, M. Hill, D. Wood, N. Nagarajan, A Primer on Memory Consistency and Cache Coherence, 2nd
// edition, 2020, chapters 6 to 8 (channels for requests: 8.2.3); J. Archibald, J.-L. Baer, Cache Coherence
// Protocols: Evaluation Using a Multiprocessor Simulation Model, ACM TOCS 4(4), 1986 (update); S. Adve,
// K. Gharachorloo, Shared Memory Consistency Models: A Tutorial, IEEE Computer 29(12), 1996 (updates in two rounds).
// They let caches evict, and owners send words to readers directly; here the home passes them on.
package coherence
