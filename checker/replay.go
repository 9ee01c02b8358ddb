package checker

import (
	"fmt"
	"regexp"

	"heddle/machine"
	"heddle/model/program"
)

// Replay runs s on prog, which may have been compiled from newer source than s
// was recorded on, and returns what happened.
//
// The error wraps ErrDiverged if a step of s is not what the program does there;
// it says which step, what the schedule has and what the program does instead.
// The schedule returned then ends before that step. If all steps agree, the
// schedule returned has the property that is violated at the end, "" if none.
// Source positions may differ: code that has only moved does not diverge.
//
// If a Monitor watched the history when s was recorded one of the same criterion is needed: see ReplayJudged.
func Replay(prog *program.Program, s *Schedule) (*Schedule, error) {
	return ReplayJudged(prog, s, nil)
}

// ReplayJudged is Replay with a Monitor of the history, nil if there was none when s was recorded.
func ReplayJudged(prog *program.Program, s *Schedule, monitor machine.Monitor) (*Schedule, error) {
	memory, err := machine.FindMemory(s.Memory)
	if err != nil {
		return nil, err
	}
	system, err := machine.ParseSystem(s.System)
	if err == nil {
		err = system.With(memory)
	}
	if err == nil {
		err = watches(monitor, s.Criterion, memory)
	}
	if err != nil {
		return nil, err
	}
	network, err := machine.ParseNetworkOverride(s.Network)
	if err == nil {
		err = network.For(prog)
	}
	if err != nil {
		return nil, err
	}
	m := machine.New(prog, machine.Config{
		Network: network, Monitor: monitor,
		Memory: memory, System: system, AllVisible: s.Visible, Replay: set(s.Shared), Tracked: set(s.Tracked), Touched: set(s.Touched),
		Eager: s.Outcomes, NoteRaces: s.Outcomes, WordBits: s.WordBits, Ordered: s.Turns == "order", Wants: s.Turns == "wants", FirstCome: s.Property == PropertyFirstCome,
		Granted: s.Property == PropertyLeadsTo,
	})
	got := &recording{Schedule: &Schedule{
		Target: s.Target, Memory: s.Memory, System: s.System, Network: s.Network, Threads: s.Threads, Rounds: s.Rounds, Sorted: s.Sorted, WordBits: s.WordBits,
		Visible: s.Visible, Turns: s.Turns, Outcomes: s.Outcomes, Criterion: s.Criterion, Shared: s.Shared, Tracked: s.Tracked, Touched: s.Touched,
	}}
	t, fail, err := m.NewTrace()
	defer t.Close()
	if err != nil {
		return nil, err
	}
	got.begin(t)
	stem := len(s.Steps)
	if s.Cycle > 0 {
		stem = s.Cycle - 1
	}
	for i := range stem {
		if fail != nil {
			err = fmt.Errorf("%w: it ends before step %d: %s", ErrDiverged, i+1, fail.Message)
			break
		}
		var done machine.Traced
		if done, fail, err = follow(t, i, &s.Steps[i], false); err != nil {
			break
		}
		got.add(done)
	}
	if s.Cycle > 0 && err == nil && fail == nil {
		return got.Schedule, got.replayCycle(m, t, s)
	}
	got.finish(t, fail)
	if err == nil {
		got.Preemptions = s.Preemptions
	}
	if err == nil && got.Property == "" && neverEnds(s.Property) {
		got.Property, got.Message = confirmStuck(m, t)
	}
	return got.Schedule, err
}

func set(names []string) map[string]bool {
	s := map[string]bool{}
	for _, name := range names {
		s[name] = true
	}
	return s
}

// follow takes one step of a schedule; again says that it has been taken before, in a cycle, so that what is new is called otherwise.
func follow(t *machine.Trace, i int, want *Step, again bool) (machine.Traced, *machine.Failure, error) {
	a := machine.StepOf(want.Thread, want.Alt)
	if want.Flush {
		a = machine.FlushOf(want.Thread, want.Alt)
	}
	if want.Fault {
		a = machine.FaultOf(want.Alt)
	}
	if want.Deliver {
		a = machine.DeliverOf(want.Thread, want.Alt)
	}
	if !t.Enabled(a) {
		return machine.Traced{}, nil, diverged(t, i, want, "")
	}
	done, fail, blocked, err := t.Step(a)
	switch {
	case err != nil:
		return done, fail, err
	case blocked:
		return done, nil, diverged(t, i, want, "")
	case len(want.Events) > 0 && len(done.Events) > 0:
		w, g := want.Events[0], Event(done.Events[0])
		same := func(a, b string) bool {
			return a == b || again && numbered.ReplaceAllString(a, "#") == numbered.ReplaceAllString(b, "#")
		}
		if w.Kind != g.Kind || !same(w.Loc, g.Loc) || !same(w.Value, g.Value) || w.Thread != g.Thread {
			return done, nil, diverged(t, i, want, fmt.Sprintf("%s at %s", g.Text, g.Pos))
		}
	case len(want.Events) != len(done.Events):
		return done, nil, diverged(t, i, want, "something else")
	}
	return done, fail, nil
}

// numbered is an object in the text of a value or a place: what it is called after, and its number. Two that are in the same place in equal states
// may have been made in different lines.
var numbered = regexp.MustCompile(`[^&.,: ]*#[0-9]+`)

// diverged says where a schedule and the program part. does is what the program
// does instead, "" if the thread cannot take a step.
func diverged(t *machine.Trace, i int, want *Step, does string) error {
	has := "a step"
	if len(want.Events) > 0 {
		has = fmt.Sprintf("%s at %s", want.Events[0].Text, want.Events[0].Pos)
	}
	who := program.ThreadName(want.Thread)
	if does == "" {
		does = who + " has ended"
		for _, e := range t.Waiting() {
			if e.Thread == want.Thread {
				does = fmt.Sprintf("%s waits: %s at %s", who, e.Text, e.Pos)
			}
		}
	}
	return fmt.Errorf("%w: step %d: the schedule has %s: %s; the program: %s", ErrDiverged, i+1, who, has, does)
}

// neverEnds reports whether a schedule of the property may end in a state that threads
// can go on from, though none of what follows ends.
func neverEnds(property string) bool {
	return property == PropertyStuck || property == PropertyDeadlock || property == PropertyLeak
}

// confirmStuck searches from the end of a run: no end may be reachable.
func confirmStuck(m *machine.Machine, t *machine.Trace) (property, message string) {
	f := t.Stuck(func(state []byte) (ended bool, forever uint64) {
		s := &search{sys: m, opts: Options{Limits: Limits{States: maxBeyond}}}
		ended, forever, err := s.beyond(m, state)
		return ended || err != nil, forever
	})
	if f == nil {
		return "", ""
	}
	return f.Property, f.Message
}
