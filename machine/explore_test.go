package machine

import (
	"testing"

	"github.com/stretchr/testify/require"

	"heddle/model/program"
)

// explored is what a complete search finds.
type explored struct {
	states   int
	ends     int
	failures map[string]bool // "property: message"
}

// explore searches all states of a program, checks each of them, and leaves the
// machine with the assumptions that hold.
func explore(t *testing.T, m *Machine) explored {
	t.Helper()
	for {
		found := explored{failures: map[string]bool{}}
		first, fail, err := m.Start(nil)
		if err == nil && fail != nil {
			found.failures[fail.Property+": "+fail.Message] = true
			return found
		}
		if err == nil {
			err = found.search(t, m, first)
		}
		if err == nil {
			return found
		}
		require.ErrorIs(t, err, ErrAgain)
	}
}

func (x *explored) search(t *testing.T, m *Machine, first []byte) error {
	seen := map[string]bool{string(first): true}
	todo := []string{string(first)}
	for len(todo) > 0 {
		var out Successors
		if err := m.Expand([]byte(todo[0]), &out); err != nil {
			return err
		}
		require.NoError(t, m.Valid([]byte(todo[0])))
		todo = todo[1:]
		x.states++
		if out.Ended {
			x.ends++
		}
		if out.State != nil {
			x.failures[out.State.Property+": "+out.State.Message] = true
		}
		for _, f := range out.Failed {
			x.failures[f.Failure.Property+": "+f.Failure.Message] = true
		}
		from := 0
		for _, it := range out.Items {
			if s := string(out.Bytes[from:it.End]); !seen[s] {
				seen[s] = true
				todo = append(todo, s)
			}
			from = it.End
		}
	}
	return nil
}

// play runs one schedule of p, the first step that there is each time, and gives what p
// prints and how it fails: the message of a panic, else the property; and the stack.
func play(t *testing.T, p *program.Program, cfg Config) (output, failure string, stack []string) {
	t.Helper()
	require.NoError(t, p.Validate())
	m := New(p, cfg)
	explore(t, m)
	run, fail, err := m.NewTrace()
	require.NoError(t, err)
	defer run.Close()
	output = run.Initial.Output
	for moved := true; moved && fail == nil; {
		moved = false
		for a := Action(0); a < 2*Action(run.Threads()) && !moved; a++ {
			if !run.Enabled(a) {
				continue
			}
			done, f, blocked, err := run.Step(a)
			require.NoError(t, err)
			output, fail, moved = output+done.Output, f, !blocked
		}
	}
	if fail == nil {
		fail = run.Failure()
	}
	switch {
	case fail == nil:
		return output, "", nil
	case fail.Property != "panic":
		return output, fail.Property, fail.Stack
	}
	return output, fail.Message, fail.Stack
}
