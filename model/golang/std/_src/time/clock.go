// Package time is Go's own, but for the clock, and what waits for it.
//
// Time is virtual: nothing in a program takes time, and whatever waits for the
// clock may be done waiting at any moment. The clock is kept only if the checked
// program itself reads it or asks what a Time is: then it advances to the deadline
// of each timer that fires and each Sleep that returns, and whenever it is read it
// may have jumped by an hour, maxJumps times in a run. What comes after more jumps
// is not explored; the bound is part of the verdict. Go's own packages alone, such as
// context, see a clock that stands still: they only compute deadlines from it, and
// timers fire in any order as it is.
//
// Reading the clock orders nothing.
package time

import (
	"heddle/model"
	"heddle/model/golang/step"
)

const (
	maxJumps = 2
	bound    = "clock≤2 jumps of 1h"

	start = 1          // first reading, in nanoseconds, and
	epoch = 1257894000 // in seconds, Unix time
)

var (
	nano  int64 = start // the clock
	jumps int
)

// startNano is what monotonic readings are relative to.
const startNano = 0

// localLoc is where a check is: at UTC.
var localLoc = Location{name: "Local"}

// localOnce has nothing to initialise.
var localOnce once

type once struct{}

func (once) Do(func()) {}

func initLocal() {}

// kept reports whether the clock is kept.
func kept() bool { return step.Used("Now Since Until Time") }

// runtimeIsBubbled tells of package testing/synctest, which is not supported.
func runtimeIsBubbled() bool { return false }

// Now reads the clock.
func Now() Time { return at(runtimeNano()) }

// at gives the time when the clock is n.
func at(n int64) Time {
	sec := epoch + unixToInternal - minWall + n/1e9
	return Time{hasMonotonic | uint64(sec)<<nsecShift | uint64(n%1e9), n, Local}
}

// runtimeNano reads the clock, which may have jumped.
func runtimeNano() int64 {
	step.Bound(kept(), bound)
	if !kept() {
		return start
	}
	return readClock()
}

func readClock() int64 {
	jump := model.Choose(2) == 1
	step.Begin()
	cut := jump && jumps == maxJumps
	if jump && !cut {
		jumps++
		nano += int64(Hour)
	}
	now := nano
	step.EndRelaxed()
	if cut {
		step.Exit(0)
	}
	return now
}

// advance brings the clock to when, if it is not there yet, and gives it.
func advance(when int64) int64 {
	step.Begin()
	nano = max(nano, when)
	now := nano
	step.EndRelaxed()
	return now
}

// deadline gives the clock d from now, 0 if it is not kept.
func deadline(d Duration) int64 {
	if !kept() {
		return 0
	}
	step.Begin()
	when := nano + int64(max(d, 0))
	step.EndRelaxed()
	if when < 0 {
		when = 1<<63 - 1
	}
	return when
}

// Sleep returns at any later moment.
func Sleep(d Duration) {
	if d <= 0 {
		return
	}
	if kept() {
		advance(deadline(d))
		return
	}
	step.Begin()
	_ = nano // never written: a step only where a loop has no other
	step.End()
}
