package checker

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestRaceAmongAccessesOfOneLine has races on lines with other accesses before them, which the reference interpreter has
// still to take where the schedule ends.
func TestRaceAmongAccessesOfOneLine(t *testing.T) {
	const head = `package toy

import (
	"sync"
	"sync/atomic"

	"heddle/model"
)

type object struct {
	mu sync.Mutex
	a  atomic.Int64
	m  map[int]int
	n  int
}

func (o *object) Set() { o.mu.Lock(); defer o.mu.Unlock(); o.m[1] = 1; o.n = 2 }
func (o *object) Len() int { return len(o.m) }
func (o *object) Put() { o.a.Load(); o.n = 1; o.a.Store(1) }
func (o *object) Get() int { return o.n }

func Check() {
	o := &object{m: map[int]int{}}
	var h model.History
	model.Run(2, func(client int) {
		if client == 0 {
			h.Call(client, "Read")
			h.Return(client, `
	const middle = `)
		} else {
			h.Call(client, "Write")
			`
	const tail = `
			h.Return(client)
		}
	})
}
`
	for _, c := range []struct{ read, write string }{
		{"o.Len()", "o.Set()"},
		{"o.Get()", "o.Put()"},
		{"o.Len() + o.Get()", "o.Put()"},
	} {
		for _, memory := range []string{"go", "rc11"} {
			r, err := Check(context.Background(), compileText(t, head+c.read+middle+c.write+tail), Options{Memory: memory})
			require.NoError(t, err, "%v %s", c, memory)
			require.Equal(t, Violated, r.Verdict, "%v %s", c, memory)
			assert.Equal(t, PropertyRace, r.Schedule.Property, "%v %s", c, memory)
		}
	}
}
