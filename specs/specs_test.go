package specs_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/machine"
	"heddle/model"
	"heddle/specs"
)

func TestEntriesAreComplete(t *testing.T) {
	seen := map[string]bool{}
	base, family := "", ""
	families := map[string]bool{}
	for _, e := range specs.All() {
		assert.Regexp(t, `^[a-z]+/[a-z-]+(~[a-z-]+)?$`, e.Name)
		assert.False(t, seen[e.Name], "%s is there twice", e.Name)
		seen[e.Name] = true

		name, _, twin := strings.Cut(e.Name, "~")
		assert.Equal(t, twin, e.Twin(), e.Name)
		if twin {
			assert.True(t, seen[name], "%s comes before what it is a twin of", e.Name)
			assert.True(t, strings.HasPrefix(base, name), "%s is apart from %s", e.Name, name)
		} else {
			base = name
		}
		if now, _, _ := strings.Cut(name, "/"); now != family {
			assert.False(t, families[now], "family %s is in two places", now)
			families[now], family = true, now
		}
		assert.Equal(t, "heddle/specs/"+family, e.Package, e.Name)
		assert.True(t, strings.HasSuffix(e.Doc, "."), "%s: %q is no sentence", e.Name, e.Doc)
		assert.NotEmpty(t, e.Source, e.Name)
		assert.NotEmpty(t, e.Claims, e.Name)
		for _, name := range e.Memories {
			_, err := machine.FindMemory(name)
			assert.NoError(t, err, e.Name)
			assert.True(t, e.Worth(name), e.Name)
		}
		threads, rounds, err := e.Parameters(0, 0)
		assert.NoError(t, err)
		assert.Equal(t, [2]int{e.Threads, e.Rounds}, [2]int{threads, rounds}, e.Name)
	}
}

// TestLibraryHas names what the library must have.
func TestLibraryHas(t *testing.T) {
	names := []string{
		"lock/naive", "lock/tas", "lock/ttas", "lock/backoff", "lock/delay", "lock/ticket", "lock/anderson", "lock/mcs",
		"lock/peterson", "lock/dekker", "lock/bakery",
		"rwlock/reader-preference", "rwlock/writer-preference", "rwlock/phase-fair", "rwlock/queue",
		"lock/peterson~unfenced", "lock/dekker~unfenced", "lock/bakery~unfenced",
		"flag/producer-consumer",
		"barrier/counting", "barrier/counting-two-loops", "barrier/sense", "barrier/tree", "barrier/mcs",
		"barrier/tournament", "barrier/dissemination", "barrier/dissemination~no-parity",
		"barrier/tournament-messages", "barrier/dissemination-messages",
		"stack/treiber", "stack/treiber~reused", "stack/treiber-tagged", "queue/michael-scott", "queue/two-lock", "queue/mpmc", "ring/spsc", "ring/xen",
		"deque/chase-lev", "list/harris", "set/hash", "snapshot/afek", "counter/fetch-and-add", "counter/network",
		"register/regular", "register/single-reader", "register/abd", "rwlock/pair-reader-preference", "semaphore/monitor", "exchanger/slot",
		"mutex/lamport", "mutex/lamport-deferred", "mutex/lamport-implicit", "mutex/lamport-purge",
		"mutex/ricart-agrawala", "mutex/token-ring",
		"clock/lamport", "clock/vector", "clock/airline", "clock/exam", "order/total", "order/fifo", "order/causal", "order/atomic",
		"clock/physical", "clock/banking", "rpc/exactly-once", "commit/two-phase", "election/ring",
	}
	for _, name := range names {
		e, err := specs.Find(name)
		if assert.NoError(t, err) {
			assert.Equal(t, name, e.Name)
		}
	}
}

// TestChecksExist parses the embedded sources: each entry's check is there, with
// the parameters that it is called with, and each check there is an entry's.
func TestChecksExist(t *testing.T) {
	checks := map[string]bool{}
	for path, files := range specs.Sources() {
		for _, check := range checksOf(t, files) {
			checks[path+"."+check] = true
		}
	}
	used := map[string]bool{}
	for _, e := range specs.All() {
		if e.Object == nil {
			used[e.Package+"."+e.Check] = true
		}
	}
	assert.Equal(t, checks, used)
}

// checksOf gives the functions CheckXxx(threads, rounds int) of a package.
func checksOf(t *testing.T, files fs.FS) []string {
	names, err := fs.Glob(files, "*.go")
	require.NoError(t, err)
	require.NotEmpty(t, names)
	var checks []string
	for _, name := range names {
		assert.False(t, strings.HasSuffix(name, "_test.go"), "%s: tests are not part of the library", name)
		text, err := fs.ReadFile(files, name)
		require.NoError(t, err)
		file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ParseComments)
		require.NoError(t, err)
		for _, decl := range file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok || !strings.HasPrefix(f.Name.Name, "Check") {
				continue
			}
			checks = append(checks, f.Name.Name)
			assert.Equal(t, []string{"threads int", "rounds int"}, parameters(f), f.Name.Name)
			assert.Nil(t, f.Type.Results, f.Name.Name)
			assert.Nil(t, f.Recv, f.Name.Name)
			assert.True(t, strings.HasPrefix(f.Doc.Text(), f.Name.Name+" checks "), "%s has no doc", f.Name.Name)
		}
	}
	return checks
}

func parameters(f *ast.FuncDecl) []string {
	var list []string
	for _, field := range f.Type.Params.List {
		for _, name := range field.Names {
			typ, _ := field.Type.(*ast.Ident)
			list = append(list, name.Name+" "+typ.Name)
		}
	}
	return list
}

// TestSizes: each line is of an entry, for fewer threads or rounds than its own.
func TestSizes(t *testing.T) {
	for _, memory := range machine.Memories() {
		smaller := 0
		for _, e := range specs.All() {
			u := e.Under(memory.Name)
			assert.LessOrEqual(t, u.Threads, e.Threads, e.Name)
			assert.LessOrEqual(t, u.Rounds, e.Rounds, e.Name)
			if u.Threads != e.Threads || u.Rounds != e.Rounds {
				smaller++
			}
		}
		assert.Equal(t, specs.SizesUnder(memory.Name), smaller, "a line is of no entry: %s", memory.Name)
	}
}

func TestFindSuggests(t *testing.T) {
	tests := []struct{ name, want string }{
		{"ticket", `specs: no entry "ticket"; did you mean lock/ticket, lock/ticket~unfenced, lock/ticket~unfenced-empty?`},
		{"lock/tiket", `specs: no entry "lock/tiket"; did you mean lock/ticket?`},
		{"barrier/dissemination~noparity", `specs: no entry "barrier/dissemination~noparity"; did you mean barrier/dissemination~no-parity`},
		{"", `specs: no entry ""; want one of those that heddle list shows`},
		{"barrier/butterfly", `specs: no entry "barrier/butterfly"; want one of those that heddle list shows`},
	}
	for _, tt := range tests {
		_, err := specs.Find(tt.name)
		assert.ErrorContains(t, err, tt.want)
	}
}

func TestParameters(t *testing.T) {
	tests := []struct {
		name            string
		threads, rounds int
		want            string
	}{
		{"lock/peterson", 3, 0, "specs: lock/peterson: 3 threads, want 2"},
		{"lock/dekker", 1, 0, "specs: lock/dekker: 1 threads, want 2"},
		{"lock/ticket", -1, 0, "specs: lock/ticket: -1 threads, want at least 1"},
		{"lock/ticket", 2, -3, "specs: lock/ticket: -3 rounds, want at least 1, or model.Forever"},
		{"order/fifo", 2, model.Forever, "specs: order/fifo: rounds without end, want a number: its check counts them"},
		{"lock/ticket", 7, 5, ""},
		{"lock/peterson", 2, 5, ""},
	}
	for _, tt := range tests {
		e, err := specs.Find(tt.name)
		require.NoError(t, err)
		threads, rounds, err := e.Parameters(tt.threads, tt.rounds)
		if tt.want != "" {
			assert.EqualError(t, err, tt.want)
			continue
		}
		assert.NoError(t, err)
		assert.Equal(t, [2]int{tt.threads, tt.rounds}, [2]int{threads, rounds})
	}
	few := specs.Entry{Name: "x", Threads: 3, Rounds: 1, MinThreads: 3, MaxThreads: 4}
	_, _, err := few.Parameters(2, 0)
	assert.EqualError(t, err, "specs: x: 2 threads, want at least 3")
	_, _, err = few.Parameters(5, 0)
	assert.EqualError(t, err, "specs: x: 5 threads, want at most 4")
}
