package specs_test

import (
	"context"
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/model"
	"heddle/model/golang"
	"heddle/model/golang/source"
	"heddle/model/program"
	"heddle/specs"
)

// roles is a check in which readers and writers use a lock for ever, and only those of one role, or
// one thread of it, say that they want in: a violation of starvation is then of that role.
const roles = `package roles

import (
	"heddle/model"
	"heddle/specs/rwlock"
)

func CheckRoles(threads, _ int) {
	var l rwlock.%s
	var s model.Section
	model.Run(threads, func(id int) {
		writes := id < %d
		for {
			if writes == %t {
				s.Want()
			}
			%s
			if writes {
				%s
				s.Enter()
				s.Leave()
				%s
			} else {
				%s
				s.EnterShared()
				s.LeaveShared()
				%s
			}
		}
	})
}
`

// rwForm is how a lock is called.
type rwForm struct{ typ, node, lock, unlock, rlock, runlock string }

func plainForm(typ string) rwForm {
	return rwForm{typ, "", "l.Lock()", "l.Unlock()", "l.RLock()", "l.RUnlock()"}
}

func (f rwForm) load(t *testing.T, threads, writers int, ofWriters bool) *program.Program {
	text := fmt.Sprintf(roles, f.typ, writers, ofWriters, f.node, f.lock, f.unlock, f.rlock, f.runlock)
	library := specs.Sources()
	library["heddle/specs/roles"] = fstest.MapFS{"roles.go": {Data: []byte(text)}}
	loader := golang.Loader{Library: library}
	prog, err := loader.Load(source.Target{Name: "roles", Path: "heddle/specs/roles", Func: "CheckRoles"}, threads, model.Forever)
	require.NoError(t, err, text)
	return prog
}

// TestWhomReadersWritersLocksStarve: reader preference writers, writer preference readers, the others nobody.
func TestWhomReadersWritersLocksStarve(t *testing.T) {
	phases := plainForm("PhaseFair")
	phases.lock, phases.unlock = "mark := l.Lock()", "l.Unlock(mark)"
	queue := rwForm{"Queue", "me := new(rwlock.QueueNode)", "l.Lock(me)", "l.Unlock(me)", "l.RLock(me)", "l.RUnlock(me)"}
	for _, tt := range []struct {
		form             rwForm
		threads, writers int
		bits             int
		readers, writing bool // starve
	}{
		{plainForm("ReaderPreference"), 3, 1, 3, false, true},
		{plainForm("ReaderPreference"), 3, 2, 3, false, true},
		{plainForm("WriterPreference"), 2, 1, 2, true, false},
		{plainForm("WriterPreference"), 3, 2, 2, true, false},
		// With semaphores that are first come, first served it takes two to keep one out.
		{plainForm("CourtoisReaders"), 2, 1, 2, false, false},
		{plainForm("CourtoisReaders"), 3, 1, 2, false, true},
		{plainForm("CourtoisReaders"), 3, 2, 2, false, false},
		{plainForm("CourtoisWriters"), 2, 1, 2, false, false},
		{plainForm("CourtoisWriters"), 3, 2, 2, true, false},
		{phases, 3, 1, 4, false, false},
		{phases, 3, 2, 4, false, false},
		{queue, 3, 1, 3, false, false},
		{queue, 3, 2, 3, false, false},
	} {
		if testing.Short() && tt.threads > 2 {
			continue // this is a search, which -race has nothing to say of
		}
		for _, ofWriters := range []bool{false, true} {
			name := fmt.Sprintf("%s of %d threads %d write", tt.form.typ, tt.threads, tt.writers)
			b := endless{tt.threads, tt.bits}
			r, err := checker.Check(context.Background(), tt.form.load(t, tt.threads, tt.writers, ofWriters),
				b.options("sc", checker.PropertyStarvation))
			require.NoError(t, err)
			want := ""
			if ofWriters && tt.writing || !ofWriters && tt.readers {
				want = checker.PropertyStarvation
			}
			assert.NotEqual(t, checker.Incomplete, r.Verdict, "%s: %s", name, r.Message)
			assert.Equal(t, want, r.Property, "%s: writers want in: %t: %s", name, ofWriters, r.Message)
		}
	}
}
