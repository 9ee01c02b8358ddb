package checker

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/machine"
	"heddle/machine/reference/generate"
	"heddle/model/program/build"
)

// TestChannelMessages: on any run a receive has the number of the send of its element. Channels are first in, first out.
func TestChannelMessages(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := generate.Channels(t)
		m := machine.New(p, machine.Config{Memory: machine.Memories()[0], AllVisible: true})
		s := &search{sys: m, opts: Options{AllVisible: true, Limits: Limits{States: 500}}}
		s.run(t.Context())
		tr, fail, err := m.NewTrace()
		defer tr.Close()
		require.NoError(t, err)
		sent, last := map[int]machine.Event{}, map[string]int{}
		for steps := 0; fail == nil && steps < 40; steps++ {
			var out machine.Successors
			if tr.Expand(&out) != nil || len(out.Items) == 0 {
				return
			}
			var done machine.Traced
			done, fail, _, err = tr.Step(rapid.SampledFrom(out.Items).Draw(t, "step").Action)
			require.NoError(t, err)
			for _, e := range done.Events {
				switch {
				case e.Kind == "send":
					require.Positive(t, e.Message)
					sent[e.Message] = e
				case e.Kind == "receive" && e.Message > 0:
					require.Contains(t, sent, e.Message)
					require.Equal(t, sent[e.Message].Value, e.Value)
					require.Equal(t, sent[e.Message].Loc, e.Loc)
					require.Greater(t, e.Message, last[e.Loc])
					last[e.Loc] = e.Message
				case e.Kind == "receive":
					require.Contains(t, e.Value, "(closed)")
				}
			}
		}
	})
}

// TestChannelMessagesBefore: elements that are in a buffer before the first step have numbers, too.
func TestChannelMessagesBefore(t *testing.T) {
	b := build.New()
	f := b.Func("thread", true)
	f.Receive(0)
	f.Receive(0)
	f.Return()
	main := b.Func("main")
	c := main.Chan("c", build.Word, main.Const(2))
	main.Send(c, main.Const(7))
	main.Go(f, c)
	main.Send(c, main.Const(8))
	main.Join()
	main.Return()
	p := b.Program(main)
	require.NoError(t, p.Validate())
	m := machine.New(p, machine.Config{Memory: machine.Memories()[0]})
	s := &search{sys: m}
	s.run(t.Context())
	tr, _, err := m.NewTrace()
	defer tr.Close()
	require.NoError(t, err)
	var numbers []int
	for _, thread := range []int{0, 1, 1} {
		done, _, _, err := tr.Step(machine.StepOf(thread, 0))
		require.NoError(t, err)
		numbers = append(numbers, done.Events[0].Message)
	}
	assert.Equal(t, []int{2, 1, 2}, numbers)
}
