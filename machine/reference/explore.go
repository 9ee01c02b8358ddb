package reference

import (
	"errors"
	"fmt"
	"strings"

	"heddle/model/program"
)

// ErrLimit says that a bound was met before an answer.
var ErrLimit = errors.New("reference: too many states or steps")

// Outcome is all that brute force finds out about a program.
type Outcome struct {
	States      int
	Transitions int
	// Violations has the properties that a step violates, each with the message met first.
	Violations map[string]string
	// Finals are the final values of the globals whose name begins with "result",
	// "result0=1 result1=0", in all the states where the program has ended.
	Finals   map[string]bool
	Deadlock bool // a state is reachable where nothing can happen and main has not finished; or, of those that are Stuck, one that some thread cannot leave
	Leak     bool // … a state where main has finished and other threads cannot all finish
	Stuck    bool // … a state from which main cannot finish, and nothing else ends the program either
	Partial  bool // … such a state in which a thread is blocked for ever, not just in a Join
}

// Verified reports whether nothing is wrong.
func (o Outcome) Verified() bool {
	return len(o.Violations) == 0 && !o.Deadlock && !o.Leak && !o.Stuck
}

// node is a state in the graph that Explore builds.
type node struct {
	machine *Machine // nil once expanded
	before  []int
	main    bool         // the main thread has finished
	end     bool         // the program has ended (see Machine.Ended), or a step violates something
	blocked bool         // nothing can happen, though the program has not ended
	waiting map[int]bool // threads that no step moves, but those in a Join; from liveness on, in all that follows
}

// explorer is a search in progress.
type explorer struct {
	outcome Outcome
	nodes   []*node
	index   map[string]int
	limit   int
	long    bool // an execution was left out
}

// maxEvents bounds the events of an execution that Explore goes on with.
const maxEvents = 24

// Explore tries all interleavings of p, each instruction a step, breadth first.
// It stops with ErrLimit at more than limit states. Under RC11 a loop has no end, since each turn
// adds events: executions of more than maxEvents are left out, and the error is then ErrLimit too.
//
// Stuck and Leak do not count states from which a violation or a blocked state
// is reachable: those have their own name.
func Explore(p *program.Program, c Config, limit int) (Outcome, error) {
	e := &explorer{index: map[string]int{}, limit: limit}
	e.outcome.Violations = map[string]string{}
	e.outcome.Finals = map[string]bool{}
	e.add(-1, New(p, c))
	for i := 0; i < len(e.nodes); i++ {
		if err := e.expand(i); err != nil {
			return e.outcome, err
		}
	}
	if e.long {
		return e.outcome, fmt.Errorf("%w: more than %d events", ErrLimit, maxEvents)
	}
	e.liveness()
	e.outcome.States = len(e.nodes)
	return e.outcome, nil
}

// add enters the state that m is in as a successor of node from.
func (e *explorer) add(from int, m *Machine) {
	key := m.Key()
	i, seen := e.index[key]
	if !seen {
		i = len(e.nodes)
		e.index[key] = i
		e.nodes = append(e.nodes, &node{machine: m, main: m.Finished(0)})
	}
	if from >= 0 {
		e.outcome.Transitions++
		e.nodes[i].before = append(e.nodes[i].before, from)
	}
}

func (e *explorer) expand(i int) error {
	if len(e.nodes) > e.limit {
		return fmt.Errorf("%w: more than %d states", ErrLimit, e.limit)
	}
	n := e.nodes[i]
	m := n.machine
	n.machine = nil
	if m.weak != nil && m.weak.events() > maxEvents {
		e.long = true
		return nil
	}
	if m.Ended() {
		n.end = true
		e.outcome.Finals[m.results()] = true
		return nil
	}
	moves := 0
	n.waiting = m.waiters()
	for t := range m.Threads() {
		for alt := range m.Alternatives(t) {
			next := m.Clone()
			a, err := next.Step(t, alt)
			if err == nil {
				err = next.haunt()
			}
			switch {
			case err == ErrBlocked:
				continue
			case err != nil:
				if err = e.fails(i, err); err != nil {
					return err
				}
			default:
				e.add(i, next)
			}
			moves++
			delete(n.waiting, t)
			if a.Meets {
				delete(n.waiting, a.Receiver)
			}
		}
		for entry := range m.Buffer(t) {
			next := m.Clone()
			if _, err := next.Flush(t, entry); err == nil {
				e.add(i, next)
				moves++
				delete(n.waiting, t)
			}
		}
	}
	if n.end = n.end || m.Halted(); m.Halted() {
		e.outcome.Finals[m.results()] = true
	}
	n.blocked = moves == 0 && !m.someDown()
	return e.suffer(i, m)
}

// fails notes that a step from node i violates something; an error that says something else is given back.
func (e *explorer) fails(i int, err error) error {
	var failure *Failure
	if !errors.As(err, &failure) {
		return err
	}
	e.nodes[i].end = true
	if _, seen := e.outcome.Violations[failure.Property]; !seen {
		e.outcome.Violations[failure.Property] = failure.Message
	}
	return nil
}

// suffer adds what can follow the state of node i by faults. That a mishap can happen is no way out of a state.
func (e *explorer) suffer(i int, m *Machine) error {
	for _, f := range m.Faults() {
		next := m.Clone()
		err := next.Suffer(f)
		if err == nil {
			err = next.haunt()
		}
		if err != nil {
			if err = e.fails(i, err); err != nil {
				return err
			}
			continue
		}
		if f.Kind.Mishap() {
			e.add(-1, next)
			e.outcome.Transitions++
			continue
		}
		e.add(i, next)
		if f.Kind == FaultRestart {
			delete(e.nodes[i].waiting, f.Thread)
		}
	}
	return nil
}

// liveness judges the states from which the program does not end.
func (e *explorer) liveness() {
	explained := e.reaches(func(n *node) bool { return n.end || n.blocked })
	main := e.reaches(func(n *node) bool { return n.end || n.blocked || n.main })
	for i, n := range e.nodes {
		e.outcome.Deadlock = e.outcome.Deadlock || n.blocked && !n.main
		e.outcome.Leak = e.outcome.Leak || n.main && (n.blocked || !explained[i])
		e.outcome.Stuck = e.outcome.Stuck || !main[i]
	}
	e.waitForever()
	for i, n := range e.nodes {
		e.outcome.Partial = e.outcome.Partial || !main[i] && len(n.waiting) > 0
	}
}

// waiters gives the threads, but daemons, that may be blocked, and not just in a Join.
func (m *Machine) waiters() map[int]bool {
	set := map[int]bool{}
	for t, th := range m.threads {
		if in, ok := m.Next(t); ok && th.daemon == 0 && in.Op != program.Join {
			set[t] = true
		}
	}
	return set
}

// waitForever leaves in node.waiting those threads that wait in all that can follow.
func (e *explorer) waitForever() {
	for changed := true; changed; {
		changed = false
		for _, n := range e.nodes {
			for _, i := range n.before {
				for t := range e.nodes[i].waiting {
					if !n.waiting[t] {
						delete(e.nodes[i].waiting, t)
						changed = true
					}
				}
			}
		}
	}
}

// reaches gives the nodes from which one that is a goal can be reached.
func (e *explorer) reaches(goal func(*node) bool) []bool {
	reach := make([]bool, len(e.nodes))
	var queue []int
	for i, n := range e.nodes {
		if goal(n) {
			reach[i] = true
			queue = append(queue, i)
		}
	}
	for len(queue) > 0 {
		i := queue[0]
		queue = queue[1:]
		for _, j := range e.nodes[i].before {
			if !reach[j] {
				reach[j] = true
				queue = append(queue, j)
			}
		}
	}
	return reach
}

// results prints the globals whose name begins with "result".
func (m *Machine) results() string {
	var parts []string
	for _, o := range m.prog.Statics {
		if !strings.HasPrefix(o.Name[strings.LastIndexByte(o.Name, '.')+1:], "result") {
			continue
		}
		words := m.mem[o.Addr : o.Addr+m.words(object{Object: o})]
		if len(words) == 1 {
			parts = append(parts, fmt.Sprintf("%s=%d", o.Name, int64(words[0])))
			continue
		}
		parts = append(parts, fmt.Sprintf("%s=%d", o.Name, words))
	}
	return strings.Join(parts, " ")
}

// Run runs p with its threads in turn, each as far as it gets, alternative 0 of
// every choice, and gives the machine at the end. The error is a *Failure, or says
// that nothing can go on, or is ErrLimit after that many steps.
func Run(p *program.Program, limit int) (*Machine, error) {
	m := New(p, Config{})
	for steps, moved := 0, true; moved && !m.Ended(); {
		moved = false
		for t := 0; t < m.Threads(); t++ {
			for {
				_, err := m.Step(t, 0)
				if err == ErrBlocked {
					break
				}
				if err != nil {
					return m, err
				}
				moved = true
				if steps++; steps > limit {
					return m, fmt.Errorf("%w: more than %d steps", ErrLimit, limit)
				}
			}
		}
	}
	if m.Ended() {
		return m, nil
	}
	for t := range m.Threads() {
		if !m.Finished(t) {
			return m, fmt.Errorf("reference: deadlock: %s waits at %s", program.ThreadName(t), m.place(m.Position(t)))
		}
	}
	return m, nil
}
