package agreement_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/machine/reference"
	"heddle/model/litmus"
	"heddle/model/litmus/random"
	"heddle/model/program"
)

// bruteForce explores a test in the reference interpreter, which shares no code
// with the machine.
type bruteForce struct {
	code  *litmus.Code
	seen  map[string]bool
	found answer
}

const maxStates = 4_000

// referenced gives what brute force finds; ok is false if it is too much.
func referenced(t fataler, code *litmus.Code, memory string) (a answer, ok bool) {
	t.Helper()
	config := reference.Under(memory)
	config.Races = false
	b := &bruteForce{code: code, seen: map[string]bool{}}
	require.NoError(t, b.explore(reference.New(code.Program, config)))
	slices.Sort(b.found.States)
	return b.found, len(b.seen) <= maxStates
}

func (b *bruteForce) explore(m *reference.Machine) error {
	if key := m.Key(); b.seen[key] || len(b.seen) > maxStates {
		return nil
	} else {
		b.seen[key] = true
	}
	if m.Ended() {
		b.end(m)
		return nil
	}
	next, err := b.successors(m)
	if err != nil {
		return err
	}
	for _, n := range next {
		if err := b.explore(n); err != nil {
			return err
		}
	}
	return nil
}

func (b *bruteForce) end(m *reference.Machine) {
	values := make([]uint64, len(b.code.Observed()))
	for i, addr := range b.code.Observed() {
		values[i] = m.Word(addr)
	}
	if state := b.code.Format(values); !slices.Contains(b.found.States, state) {
		b.found.States = append(b.found.States, state)
		if b.code.Holds(values) {
			b.found.held++
		}
	}
}

// successors are the machines one step on: one of them if a thread can do
// something that no other can notice, now or later.
func (b *bruteForce) successors(m *reference.Machine) ([]*reference.Machine, error) {
	var list []*reference.Machine
	for t := range m.Threads() {
		for i, e := range m.Buffer(t) {
			next := m.Clone()
			if _, err := next.Flush(t, i); err != nil {
				continue
			}
			if b.register(e.Addr) {
				return []*reference.Machine{next}, nil
			}
			list = append(list, next)
		}
		in, _ := m.Next(t)
		for alt := range m.Alternatives(t) {
			next := m.Clone()
			a, err := next.Step(t, alt)
			if errors.Is(err, reference.ErrBlocked) {
				continue
			}
			if err != nil {
				return nil, err
			}
			if local(in.Op) || b.register(a.Addr) {
				return []*reference.Machine{next}, nil
			}
			list = append(list, next)
		}
	}
	return list, nil
}

// register reports whether addr is a cell where a thread leaves a register.
func (b *bruteForce) register(addr uint64) bool {
	return slices.ContainsFunc(b.code.Registers, func(r litmus.Register) bool { return r.Addr == addr })
}

// local reports whether op touches only the thread itself, or starts the threads.
func local(op program.Op) bool {
	switch op {
	case program.Load, program.Store, program.Fence, program.AtomicAdd, program.AtomicSwap,
		program.AtomicAnd, program.AtomicOr, program.AtomicXor, program.AtomicCAS:
		return false
	}
	return true
}

// TestRandomReference: the reference interpreter has the same outcomes too. It is
// the other answer for rc, which has no axioms.
func TestRandomReference(t *testing.T) {
	small := random.Size{Threads: 3, Locations: 3, Accesses: 6}
	compared := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		for _, group := range []struct {
			generate func(*rapid.T, random.Size) string
			memories []string
		}{
			{random.X86, []string{"sc", "tso", "pso"}},
			{random.C, []string{"rc"}},
		} {
			source := group.generate(t, small)
			code := compile(t, "random", source)
			for _, memory := range group.memories {
				if byForce, ok := referenced(t, code, memory); ok {
					require.Equal(t, byForce, operational(t, code, memory), "reference and machine under %s of\n%s", memory, source)
					compared[memory]++
				}
			}
		}
	})
	t.Logf("programs compared: %v", compared)
}
