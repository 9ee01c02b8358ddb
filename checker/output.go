package checker

import (
	"fmt"
	"strings"

	"heddle/machine"
	"heddle/model/program"
)

// Bounds on a run that is made for its output.
const (
	turnSteps   = 100     // of one thread while others wait
	outputSteps = 1 << 20 // of all
)

// Output runs one schedule of prog to its end and gives what it prints to standard
// output: threads take turns, and of a thread's alternatives the first is taken. It is always
// the same schedule. Of opts only Memory counts.
//
// The error says why the run has no proper end: a violation, or a bound of the
// machine; the output is then what was printed before.
func Output(prog *program.Program, opts Options) (string, error) {
	memory, err := machine.FindMemory(opts.Memory)
	if err != nil {
		return "", err
	}
	m := machine.New(prog, machine.Config{Memory: memory, AllVisible: true})
	t, fail, err := m.NewTrace()
	defer t.Close()
	r := turns{trace: t, fail: fail, err: err}
	r.out.WriteString(t.Initial.Output)
	for moved := true; moved && !r.over(); {
		moved = false
		for thread := 0; thread < t.Threads(); thread++ { // a turn may start threads
			moved = r.turn(thread) || moved
		}
	}
	if r.err == nil && r.fail == nil {
		r.fail = t.Failure()
	}
	if r.err == nil && r.fail != nil {
		r.err = fmt.Errorf("checker: %s: %s", r.fail.Property, r.fail.Message)
	}
	return r.out.String(), r.err
}

// turns is a run in which threads take turns.
type turns struct {
	trace *machine.Trace
	out   strings.Builder
	steps int
	fail  *machine.Failure
	err   error
}

func (r *turns) over() bool { return r.fail != nil || r.err != nil }

// turn lets a thread go on, or its store buffer; it reports whether there was something to do.
func (r *turns) turn(thread int) (moved bool) {
	for range turnSteps {
		if !r.step(machine.StepOf(thread, 0)) && !r.step(machine.FlushOf(thread, 0)) {
			break
		}
		moved = true
	}
	return moved
}

func (r *turns) step(a machine.Action) (moved bool) {
	if r.over() || !r.trace.Enabled(a) {
		return false
	}
	if r.steps++; r.steps > outputSteps {
		r.err = &machine.Limit{Message: fmt.Sprintf("checker: no end after %d steps", outputSteps)}
		return false
	}
	done, fail, blocked, err := r.trace.Step(a)
	r.out.WriteString(done.Output)
	r.fail, r.err = fail, err
	return !blocked
}
