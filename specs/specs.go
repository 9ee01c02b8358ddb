// Package specs is the library: algorithms in plain Go, each with what it claims
// and with broken twins. The algorithms are in its subpackages, a package for each
// family; here are the table of them and their sources, which the front end reads.
//
// It has no expected verdicts: those are in the golden matrix of testdata.
package specs

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"heddle/checker/scenario"
	"heddle/model"
)

// Entry is one algorithm, or a broken twin of one, and the check that states its claims.
type Entry struct {
	Name   string // "lock/ticket"; of a twin "lock/ticket~split"
	Doc    string // what it is, or what is wrong with it: one sentence
	Source string // author, title, venue, year, section

	Package string // import path
	Check   string // a function of Package with parameters threads and rounds, both int
	// Object, if not nil, is what takes the place of Check: threads clients make rounds operations each on
	// an object of Package, in every scenario that there is.
	Object *scenario.Object

	// Threads and Rounds are the defaults of a check: small, but enough to show what is wrong. See Under.
	Threads, Rounds int
	// MinThreads and MaxThreads bound the threads that it is made for; 0 is no bound.
	MinThreads, MaxThreads int
	// Finite says that Check counts its rounds, and makes as many of something: they cannot be model.Forever.
	Finite bool

	// Memories are the memory models that the entry is worth checking under: nil is all. A program without
	// shared memory has those that find what it shares by mistake, and that do not look for it.
	Memories []string

	Claims []string // of ClaimExclusion …
}

// The claims.
const (
	ClaimExclusion = "mutual-exclusion"           // at most one thread is in the critical section
	ClaimUpdate    = "no lost update"             // what is done in the critical section is seen in the next
	ClaimBarrier   = "barrier"                    // nobody leaves an episode before all have arrived at it
	ClaimPublish   = "work is seen"               // what is done before an episode, or a message, is seen after it
	ClaimOrder     = "timestamp order"            // requests are granted in the order of their timestamps
	ClaimProgress  = "deadlock and stuck freedom" // from every state all threads can come to their end
	ClaimBefore    = "happened-before"            // events are ordered, or concurrent, as stated
	ClaimClock     = "clock condition"            // of events that happen one before the other the first has the lower time
	ClaimFuture    = "no message from the future" // a clock shows more when a message is received than the sender's did when it was sent
	ClaimOnce      = "exactly once"               // each call is executed once, and returns its own result
	ClaimAtomic    = "atomic commitment"          // all nodes that decide decide the same, and commit only if all have voted so
	ClaimLeader    = "one leader"                 // exactly one node is elected, the right one, and all learn of it
	ClaimLinear    = "linearizability"            // each operation happens at one moment between its call and its return
	ClaimIndices   = "index order"                // the indices of a ring are in order: nobody consumes what is not there, or overwrites what is
	ClaimAnswered  = "answered once"              // requests are consumed in their order, and each is answered exactly once, after it was carried out

	// Of broadcasts, see package history.
	ClaimAgreement   = "agreement"    // what one node delivers all do that do not crash, once
	ClaimFIFOOrder   = "fifo-order"   // the messages of each node in the order in which it broadcast them
	ClaimCausalOrder = "causal-order" // no message before one that it may depend on
	ClaimTotalOrder  = "total-order"  // all messages in the same order everywhere
)

// All gives the whole library, family by family, an algorithm before its twins.
func All() []Entry {
	return slices.Concat(
		locks(), rwlocks(), pairs(), flags(), barriers(), // these share memory
		mutexes(),
		finite(logicalClocks()), physicalClocks(),
		finite(rpcs()),
		finite(commits()),
		finite(elections()),
		finite(broadcasts()),
		objects(),
	)
}

func finite(entries []Entry) []Entry {
	for i := range entries {
		entries[i].Finite = true
	}
	return entries
}

// Shared gives the checks of the library that share memory, which memory models, caches and interchangeable threads matter to.
func Shared() []Entry {
	return slices.DeleteFunc(All(), func(e Entry) bool { return e.Memories != nil || e.Object != nil })
}

// Find gives the entry called name. The error for an unknown name suggests near ones.
func Find(name string) (Entry, error) {
	all := All()
	for _, e := range all {
		if e.Name == name {
			return e, nil
		}
	}
	names := make([]string, len(all))
	for i, e := range all {
		names[i] = e.Name
	}
	if near := nearest(name, names); len(near) > 0 {
		return Entry{}, fmt.Errorf("specs: no entry %q; did you mean %s?", name, strings.Join(near, ", "))
	}
	return Entry{}, fmt.Errorf("specs: no entry %q; want one of those that heddle list shows", name)
}

// Worth reports whether e is worth checking under a memory model.
func (e Entry) Worth(memory string) bool {
	return e.Memories == nil || slices.Contains(e.Memories, memory)
}

// Twin reports whether e is a variant of another entry: broken, or for another memory model.
func (e Entry) Twin() bool { return strings.Contains(e.Name, "~") }

// Parameters gives the threads and rounds to check e with, where 0 asks for e's
// default, or an error if e is not made for them.
func (e Entry) Parameters(threads, rounds int) (int, int, error) {
	if threads == 0 {
		threads = e.Threads
	}
	if rounds == 0 {
		rounds = e.Rounds
	}
	least, most := max(1, e.MinThreads), e.MaxThreads
	switch {
	case least == most && threads != least:
		return 0, 0, fmt.Errorf("specs: %s: %d threads, want %d", e.Name, threads, least)
	case threads < least:
		return 0, 0, fmt.Errorf("specs: %s: %d threads, want at least %d", e.Name, threads, least)
	case most > 0 && threads > most:
		return 0, 0, fmt.Errorf("specs: %s: %d threads, want at most %d", e.Name, threads, most)
	case rounds == model.Forever && e.Finite:
		return 0, 0, fmt.Errorf("specs: %s: rounds without end, want a number: its check counts them", e.Name)
	case rounds < 1 && rounds != model.Forever:
		return 0, 0, fmt.Errorf("specs: %s: %d rounds, want at least 1, or model.Forever", e.Name, rounds)
	}
	return threads, rounds, nil
}

//go:embed lock/*.go rwlock/*.go barrier/*.go flag/*.go round/*.go
//go:embed sequential/*.go stack/*.go queue/*.go ring/*.go
//go:embed mutex/*.go
//go:embed clock/*.go
//go:embed rpc/*.go
//go:embed commit/*.go
//go:embed election/*.go
//go:embed order/*.go
//go:embed deque/*.go list/*.go set/*.go snapshot/*.go counter/*.go register/*.go semaphore/*.go exchanger/*.go
var sources embed.FS

// Sources gives the library's packages: import path → Go files.
func Sources() map[string]fs.FS {
	packages := map[string]fs.FS{}
	families, err := sources.ReadDir(".")
	for _, f := range families {
		var sub fs.FS
		if sub, err = fs.Sub(sources, f.Name()); err != nil {
			break
		}
		packages[packagePath(f.Name())] = sub
	}
	if err != nil {
		panic("specs: bug: " + err.Error())
	}
	return packages
}

// Source gives the text of a file of the library, by the name that positions have: "specs/lock/mcs.go".
func Source(file string) ([]byte, error) { return sources.ReadFile(strings.TrimPrefix(file, "specs/")) }

func packagePath(family string) string { return "heddle/specs/" + family }
