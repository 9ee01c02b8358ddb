package recorded_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker/recorded"
	"heddle/checker/result"
	"heddle/model"
	"heddle/model/record"
	"heddle/specs/queue"
)

// queued is a queue of the library.
type queued interface {
	Enqueue(v int)
	Dequeue() (int, bool)
}

// recordedOf lets clients use q at once, and gives what was written down of it.
func recordedOf(t testing.TB, q queued, clients, rounds int) *bytes.Buffer {
	t.Helper()
	var h model.History
	model.Run(clients, func(client int) {
		for i := range rounds {
			v := client*rounds + i + 1
			h.Call(client, "Enqueue", v)
			q.Enqueue(v)
			h.Return(client)
			h.Call(client, "Dequeue")
			v, ok := q.Dequeue()
			h.Return(client, v, number(ok))
		}
	})
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
