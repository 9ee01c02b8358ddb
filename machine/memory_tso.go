package machine

import "heddle/model/program"

// totalStoreOrder is the model of x86 and SPARC TSO: each thread has one FIFO
// store buffer. A load takes the newest entry of its own buffer for its cell, or
// memory; the buffer writes its oldest entry to memory at any time; locked
// operations and fences wait for the thread's buffer to be empty.
func totalStoreOrder() Memory {
	return Memory{
		Name:     "tso",
		Doc:      "total store order: one FIFO store buffer a thread, with forwarding",
		Source:   "S. Owens, S. Sarkar, P. Sewell, A Better x86 Memory Model: x86-TSO, TPHOLs 2009",
		Buffered: true,
	}
}

// drains reports whether in needs the thread's own store buffer to be empty, and
// then acts on memory at once. Starting a thread does, so that the new thread
// sees what its parent wrote; so does ending, so that who joins it does.
func drains(in *program.Instr) bool {
	switch in.Op {
	case program.AtomicAdd, program.AtomicSwap, program.AtomicAnd, program.AtomicOr, program.AtomicXor, program.AtomicCAS,
		program.Begin, program.Join, program.Go, program.GoClosure, program.GoMethod, program.Close, program.Select,
		program.NetSend, program.NetReceive:
		return true
	case program.Store, program.Fence:
		return program.Order(in.Aux) == program.SeqCst
	}
	return false
}
