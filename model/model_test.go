package model_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/model"
	_ "heddle/model/drawn"
)

// TestWordIsAnInteger compares a Word, used by one thread, with a variable.
func TestWordIsAnInteger(t *testing.T) {
	loads := []func(*model.Word) int{
		(*model.Word).Load, (*model.Word).LoadAcquire, (*model.Word).LoadSeqCst, (*model.Word).LoadRelaxed,
	}
	stores := []func(*model.Word, int){
		(*model.Word).Store, (*model.Word).StoreRelease, (*model.Word).StoreSeqCst, (*model.Word).StoreRelaxed,
	}
	rapid.Check(t, func(t *rapid.T) {
		var w model.Word
		v := 0
		small := rapid.IntRange(-2, 2)
		t.Repeat(map[string]func(*rapid.T){
			"": func(t *rapid.T) {
				assert.Equal(t, v, rapid.SampledFrom(loads).Draw(t, "load")(&w))
			},
			"Store": func(t *rapid.T) {
				v = rapid.Int().Draw(t, "v")
				rapid.SampledFrom(stores).Draw(t, "store")(&w, v)
			},
			"TestAndSet": func(t *rapid.T) {
				assert.Equal(t, v != 0, w.TestAndSet(model.Acquire))
				v = 1
			},
			"FetchAndAdd": func(t *rapid.T) {
				delta := rapid.Int().Draw(t, "delta")
				assert.Equal(t, v, w.FetchAndAdd(delta))
				v += delta
			},
			"Swap": func(t *rapid.T) {
				to := small.Draw(t, "to")
				assert.Equal(t, v, w.Swap(to))
				v = to
			},
			"CompareAndSwap": func(t *rapid.T) {
				old, to := small.Draw(t, "old"), small.Draw(t, "to")
				assert.Equal(t, v == old, w.CompareAndSwap(old, to, model.AcqRel))
				if v == old {
					v = to
				}
			},
		})
	})
}

// TestPointerIsAPointer compares a Pointer, used by one thread, with a variable.
func TestPointerIsAPointer(t *testing.T) {
	type pointer = model.Pointer[int]
	loads := []func(*pointer) *int{
		(*pointer).Load, (*pointer).LoadAcquire, (*pointer).LoadSeqCst, (*pointer).LoadRelaxed,
	}
	stores := []func(*pointer, *int){
		(*pointer).Store, (*pointer).StoreRelease, (*pointer).StoreSeqCst, (*pointer).StoreRelaxed,
	}
	targets := []*int{nil, new(int), new(int)}
	rapid.Check(t, func(t *rapid.T) {
		var p pointer
		v := (*int)(nil)
		any := rapid.SampledFrom(targets)
		t.Repeat(map[string]func(*rapid.T){
			"": func(t *rapid.T) {
				assert.Same(t, v, rapid.SampledFrom(loads).Draw(t, "load")(&p))
			},
			"Store": func(t *rapid.T) {
				v = any.Draw(t, "v")
				rapid.SampledFrom(stores).Draw(t, "store")(&p, v)
			},
			"Swap": func(t *rapid.T) {
				to := any.Draw(t, "to")
				assert.Same(t, v, p.Swap(to, model.AcqRel))
				v = to
			},
			"CompareAndSwap": func(t *rapid.T) {
				old, to := any.Draw(t, "old"), any.Draw(t, "to")
				assert.Equal(t, v == old, p.CompareAndSwap(old, to))
				if v == old {
					v = to
				}
			},
		})
	})
}

func TestRunStartsEveryThreadAndWaits(t *testing.T) {
	var runs [8]atomic.Int64
	model.Run(len(runs), func(id int) {
		for range 100 {
			model.Pause()
		}
		model.Fence()
		runs[id].Add(1)
	})
	for id := range runs {
		assert.EqualValues(t, 1, runs[id].Load(), "thread %d", id)
	}
	model.Run(0, func(int) { t.Error("a thread of none") })
}

func TestChooseIsInRangeAndGetsEverywhere(t *testing.T) {
	seen := [3]bool{}
	for range 1000 {
		seen[model.Choose(3)] = true
	}
	assert.Equal(t, [3]bool{true, true, true}, seen)
	assert.Panics(t, func() { model.Choose(0) })
}

func TestAssert(t *testing.T) {
	assert.NotPanics(t, func() { model.Assert(true, "fine") })
	assert.PanicsWithValue(t, "model: assertion failed: lost update", func() { model.Assert(false, "lost update") })
}

// trapped runs f and reports whether it panics.
func trapped(f func()) (trap bool) {
	defer func() { trap = recover() != nil }()
	f()
	return false
}

// TestSectionTrapsABrokenLock lets two threads pass the test of a lock made of a
// load and a store before either stores: the schedule that breaks it.
func TestSectionTrapsABrokenLock(t *testing.T) {
	var held model.Word
	var inside model.Section
	var traps atomic.Int64
	var tested sync.WaitGroup
	tested.Add(2)
	model.Run(2, func(int) {
		for held.Load() != 0 {
			model.Pause()
		}
		tested.Done()
		tested.Wait()
		held.Store(1)
		if trapped(inside.Enter) {
			traps.Add(1)
		}
	})
	assert.EqualValues(t, 1, traps.Load())
}

func TestSectionAllowsOneAfterAnother(t *testing.T) {
	var s model.Section
	assert.NotPanics(t, func() { s.Enter(); s.Leave(); s.Enter(); s.Leave() })
	assert.Panics(t, s.Leave)
}

func TestSectionIsSharedByReaders(t *testing.T) {
	for name, c := range map[string]struct {
		calls func(s *model.Section)
		trap  bool
	}{
		"readers":                    {func(s *model.Section) { s.EnterShared(); s.EnterShared(); s.LeaveShared(); s.LeaveShared(); s.Enter() }, false},
		"a reader among readers":     {func(s *model.Section) { s.EnterShared(); s.EnterShared(); s.LeaveShared(); s.EnterShared() }, false},
		"a writer among readers":     {func(s *model.Section) { s.EnterShared(); s.EnterShared(); s.LeaveShared(); s.Enter() }, true},
		"a reader beside a writer":   {func(s *model.Section) { s.Enter(); s.EnterShared() }, true},
		"a writer leaves as reader":  {func(s *model.Section) { s.Enter(); s.LeaveShared() }, true},
		"a reader leaves as writer":  {func(s *model.Section) { s.EnterShared(); s.Leave() }, true},
		"a reader before the writer": {func(s *model.Section) { s.EnterShared(); s.LeaveShared(); s.Enter(); s.Leave(); s.EnterShared() }, false},
	} {
		var s model.Section
		assert.Equal(t, c.trap, trapped(func() { c.calls(&s) }), name)
	}
}

func TestEpisode(t *testing.T) {
	const arrive, depart = true, false
	type call struct {
		arrive bool
		who    int
	}
	tests := []struct {
		name  string
		calls []call
		trap  bool // on the last call
	}{
		{"together", []call{{arrive, 0}, {arrive, 1}, {depart, 1}, {depart, 0}}, false},
		{"early", []call{{arrive, 0}, {depart, 0}}, true},
		{"one ahead", []call{{arrive, 0}, {arrive, 1}, {depart, 1}, {arrive, 1}, {depart, 0}, {arrive, 0}, {depart, 1}}, false},
		{"early in the second", []call{{arrive, 0}, {arrive, 1}, {depart, 1}, {arrive, 1}, {depart, 1}}, true},
		{"no such participant", []call{{arrive, 2}}, true},
		{"negative participant", []call{{arrive, -1}}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var e model.Episode
			for i, c := range tt.calls {
				got := trapped(func() {
					if c.arrive {
						e.Arrive(c.who, 2)
					} else {
						e.Depart(c.who, 2)
					}
				})
				assert.Equal(t, tt.trap && i == len(tt.calls)-1, got, "call %d", i)
			}
		})
	}
	var e model.Episode
	e.Arrive(0, 2)
	assert.Panics(t, func() { e.Arrive(1, 3) }, "another number of participants")
}

func TestHistoryKeepsTheOrder(t *testing.T) {
	var h model.History
	arguments := []int{7, 8}
	h.Call(0, "push", arguments...)
	h.Call(1, "pop")
	h.Return(0)
	h.Return(1, 7, 1)
	arguments[0] = 9
	want := []model.HistoryEvent{
		{Client: 0, Operation: "push", Arguments: []int{7, 8}},
		{Client: 1, Operation: "pop"},
		{Client: 0, Return: true},
		{Client: 1, Return: true, Results: []int{7, 1}},
	}
	check := func(got []model.HistoryEvent) {
		t.Helper()
		at := time.Duration(0)
		for i := range got {
			assert.GreaterOrEqual(t, got[i].At, at)
			at, got[i].At = got[i].At, 0
		}
		assert.Equal(t, want, got)
	}
	got := h.Events()
	assert.Zero(t, got[0].At)
	check(got)
	got[0].Arguments[0] = 8
	check(h.Events()) // a copy
	assert.PanicsWithValue(t, model.ErrRefused, model.Refuse)
}

// TestHistoryOfMany: the history of many clients keeps the order of what one has seen another do, in parts or whole.
func TestHistoryOfMany(t *testing.T) {
	const clients, rounds = 70, 50
	var h model.History
	var parts []model.HistoryEvent
	stop, drained := make(chan bool), make(chan bool)
	go func() {
		defer close(drained)
		for {
			select {
			case <-stop:
				parts = append(parts, h.Drain()...)
				return
			default:
				parts = append(parts, h.Drain()...)
			}
		}
	}()
	var turn atomic.Int64
	model.Run(clients, func(client int) {
		for range rounds {
			h.Call(client, "next", client)
			h.Return(client, int(turn.Add(1)), client)
		}
	})
	close(stop)
	<-drained
	require.Len(t, parts, 2*clients*rounds)
	assert.Empty(t, h.Events())
	called, at, returned := map[int]bool{}, time.Duration(0), map[int]int{}
	calledAfter := map[int]int{} // by client: the largest turn that had returned
	largest := 0
	for _, e := range parts {
		assert.GreaterOrEqual(t, e.At, at)
		at = e.At
		assert.Equal(t, e.Return, called[e.Client], "a client's calls and returns alternate")
		called[e.Client] = !e.Return
		if !e.Return {
			assert.Equal(t, []int{e.Client}, e.Arguments)
			calledAfter[e.Client] = largest
			continue
		}
		assert.Equal(t, e.Client, e.Results[1])
		assert.Greater(t, e.Results[0], calledAfter[e.Client], "a turn is later than those that had returned before")
		largest = max(largest, e.Results[0])
		returned[e.Client]++
	}
	assert.Len(t, returned, clients)
}

func BenchmarkHistory(b *testing.B) {
	var h model.History
	var clients atomic.Int64
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		client := int(clients.Add(1))
		for pb.Next() {
			h.Call(client, "Push", 1)
			h.Return(client, 1, 2)
		}
	})
}
