package machine

import "encoding/binary"

// Touch is a reference of a step's to a line that threads share.
type Touch struct {
	Line          uint64 // its first word
	Heap          bool   // of an object of the heap: its place may be another in the next state
	Thread        uint8
	Reads, Writes bool
}

// touch gives what a reference is as a Touch.
func (m *Machine) touch(e *effect) Touch {
	k := referral(e.what)
	return Touch{Line: e.addr, Heap: e.addr >= m.fixed, Thread: e.thread, Reads: k != refWrite, Writes: k == refWrite || k == refModify}
}

// appendTouches appends the touches of a label to its key.
func appendTouches(key []byte, list []Touch) []byte {
	for _, t := range list {
		key = append(key, t.Thread, byte(truth(t.Heap)|truth(t.Reads)<<1|truth(t.Writes)<<2))
		key = binary.AppendUvarint(key, t.Line)
	}
	return key
}
