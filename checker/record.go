package checker

import (
	"fmt"
	"sort"

	"heddle/machine"
	"heddle/model/program"
)

// recording is a run that becomes a schedule, with what confirm needs to repeat it
// on another interpreter.
type recording struct {
	*Schedule
	initial  machine.Traced   // what the initial block executed
	done     []machine.Traced // by step
	duty     machine.Duty     // that is open all around the cycle
	again    []machine.Traced // the steps of the cycle, the second time round
	judge    HistoryJudge
	open     []HistoryEvent // calls that are put off at the end, if there is a Monitor
	mayWait  bool           // what has not returned then may wait for ever, as the Monitor says
	copies   []machine.Copy // at the end, where transactions are split
	spinning bool           // the end is a state that threads can leave but no schedule ends from
}

// record runs the actions on m and tells what they do.
func record(m *machine.Machine, actions []machine.Action, v *violation, opts Options, target string) (*recording, error) {
	f := v.failure
	s := &recording{spinning: v.spinning, Schedule: &Schedule{
		Target: target, Memory: opts.Memory, System: opts.System.String(), Network: opts.Network.String(), Threads: opts.Threads, Rounds: opts.Rounds, Sorted: opts.Sorted, WordBits: opts.WordBits,
		Visible: opts.AllVisible, Turns: m.Turns(), Shared: m.Shared(), Tracked: m.Tracked(), Touched: m.Touched(), Property: f.Property, Message: f.Message,
	}}
	if s.judge = opts.Judge; opts.Monitor != nil {
		s.Criterion = opts.Monitor.Property()
	}
	if s.Memory == "" {
		s.Memory = machine.Memories()[0].Name
	}
	if v.forever != nil {
		return s, recordForever(m, v, s)
	}
	t, fail, err := s.play(m, actions)
	defer t.Close()
	if err != nil {
		return nil, err
	}
	s.finish(t, fail)
	if s.copies = t.Copies(); s.Criterion != "" && fail == nil {
		var open []machine.Operation
		open, s.mayWait = t.Waits()
		for _, o := range open {
			s.open = append(s.open, historyEvent(o, len(s.Steps)+1))
		}
	}
	if v.spinning { // the words of the failure are those of the trace, which knows the names of all objects
		fail = t.Stuck(func([]byte) (bool, uint64) { return false, f.Forever })
		s.Property, s.Message = fail.Property, fail.Message
	}
	if len(actions) > 0 && s.Property != f.Property {
		return nil, fmt.Errorf("checker: bug: the counterexample ends in %q, not in %q", s.Property, f.Property)
	}
	if s.Property == "" {
		s.Property, s.Message = f.Property, f.Message
	}
	if fail == nil && f.Thread >= 0 && f.Other >= 0 {
		s.End = only(s.End, f.Thread, f.Other)
	}
	return s, nil
}

// play runs the actions on m. A failure is that of the last one, or of the initial block.
// The trace must be closed whether there is an error or not.
func (s *recording) play(m *machine.Machine, actions []machine.Action) (t *machine.Trace, fail *machine.Failure, err error) {
	sort.Strings(s.Shared)
	sort.Strings(s.Tracked)
	sort.Strings(s.Touched)
	t, fail, err = m.NewTrace()
	if err != nil {
		return t, nil, fmt.Errorf("checker: bug: the initial block cannot be run again: %w", err)
	}
	s.begin(t)
	for i, a := range actions {
		var done machine.Traced
		var blocked bool
		if t.Enabled(a) {
			done, fail, blocked, err = t.Step(a)
		} else {
			blocked = true
		}
		if err != nil || blocked || fail != nil && i < len(actions)-1 {
			return t, nil, fmt.Errorf("checker: bug: step %d of the schedule cannot be taken again (%v, blocked %v)", i+1, err, blocked)
		}
		s.add(done)
	}
	return t, fail, nil
}

// begin notes what the initial block has done.
func (s *recording) begin(t *machine.Trace) {
	s.initial = t.Initial
	s.history(t.Initial, 0)
	for _, e := range t.Initial.Events {
		if e.Kind == "mark" || e.Kind == "claim" || e.Message > 0 {
			s.Initial = append(s.Initial, Event(e))
		}
	}
}

// add appends a step of the machine's trace.
func (s *recording) add(done machine.Traced) {
	s.done = append(s.done, done)
	a := done.Action
	step := Step{Thread: a.Thread(), Alt: a.Alt(), Flush: a.Flush(), Deliver: a.Deliver(), Fault: a.Fault()}
	for _, e := range done.Events {
		step.Events = append(step.Events, Event(e))
	}
	last := -1
	for i := len(s.Steps) - 1; i >= 0 && last < 0; i-- {
		if !s.Steps[i].Hardware() {
			last = s.Steps[i].Thread
		}
	}
	if last >= 0 && !step.Hardware() && last != step.Thread {
		s.Switches++
	}
	s.Steps = append(s.Steps, step)
	s.history(done, len(s.Steps))
}

// history adds the calls and returns of a step.
func (s *recording) history(done machine.Traced, step int) {
	for _, o := range done.History {
		s.History = append(s.History, historyEvent(o, step))
	}
}

func historyEvent(o machine.Operation, step int) HistoryEvent {
	e := HistoryEvent{Step: step, Thread: o.Thread, Client: o.Client, Return: o.Return, Operation: o.Name}
	if o.Return {
		e.Results = o.Words
	} else {
		e.Arguments, e.Before = o.Words, o.Before
	}
	return e
}

// finish fills in what is the case at the end of a run: the property that is
// violated there, if one is, and what every thread is about to do.
func (s *recording) finish(t *machine.Trace, fail *machine.Failure) {
	s.Property, s.Message, s.Stack, s.End = "", "", nil, nil
	threads := t.Threads()
	for _, e := range s.Initial {
		threads = max(threads, e.Thread+1) // if the initial block fails its threads are not there
	}
	for i := range threads {
		s.Names = append(s.Names, program.ThreadName(i))
	}
	if fail == nil {
		for _, e := range t.Waiting() {
			s.End = append(s.End, Event(e))
		}
		if fail = t.Failure(); fail != nil && fail.Other >= 0 {
			s.End = only(s.End, fail.Thread, fail.Other)
		}
	}
	if fail != nil {
		s.Property, s.Message, s.Stack = fail.Property, fail.Message, fail.Stack
	}
}

func only(events []Event, t, u int) []Event {
	var list []Event
	for _, e := range events {
		if e.Thread == t || e.Thread == u {
			list = append(list, e)
		}
	}
	return list
}
