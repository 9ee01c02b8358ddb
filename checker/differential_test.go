package checker

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/machine"
	"heddle/machine/reference"
	"heddle/machine/reference/generate"
	"heddle/model/program"
)

// bruteForceLimit bounds the brute-force search of a generated program.
const bruteForceLimit = 5_000

// TestAgainstBruteForce compares the checker with the exploration of all
// interleavings of single instructions, which has no reduction, no memo, no
// learned sharing, no renumbering of heap objects and races by vector clocks.
func TestAgainstBruteForce(t *testing.T) {
	compared := 0
	rapid.Check(t, func(t *rapid.T) { compared += compare(t, generate.Program(t)) })
	require.Positive(t, compared)
}

// TestMixedAgainstBruteForce does so for programs whose races need not be of two
// accesses that are next in their threads.
func TestMixedAgainstBruteForce(t *testing.T) {
	compared := 0
	rapid.Check(t, func(t *rapid.T) { compared += compare(t, generate.Mixed(t)) })
	require.Positive(t, compared)
}

// TestGuardedAgainstBruteForce does so for programs whose races are rare.
func TestGuardedAgainstBruteForce(t *testing.T) {
	compared := 0
	rapid.Check(t, func(t *rapid.T) { compared += compare(t, generate.Guarded(t)) })
	require.Positive(t, compared)
}

// TestChannelsAgainstBruteForce does so for programs that synchronize by channels.
func TestChannelsAgainstBruteForce(t *testing.T) {
	compared := 0
	rapid.Check(t, func(t *rapid.T) { compared += compareEnds(t, generate.Channels(t)) })
	require.Positive(t, compared)
}

// TestPanicsAgainstBruteForce does so for programs that panic, defer and recover.
func TestPanicsAgainstBruteForce(t *testing.T) {
	compared := 0
	rapid.Check(t, func(t *rapid.T) { compared += compareEnds(t, generate.Panics(t)) })
	require.Positive(t, compared)
}

// TestMapsAndStringsAgainstBruteForce does so for programs with maps and strings.
func TestMapsAndStringsAgainstBruteForce(t *testing.T) {
	compared := 0
	rapid.Check(t, func(t *rapid.T) { compared += compareEnds(t, generate.Maps(t)) })
	require.Positive(t, compared)
}

// TestGhostsAgainstBruteForce does so for programs with ghost code.
func TestGhostsAgainstBruteForce(t *testing.T) {
	compared := 0
	rapid.Check(t, func(t *rapid.T) { compared += compareEnds(t, generate.Ghosts(t)) })
	require.Positive(t, compared)
}

// compare compares the verdicts on p under two memory models, and gives the
// number of them under which brute force had an answer.
func compare(t *rapid.T, p *program.Program) (compared int) {
	return compareWith(t, p, func(machine.Memory, reference.Outcome) {})
}

// compareEnds also compares, if p is correct, the values that globals have at its ends.
func compareEnds(t *rapid.T, p *program.Program) (compared int) {
	return compareWith(t, p, sameEnds(t, p))
}

func sameEnds(t *rapid.T, p *program.Program) func(machine.Memory, reference.Outcome) {
	return func(memory machine.Memory, want reference.Outcome) {
		if !want.Verified() {
			return
		}
		for _, cfg := range []machine.Config{{Memory: memory}, {Memory: memory, AllVisible: true}, {Memory: memory, NoMemo: true}, {Memory: memory, Fade: true}} {
			require.Equal(t, want.Finals, ends(t, p, cfg), "%s %+v\n%v", memory.Name, cfg, p)
		}
	}
}

// compareWith has more to compare for each memory model.
func compareWith(t *rapid.T, p *program.Program, more func(machine.Memory, reference.Outcome)) (compared int) {
	return compareUnder(t, p, twoMemories(t), bruteForceLimit, more)
}

// compareUnder does so under some memory models, if brute force has an answer within a limit.
func compareUnder(t *rapid.T, p *program.Program, memories []machine.Memory, limit int, more func(machine.Memory, reference.Outcome)) (compared int) {
	require.NoError(t, p.Validate())
	for _, memory := range memories {
		want, err := reference.Explore(p, reference.Under(memory.Name), limit)
		if errors.Is(err, reference.ErrLimit) {
			continue
		}
		require.NoError(t, err)
		for _, opts := range variants(memory.Name) {
			r, err := Check(context.Background(), p, opts)
			name := fmt.Sprintf("%s visible=%v depth-first=%v\n%v", memory.Name, opts.AllVisible, opts.DepthFirst, p)
			require.NoError(t, err, name)
			requireSame(t, want, r, name)
		}
		more(memory, want)
		compared++
	}
	return compared
}

// twoMemories draws two memory models: programs are many, and brute force is slow.
func twoMemories(t *rapid.T) []machine.Memory {
	return rapid.Permutation(machine.Memories()).Draw(t, "memories")[:2]
}

func variants(memory string) []Options {
	return []Options{
		{Memory: memory},
		{Memory: memory, AllVisible: true},
		{Memory: memory, DepthFirst: true},
	}
}

func requireSame(t require.TestingT, want reference.Outcome, r Result, name string) {
	require.NotEqual(t, Incomplete, r.Verdict, "%s: %s", r.Message, name)
	require.Equal(t, want.Verified(), r.Verdict == Verified, "%s\nbrute force: %+v\nchecker: %s %s %s", name, want, r.Verdict, r.Property, r.Message)
	if r.Verdict != Violated {
		return
	}
	// Brute force ends a path at a race; another violation may lie behind it, and
	// depth-first search meet that first.
	if _, races := want.Violations[PropertyRace]; races {
		return
	}
	_, violates := want.Violations[r.Property]
	switch r.Property {
	case PropertyDeadlock:
		violates = want.Deadlock || want.Partial
	case PropertyLeak:
		violates = want.Leak
	case PropertyStuck:
		violates = want.Stuck
	}
	require.True(t, violates, "%s\nbrute force: %+v\nchecker: %s %s", name, want, r.Property, r.Message)
}

// TestSameEnds compares, on verified programs, the values that globals have at the
// ends of all schedules: reduced search, unreduced search and brute force.
func TestSameEnds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := generate.Program(t)
		for _, memory := range twoMemories(t) {
			want, err := reference.Explore(p, reference.Under(memory.Name), bruteForceLimit)
			if err != nil || !want.Verified() {
				continue
			}
			for _, cfg := range []machine.Config{{Memory: memory}, {Memory: memory, AllVisible: true}, {Memory: memory, NoMemo: true}, {Memory: memory, LearnAfter: 1}} {
				require.Equal(t, want.Finals, ends(t, p, cfg), "%s %+v", memory.Name, cfg)
			}
		}
	})
}

// ends gives the final values of the globals named result…, as reference.Outcome has them.
func ends(t require.TestingT, p *program.Program, cfg machine.Config) map[string]bool {
	m := machine.New(p, cfg)
	s := explore(m, Options{})
	require.Empty(t, s.limit)
	require.Nil(t, s.violation)
	return s.finals(t, p, m)
}

// finals gives the final values that a search of p by m has found.
func (s *search) finals(t require.TestingT, p *program.Program, m *machine.Machine) map[string]bool {
	finals := map[string]bool{}
	for pos, ok := s.seen.first(); ok; pos, ok = s.seen.next(pos) {
		state := append([]byte(nil), s.seen.state(pos)...)
		_, ended, err := s.successors(pos)
		require.NoError(t, err)
		if !ended {
			continue
		}
		finals[valuesOf(p, func(addr uint64) uint64 { return m.Word(state, addr) })] = true
	}
	return finals
}
