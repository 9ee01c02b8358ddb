package checker

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/machine"
	"heddle/machine/reference/generate"
	"heddle/model/program"
)

// TestEndsAreFollowed lets the reference interpreter follow the machine to ends with
// all the final values that there are: none of them is made up. Where brute force
// finds no end, under rc11 in every loop that waits, this is the half of the comparison that is left.
func TestEndsAreFollowed(t *testing.T) {
	for name, draw := range map[string]func(*rapid.T) *program.Program{
		"weak": generate.Weak, "loops": generate.WeakLoops, "heap": generate.Program, "channels": generate.Channels,
	} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				p := draw(t)
				for _, memory := range drawMemories(t) {
					followEnds(t, p, memory)
				}
			})
		})
	}
}

// followEnds follows a path to an end with each of the final values of p, if it violates nothing.
func followEnds(t *rapid.T, p *program.Program, memory machine.Memory) {
	m := machine.New(p, machine.Config{Memory: memory})
	s := explore(m, Options{Limits: Limits{States: weakLimit}})
	if s.violation != nil || s.limit != "" {
		return
	}
	paths := map[string][]machine.Action{}
	for pos, ok := s.seen.first(); ok; pos, ok = s.seen.next(pos) {
		state := append([]byte(nil), s.seen.state(pos)...)
		_, ended, err := s.successors(pos)
		require.NoError(t, err)
		values := valuesOf(p, func(addr uint64) uint64 { return m.Word(state, addr) })
		if _, seen := paths[values]; ended && !seen {
			paths[values] = s.seen.path(pos)
		}
	}
	for values, actions := range paths {
		rec := &recording{Schedule: &Schedule{}}
		trace, _, err := rec.play(m, actions)
		trace.Close()
		require.NoError(t, err)
		c := newConfirmation(p, memory, rec)
		require.NoError(t, c.follow(), "%s: to %s\n%v\n%v", memory.Name, values, rec.Steps, p)
		for u := range c.m.Threads() {
			c.release(u)
		}
		require.Equal(t, values, valuesOf(p, c.m.Word), "%s\n%v\n%v", memory.Name, rec.Steps, p)
	}
}

// valuesOf prints the globals named result….
func valuesOf(p *program.Program, word func(addr uint64) uint64) string {
	var values []string
	for _, o := range p.Statics {
		if strings.HasPrefix(o.Name, "result") {
			for i := range p.Layouts[o.Layout].Words * o.Count {
				values = append(values, fmt.Sprintf("%s=%d", o.Name, int64(word(o.Addr+uint64(i)))))
			}
		}
	}
	return strings.Join(values, " ")
}
