// Package register is a library of registers in plain Go, each made of weaker ones, with broken twins: the
// mistakes that are made when it is written.
//
// Of a register with one writer that is read while it is written, the read gives anything if the register is safe; the value before or
// the new one if it is regular; and if it is atomic the reads and writes are moreover as if
// they came one after the other: it is linearizable, it does what sequential.Register does. A regular register is one of which each read, if
// it were the only one, would be atomic; but of two reads during one write the first may give the new value and the second the old one.
//
// Source: L. Lamport, On interprocess communication, part II: algorithms, Distributed Computing 1(2), 1986.
package register

import "heddle/model"

// Word is an atomic register, as the machine has it.
type Word struct{ word model.Word }

// NewWord gives a register that is 0.
func NewWord() *Word { return new(Word) }

// Write sets the value.
func (r *Word) Write(v int) { r.word.StoreSeqCst(v) }

// Read gives the value.
func (r *Word) Read() int { return r.word.LoadSeqCst() }

// Relaxed is a Word whose accesses order nothing: a write may return before others see it. All still see the
// values of one word in one order, which is enough where happens-before is all that orders operations, and not where time does.
type Relaxed struct{ word model.Word }

// NewRelaxed gives a register that is 0.
func NewRelaxed() *Relaxed { return new(Relaxed) }

// Write sets the value.
func (r *Relaxed) Write(v int) { r.word.StoreRelaxed(v) }

// Read gives the value.
func (r *Relaxed) Read() int { return r.word.LoadRelaxed() }

// Torn is a register that is written in two halves: one who reads between them gets half of each.
type Torn struct{ low, high model.Word }

// NewTorn gives a register that is 0.
func NewTorn() *Torn { return new(Torn) }

// Write sets the value.
func (r *Torn) Write(v int) {
	r.low.StoreSeqCst(v % 2)
	r.high.StoreSeqCst(v / 2)
}

// Read gives the value.
func (r *Torn) Read() int { return 2*r.high.LoadSeqCst() + r.low.LoadSeqCst() }
