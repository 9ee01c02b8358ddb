package machine

// sequential is one interleaving of all threads' accesses, each in program order.
func sequential() Memory {
	return Memory{
		Name:   "sc",
		Doc:    "sequential consistency: one interleaving, in program order",
		Source: "L. Lamport, How to Make a Multiprocessor Computer That Correctly Executes Multiprocess Programs, IEEE ToC C-28(9), 1979",
	}
}
