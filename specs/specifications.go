package specs

import (
	"strings"

	"heddle/checker/recorded"
	"heddle/specs/sequential"
)

// Specifications gives the sequential specifications that recorded histories can be judged by: the types that the
// library's objects are checked against, and some that services are often said to be.
func Specifications() []recorded.Specification {
	return []recorded.Specification{
		{Name: "stack", Doc: "last in, first out", New: sequential.NewStack, Symbols: true, Parts: operations("Push Pop")},
		{Name: "queue", Doc: "first in, first out", New: sequential.NewQueue, Symbols: true, Parts: operations("Enqueue Dequeue"), FIFO: true},
		{Name: "bounded-queue", Doc: "first in, first out, so many values at most", New: sequential.NewBoundedQueue, Parameters: []string{"capacity"},
			Symbols: true, Parts: operations("Enqueue Dequeue"), Failures: true},
		{Name: "register", Doc: "a value that is read, written, and compared and swapped", New: sequential.NewCASRegister,
			Synonyms: map[string]string{"cas": "CompareAndSwap"}, Written: true, Symbols: true, Parts: operations("Read Write CompareAndSwap"), Failures: true},
		{Name: "map", Doc: "values by key: a register for each", New: sequential.NewMap,
			Synonyms: map[string]string{"cas": "CompareAndSwap", "read": "Get", "write": "Put"}, Keyed: operations("Get Put CompareAndSwap Delete"),
			Written: true, Symbols: true, Parts: operations("Get Put CompareAndSwap Delete"), Failures: true},
		{Name: "lists", Doc: "lists by key, which are appended to and read", New: sequential.NewLists, Keyed: operations("Append List"), Symbols: true},
		{Name: "set", Doc: "a set of keys", New: sequential.NewSet, Synonyms: map[string]string{"add": "Insert", "remove": "Delete"}, Keyed: operations("Insert Delete Contains"), Symbols: true},
		{Name: "deque", Doc: "pushed and popped at one end, stolen from at the other", New: sequential.NewDeque, Symbols: true, Parts: operations("Push Pop Steal")},
		{Name: "counter", Doc: "counts up and down", New: sequential.NewCounter},
		{Name: "sum", Doc: "a counter to which numbers are added", New: sequential.NewSum},
		{Name: "semaphore", Doc: "a number of permits", New: sequential.NewSemaphore, Parameters: []string{"permits"}},
		{Name: "mutex", Doc: "a lock that is taken and given back", New: sequential.NewMutex},
	}
}

func operations(names string) []string { return strings.Fields(names) }
