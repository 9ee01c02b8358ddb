package recorded_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/checker/recorded"
	"heddle/checker/result"
	"heddle/model"
	"heddle/model/record"
	"heddle/specs/queue"
	"heddle/specs/sequential"
	"heddle/specs/stack"
)

// queued is a queue of the library.
type queued interface {
	Enqueue(v int)
	Dequeue() (int, bool)
}

// container is a queue or a stack: how a value is put into it and taken from it, and what histories call that.
type container struct {
	putting string
	put     func(v int)
	taking  string
	take    func() (v int, ok bool)
}

// exercise lets clients put and take values in turns, all at once, each value once, and writes down what they did.
func exercise(h *model.History, clients, rounds int, c container) {
	model.Run(clients, func(client int) {
		for i := range rounds {
			v := client*rounds + i + 1
			h.Call(client, c.putting, v)
			c.put(v)
			h.Return(client)
			h.Call(client, c.taking)
			v, ok := c.take()
			h.Return(client, v, number(ok))
		}
	})
}

// recordedOf lets clients use q at once, and gives what was written down of it.
func recordedOf(t testing.TB, q queued, clients, rounds int) *bytes.Buffer {
	t.Helper()
	var h model.History
	exercise(&h, clients, rounds, container{"Enqueue", q.Enqueue, "Dequeue", q.Dequeue})
	var file bytes.Buffer
	require.NoError(t, record.Write(&file, h.Events()))
	return &file
}

func number(ok bool) int {
	if ok {
		return 1
	}
	return 0
}

// TestNative: one specification judges every schedule of the queue (queue/michael-scott), and what was recorded of it natively.
func TestNative(t *testing.T) {
	file := recordedOf(t, queue.NewMichaelScott(), 4, 100)
	assert.Equal(t, 4*100*2*2, strings.Count(file.String(), "\n"))
	h, err := recorded.Read("trace.jsonl", "", file)
	require.NoError(t, err)
	r, err := recorded.Check(t.Context(), h, spec(t, "queue"))
	require.NoError(t, err)
	assert.Equal(t, result.Verified, r.Verdict)
	assert.Equal(t, 4, r.Clients)
	assert.Equal(t, 800, r.Operations)
}

// forgetful is a queue that loses what comes second.
type forgetful struct {
	*queue.MichaelScott
	n int
}

func (f *forgetful) Enqueue(v int) {
	if f.n++; f.n != 2 {
		f.MichaelScott.Enqueue(v)
	}
}

func TestNativeBroken(t *testing.T) {
	file := recordedOf(t, &forgetful{MichaelScott: queue.NewMichaelScott()}, 1, 3)
	h, err := recorded.ReadJSON("trace.jsonl", file)
	require.NoError(t, err)
	r, err := recorded.Check(t.Context(), h, spec(t, "queue"))
	require.NoError(t, err)
	require.Equal(t, result.Violated, r.Verdict)
	assert.Equal(t, "Dequeue() = 0, false", r.Violation.Last.String())
	assert.Len(t, r.Violation.Part, 2)
	assert.Equal(t, []string{"Dequeue() = 2, true"}, r.Violation.Possible)
}

// failing is a test that keeps what it fails with.
type failing struct {
	*testing.T
	fatal string
}

func (f *failing) Logf(string, ...any)                 {}
func (f *failing) Fatalf(format string, values ...any) { f.fatal = fmt.Sprintf(format, values...) }

// TestVerifyHistory: a test judges what it has recorded.
func TestVerifyHistory(t *testing.T) {
	var h, other, strange, empty model.History
	stack := stack.NewTreiber()
	exercise(&h, 4, 50, container{"Push", stack.Push, "Pop", stack.Pop})
	for _, v := range []int{1, 2} {
		other.Call(0, "Push", v)
		other.Return(0)
	}
	other.Call(0, "Pop")
	other.Return(0, 1, 1)
	strange.Call(0, "Peek")
	newStack := func() *sequential.Stack { return sequential.NewStack() }
	for _, test := range []struct {
		history *model.History
		spec    any
		want    []string
	}{
		{&h, newStack, nil},
		{&other, newStack, []string{"TestVerifyHistory  specification=sequential.Stack  violated: linearizability: 3 of 3", "A, B, then C would be Pop() = 2, true"}},
		{&strange, newStack, []string{"checker: client 0: found operation Peek, expected one of"}},
		{&empty, newStack, []string{"checker: the history is empty"}},
		{&h, sequential.Stack{}, []string{"expected a function that gives a new object"}},
	} {
		f := &failing{T: t}
		checker.VerifyHistory(f, test.history, test.spec, checker.Limits{Time: time.Minute})
		if test.want == nil {
			assert.Empty(t, f.fatal)
		}
		for _, want := range test.want {
			assert.Contains(t, f.fatal, want)
		}
	}
}

func TestKeep(t *testing.T) {
	var h model.History
	h.Call(0, "Pop")
	h.Return(0, 1, 1)
	history, err := recorded.OfEvents(h.Events())
	require.NoError(t, err)
	r, err := recorded.Check(t.Context(), history, spec(t, "stack"))
	require.NoError(t, err)
	dir := t.TempDir()
	require.NoError(t, (&recorded.Answer{Result: r}).Keep(dir, h.Events()))
	assert.FileExists(t, filepath.Join(dir, "history.html"))
	kept, err := os.Open(filepath.Join(dir, "history.jsonl"))
	require.NoError(t, err)
	defer kept.Close()
	again, err := recorded.Read(kept.Name(), "", kept)
	require.NoError(t, err)
	assert.Equal(t, history.Operations[0].String(), again.Operations[0].String())
}
