package model

import (
	"fmt"
	"sync"
	"sync/atomic"
)

// Section claims mutual exclusion: while a thread is between Enter and Leave
// no other is in the section. Between EnterShared and LeaveShared there may be
// many at a time, as readers. The zero value is a section that nobody is in.
//
// When checked, entering counts from the end of the thread's last step and
// leaving from the start of its next, so that a section is never found empty
// only because it is short.
type Section struct {
	inside atomic.Int64 // who entered by Enter, and reader times the others
}

// reader is what a thread that entered by EnterShared adds to a section's word.
const reader = 1 << 32

// Enter claims that no other thread is in the section. Natively it panics if one is.
func (s *Section) Enter() {
	if n := s.inside.Add(1); n != 1 {
		panic(fmt.Sprintf("model: mutual exclusion: %d threads are in the critical section", n/reader+n%reader))
	}
}

// Leave ends what Enter began. Natively it panics if nobody has entered so.
func (s *Section) Leave() {
	if int32(s.inside.Add(-1)) < 0 {
		panic("model: Section: Leave without Enter")
	}
}

// EnterShared claims that no thread is in the section that entered by Enter. Natively it panics if one is.
func (s *Section) EnterShared() {
	if n := s.inside.Add(reader); n%reader != 0 {
		panic(fmt.Sprintf("model: mutual exclusion: a reader and %d other threads are in the critical section", n/reader-1+n%reader))
	}
}

// LeaveShared ends what EnterShared began. Natively it panics if nobody has entered so.
func (s *Section) LeaveShared() {
	if s.inside.Add(-reader) < 0 {
		panic("model: Section: LeaveShared without EnterShared")
	}
}

// Episode claims what a barrier promises: no participant leaves an episode
// before all n of them, 0 … n-1, have arrived at it. The zero value is before
// the first episode. Every call names the same n.
type Episode struct {
	mu       sync.Mutex
	arrived  int   // arrivals at all episodes so far
	departed []int // episodes that each participant has left
}

// Arrive says that participant arrives at its next episode; call it just before
// the barrier. It panics unless 0 ≤ participant < n.
func (e *Episode) Arrive(participant, n int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.admit(participant, n)
	e.arrived++
}

// Depart claims that participant may leave its episode; call it just after the
// barrier. Natively it panics if somebody has not arrived yet.
func (e *Episode) Depart(participant, n int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.admit(participant, n)
	e.departed[participant]++
	// Until the claim is first broken nobody is ahead of an episode that somebody
	// has yet to arrive at, so the total tells whether all have arrived at this one.
	episode := e.departed[participant]
	if missing := episode*n - e.arrived; missing > 0 {
		panic(fmt.Sprintf("model: barrier: participant %d leaves episode %d before %d of %d have arrived",
			participant, episode, missing, n))
	}
}

func (e *Episode) admit(participant, n int) {
	if participant < 0 || participant >= n {
		panic(fmt.Sprintf("model: Episode: participant %d, want 0 … %d", participant, n-1))
	}
	if e.departed == nil {
		e.departed = make([]int, n)
	}
	if len(e.departed) != n {
		panic(fmt.Sprintf("model: Episode: %d participants, want %d as before", n, len(e.departed)))
	}
}
