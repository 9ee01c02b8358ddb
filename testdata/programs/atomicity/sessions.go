package atomicity

import (
	"fmt"
	"sync"
	"sync/atomic"
)

// One session per user, opened by whoever comes first.
// Non-blocking, Lib: Load and then Store of a sync.Map, between which another one may store.

type session struct{ user string }

type sessions struct {
	byUser sync.Map
	opened atomic.Int32
}

func (s *sessions) getInTwoSteps(user string) *session {
	if found, ok := s.byUser.Load(user); ok {
		return found.(*session)
	}
	opened := &session{user}
	s.byUser.Store(user, opened)
	return opened
}

func (s *sessions) get(user string) *session {
	found, loaded := s.byUser.LoadOrStore(user, &session{user})
	if !loaded {
		s.opened.Add(1)
	}
	return found.(*session)
}

func getTogether(get func(s *sessions, user string) *session) {
	var s sessions
	got := make([]*session, 2)
	var wg sync.WaitGroup
	for i := range got {
		wg.Go(func() { got[i] = get(&s, "ann") })
	}
	wg.Wait()
	if got[0] != got[1] {
		panic("two sessions of " + got[0].user) // want violated panic in CheckLoadThenStore
	}
	fmt.Println(got[0].user, s.opened.Load())
}

func CheckLoadThenStore() { getTogether((*sessions).getInTwoSteps) }

func CheckLoadOrStore() { getTogether((*sessions).get) } // want verified
