// Package flag is synchronization by a flag in plain Go, with its broken twins.
//
// A check claims that no item is lost, read before it is whole, or overwritten
// before it is read, and that both sides get through.
package flag

import (
	"heddle/model"
	"heddle/specs/round"
)

// Mailbox passes items from one producer to one consumer by atomic reads and
// writes alone: the flag says whose turn it is, and so who may touch the item.
//
// Source: lecture example; the case of one place of the bounded buffer of
// L. Lamport, Proving the correctness of multiprocess programs, IEEE TSE 3(2), 1977.
type Mailbox struct {
	full model.Word // 0: the producer's turn, 1: the consumer's
	item int
}

// Put waits until the last item is taken and puts the next. Each turn of the flag releases, and
// who waits for it acquires, what was done with the item: that it is written, that it is read.
func (m *Mailbox) Put(item int) {
	m.await(0)
	m.item = item
	m.full.StoreRelease(1)
}

// Get waits for an item and takes it.
func (m *Mailbox) Get() int {
	m.await(1)
	item := m.item
	m.full.StoreRelease(0)
	return item
}

func (m *Mailbox) await(full int) {
	for m.full.LoadAcquire() != full {
		model.Pause()
	}
}

// exchange sends rounds items from thread 0 to thread 1, each its own number, or
// for ever, each another number than the last. To be put leads to being got.
func exchange(rounds int, put func(item int), get func() int) {
	var passed model.Response
	model.Run(2, func(id int) {
		for r := 0; r != rounds; r = round.Next(r, rounds, 2) {
			if id == 0 {
				passed.Ask(0)
				put(r + 1)
			} else {
				model.Assert(get() == r+1, "the consumer got another item than the one that was sent")
				passed.Grant(0)
			}
		}
	})
}

// CheckProducerConsumer checks Mailbox; threads is 2.
func CheckProducerConsumer(threads, rounds int) {
	var m Mailbox
	exchange(rounds, m.Put, m.Get)
}
