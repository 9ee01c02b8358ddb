package checker

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/machine"
)

// toy is a system given as a graph: a state is one byte, its node. Node 0 is the
// initial one. An edge's action is of the thread given.
type toy struct {
	edges  map[byte][]toyEdge
	ends   map[byte]bool
	bad    map[byte]string // states that are violations, by property
	again  int             // passes to abandon
	expand int             // states expanded
}

type toyEdge struct {
	thread int
	to     byte
}

func (s *toy) Start(dst []byte) ([]byte, *machine.Failure, error) { return append(dst, 0), nil, nil }

func (s *toy) Bytes() int { return 0 }

func (s *toy) Expand(state []byte, out *machine.Successors) error {
	n := state[0]
	s.expand++
	if s.again > 0 && n == 2 {
		s.again--
		return machine.ErrAgain
	}
	out.Ended, out.State, out.Failed = s.ends[n], nil, nil
	if p := s.bad[n]; p != "" {
		out.State = &machine.Failure{Property: p, Message: fmt.Sprintf("node %d", n), Thread: -1, Other: -1}
	}
	for _, e := range s.edges[n] {
		out.Bytes = append(out.Bytes, e.to)
		out.Items = append(out.Items, machine.Successor{Action: machine.StepOf(e.thread, 0), End: len(out.Bytes)})
	}
	return nil
}

// diamond: 0 → 1, 2; 1, 2 → 3, which ends.
func diamond() *toy {
	return &toy{
		edges: map[byte][]toyEdge{0: {{0, 1}, {1, 2}}, 1: {{1, 3}}, 2: {{0, 3}}},
		ends:  map[byte]bool{3: true},
	}
}

func explore(sys System, opts Options) *search {
	s := &search{sys: sys, opts: opts, stopwatch: stopwatch{started: time.Now()}}
	s.run(context.Background())
	return s
}

func TestCounts(t *testing.T) {
	for _, depthFirst := range []bool{false, true} {
		s := explore(diamond(), Options{DepthFirst: depthFirst})
		r := s.result()
		assert.Equal(t, []any{Verified, 4, 4, 2}, []any{r.Verdict, r.States, r.Transitions, r.Depth}, "depth-first %v", depthFirst)
	}
}

func TestStartsAgain(t *testing.T) {
	sys := diamond()
	sys.again = 3
	r := explore(sys, Options{}).result()
	assert.Equal(t, []any{Verified, 4, 4}, []any{r.Verdict, r.States, r.Transitions}, "only the last pass counts")
	assert.Greater(t, sys.expand, 4)
}

func TestStateLimit(t *testing.T) {
	s := explore(diamond(), Options{Limits: Limits{States: 3}})
	assert.Equal(t, Incomplete, s.result().Verdict)
	assert.Contains(t, s.result().Message, "limit of 3 states")
	s = explore(diamond(), Options{Limits: Limits{States: 4}})
	assert.Equal(t, Verified, s.result().Verdict, "a limit that is just enough is not met")
}

func TestMemoryAndTimeLimit(t *testing.T) {
	s := explore(diamond(), Options{Limits: Limits{Memory: 1}})
	assert.Equal(t, Incomplete, s.result().Verdict)
	assert.Contains(t, s.result().Message, "memory limit")
	s = &search{sys: diamond(), opts: Options{Limits: Limits{Time: time.Minute}}, stopwatch: stopwatch{started: time.Now().Add(-time.Hour)}}
	s.run(context.Background())
	assert.Equal(t, Incomplete, s.result().Verdict)
	assert.Contains(t, s.result().Message, "time limit")
}

// TestStagesShareTheTime: a limit of time is for all stages of an escalation together.
func TestStagesShareTheTime(t *testing.T) {
	for _, c := range []struct{ limit, gone, atMost time.Duration }{
		{0, time.Hour, 0}, // there is none
		{time.Hour, 30 * time.Minute, 24 * time.Minute}, // four fifths of what is left
		{time.Hour, 2 * time.Hour, -1},                  // nothing is left
	} {
		opts := Options{Limits: Limits{Time: c.limit}}
		e := &escalation{began: time.Now().Add(-c.gone)}
		assert.Equal(t, c.atMost >= 0, e.timed(&opts, 4))
		if c.atMost > 0 {
			assert.Positive(t, opts.Limits.Time)
			assert.LessOrEqual(t, opts.Limits.Time, c.atMost)
		}
	}
}

func TestInterrupt(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	s := &search{sys: diamond(), stopwatch: stopwatch{started: time.Now()}}
	s.run(ctx)
	assert.Equal(t, Incomplete, s.result().Verdict)
	assert.Contains(t, s.result().Message, "interrupted")
}

func TestStuckStates(t *testing.T) {
	for name, c := range map[string]struct {
		sys  *toy
		want byte
		ok   bool
	}{
		"every state ends":                    {diamond(), 0, false},
		"a cycle with a way out":              {&toy{edges: map[byte][]toyEdge{0: {{0, 1}}, 1: {{0, 0}, {0, 2}}}, ends: map[byte]bool{2: true}}, 0, false},
		"a way out through earlier ones":      {&toy{edges: map[byte][]toyEdge{0: {{0, 1}, {0, 2}}, 1: {{0, 1}, {0, 3}}, 2: {{0, 1}}, 3: {{0, 0}}}, ends: map[byte]bool{1: false, 2: true}}, 0, false},
		"a self-loop":                         {&toy{edges: map[byte][]toyEdge{0: {{0, 1}, {0, 2}}, 1: {{0, 1}}}, ends: map[byte]bool{2: true}}, 1, true},
		"a cycle behind a state that is fine": {&toy{edges: map[byte][]toyEdge{0: {{0, 1}, {1, 2}}, 1: {{0, 3}, {1, 4}}, 3: {{0, 5}}, 5: {{0, 3}}, 2: {{0, 4}}}, ends: map[byte]bool{4: true}}, 3, true},
		"no end at all":                       {&toy{edges: map[byte][]toyEdge{0: {{0, 1}}, 1: {{0, 0}}}}, 0, true},
	} {
		for _, depthFirst := range []bool{false, true} {
			s := explore(c.sys, Options{DepthFirst: depthFirst})
			doomed, found, err := s.ending(context.Background())
			require.NoError(t, err, name)
			require.Equal(t, c.ok, found, "%s, depth-first %v", name, depthFirst)
			if found && !depthFirst {
				assert.Equal(t, []byte{c.want}, s.seen.state(doomed), name)
			}
		}
	}
}

// TestEndingAgainstFixpoint compares the check that every state reaches an end
// with a fixpoint over all edges, on random graphs.
func TestEndingAgainstFixpoint(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "nodes")
		sys := &toy{edges: map[byte][]toyEdge{}, ends: map[byte]bool{}}
		for i := range n {
			if rapid.IntRange(0, 5).Draw(t, "end") == 0 {
				sys.ends[byte(i)] = true
				continue
			}
			for range rapid.IntRange(1, 3).Draw(t, "degree") {
				sys.edges[byte(i)] = append(sys.edges[byte(i)], toyEdge{rapid.IntRange(0, 2).Draw(t, "thread"), byte(rapid.IntRange(0, n-1).Draw(t, "to"))})
			}
		}
		s := explore(sys, Options{DepthFirst: rapid.Bool().Draw(t, "depth-first")})
		_, found, err := s.ending(context.Background())
		require.NoError(t, err)
		require.Equal(t, hasDoomed(sys, n), found)
	})
}

func hasDoomed(sys *toy, n int) bool {
	reached := closure(n, map[byte]bool{0: true}, func(from, to byte) (byte, byte) { return from, to }, sys)
	good := closure(n, sys.ends, func(from, to byte) (byte, byte) { return to, from }, sys)
	for b := range reached {
		if !good[b] {
			return true
		}
	}
	return false
}

// closure follows edges, in the direction that dir gives, until nothing is added.
func closure(n int, start map[byte]bool, dir func(from, to byte) (byte, byte), sys *toy) map[byte]bool {
	set := map[byte]bool{}
	for b, in := range start {
		if in {
			set[b] = true
		}
	}
	for range n {
		for from, edges := range sys.edges {
			for _, e := range edges {
				if a, b := dir(from, e.to); set[a] {
					set[b] = true
				}
			}
		}
	}
	return set
}

func TestFewestSwitches(t *testing.T) {
	// Two shortest ways to node 9: threads 0 1 0 1 and 0 0 1 1; the first is met first.
	sys := &toy{
		edges: map[byte][]toyEdge{
			0: {{0, 1}},
			1: {{1, 2}, {0, 3}}, 2: {{0, 4}}, 4: {{1, 9}},
			3: {{1, 5}}, 5: {{1, 9}},
		},
		bad: map[byte]string{9: PropertyDeadlock},
	}
	s := explore(sys, Options{})
	require.NotNil(t, s.violation)
	var threads []int
	for _, a := range s.shortest() {
		threads = append(threads, a.Thread())
	}
	assert.Equal(t, []int{0, 0, 1, 1}, threads)
}

// TestShortest compares the schedule that is reported with all paths of a random graph.
func TestShortest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 9).Draw(t, "nodes")
		sys := &toy{edges: map[byte][]toyEdge{}, bad: map[byte]string{byte(n - 1): PropertyDeadlock}}
		for i := range n - 1 {
			for range rapid.IntRange(0, 4).Draw(t, "degree") {
				sys.edges[byte(i)] = append(sys.edges[byte(i)], toyEdge{rapid.IntRange(0, 2).Draw(t, "thread"), byte(rapid.IntRange(0, n-1).Draw(t, "to"))})
			}
		}
		s := explore(sys, Options{})
		length, switches, found := bestPath(sys, byte(n-1), n)
		require.Equal(t, found, s.violation != nil)
		if found {
			path := s.shortest()
			require.Len(t, path, length)
			require.Equal(t, switches, countSwitches(path))
		}
	})
}

func countSwitches(path []machine.Action) (n int) {
	for i := 1; i < len(path); i++ {
		if path[i].Thread() != path[i-1].Thread() {
			n++
		}
	}
	return n
}

// bestPath tries all paths of at most n steps.
func bestPath(sys *toy, goal byte, n int) (length, switches int, found bool) {
	length = n + 1
	var walk func(at byte, steps, last, sw int)
	walk = func(at byte, steps, last, sw int) {
		if steps > length || steps == length && sw >= switches && found {
			return
		}
		if at == goal {
			length, switches, found = steps, sw, true
			return
		}
		for _, e := range sys.edges[at] {
			c := sw
			if last >= 0 && last != e.thread {
				c++
			}
			walk(e.to, steps+1, e.thread, c)
		}
	}
	walk(0, 0, -1, 0)
	return length, switches, found
}
