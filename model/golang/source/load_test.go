package source

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const ticket = `package main

import (
	"sync"
	"sync/atomic"
)

type Ticket struct{ next, serving atomic.Int64 }

func (t *Ticket) Lock() {
	my := t.next.Add(1) - 1
	for t.serving.Load() != my {
	}
}

func (t *Ticket) Unlock() { t.serving.Add(1) }

func CheckTicket() {
	var l Ticket
	var wg sync.WaitGroup
	n := 0
	for range 3 {
		wg.Go(func() { l.Lock(); n++; l.Unlock() })
	}
	wg.Wait()
	if n != 3 {
		panic("lost update")
	}
}
`

func TestLoadFile(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "x.go"), []byte(ticket), 0o600))
	l := &Loader{Dir: dir, sanity: true}
	targets, err := l.Targets("x.go")
	require.NoError(t, err)
	require.Equal(t, []Target{{Name: "x.go:CheckTicket", Dir: dir, Files: []string{"x.go"}, Func: "CheckTicket"}}, targets)
	u, err := l.Load(targets[0])
	require.NoError(t, err)
	assert.NotEmpty(t, u.Check.Blocks)
	assert.Equal(t, "x.go", u.Fset.PositionFor(u.Check.Pos(), false).Filename)
}
