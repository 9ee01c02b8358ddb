package checker

import (
	"fmt"
	"slices"

	"heddle/machine"
	"heddle/machine/reference"
	"heddle/model/program"
)

// writer is a thread of the reference interpreter that the machine gave a number, and how
// many writes those had made that had the number before.
type writer struct{ thread, before int }

// bind says that the machine's thread number is the reference's thread.
func (c *confirmation) bind(number, thread int) {
	w := writer{thread: thread}
	if list := c.writers[number]; len(list) > 0 {
		last := list[len(list)-1]
		w.before = last.before + c.m.Writes(last.thread)
	}
	c.number[number] = thread
	c.writers[number] = append(c.writers[number], w)
}

// message gives the alternative of thread t's next access that reads, or puts its store after, the message
// that the machine did. Where the machine does not say it, no other thread has a say: that is the last one.
func (c *confirmation) message(t int, messages []reference.Message, operation bool, done machine.Traced) (int, error) {
	want := done.Reads
	if want == nil {
		want = done.After
	}
	if !operation || want == nil {
		return 0, nil
	}
	if i := slices.IndexFunc(messages, c.is(*want)); i >= 0 {
		return i, nil
	}
	return 0, fmt.Errorf("%s at line %d: there is no write %d of %s to that cell",
		program.ThreadName(t), c.m.Position(t).Line, want.N, program.ThreadName(want.Thread))
}

// is reports whether a message of the reference is the machine's x.
func (c *confirmation) is(x machine.Message) func(reference.Message) bool {
	if x.Thread < 0 { // the latest of those that are there from the start
		return func(y reference.Message) bool { return y.Thread < 0 || y.Thread == 0 && y.N < c.booted }
	}
	for _, w := range slices.Backward(c.writers[x.Thread]) {
		if x.N >= w.before {
			return func(y reference.Message) bool { return y == reference.Message{Thread: w.thread, N: x.N - w.before} }
		}
	}
	return func(reference.Message) bool { return false }
}
