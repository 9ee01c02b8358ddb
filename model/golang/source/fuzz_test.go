package source

import (
	"go/scanner"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	_ "heddle/model/drawn"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func seeds() []string {
	return []string{
		ticket,
		"package p\nimport (. \"sync\"; \"errors\"; m \"heddle/model\"; _ \"unsafe\")\ntype T[P any] struct{ Mutex; p *P }\nfunc (t *T[P]) M() P { return *t.p }\nfunc CheckX() { var t T[int]; t.Lock(); m.Assert(t.M() == 1, \"\"); panic(errors.New(\"x\")) }\n",
		"package p\nconst (a = iota; b; c)\nvar x, y = f(), b\nfunc f() int { return c }\nfunc init() { x++ }\ntype I interface{ M(); ~int | string }\nfunc CheckX() { for i := range 3 { defer func() { recover() }(); select {}; _ = i } }\n",
		"package p\nimport \"iter\"\ntype L = []L\nfunc s() iter.Seq[int] { return func(yield func(int) bool) { _ = yield(1) } }\nfunc CheckX() { for x := range s() { if x == 2 { continue }; return } }\n",
		"package p\nimport (\"fmt\"; \"time\"; \"os\"; q \"example.com/q\")\nfunc CheckX() { time.Sleep(1) }\nfunc y(v q.T, a [len(os.Args)]int) { fmt.Println(v.F) }\n",
	}
}

// FuzzLoad loads mutated sources as a library package and, so that all of it is
// type-checked, as a file.
func FuzzLoad(f *testing.F) {
	for _, seed := range seeds() {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, src string) {
		loadAnyhow(t, src)
	})
}

// TestMutatedTokens loads sources of which tokens were deleted, doubled or replaced
// by others: many of them have no syntax error.
func TestMutatedTokens(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		tokens := strings.Fields(spaced(rapid.SampledFrom(seeds()).Draw(r, "seed")))
		for range rapid.IntRange(1, 4).Draw(r, "mutations") {
			i := rapid.IntRange(0, len(tokens)-1).Draw(r, "at")
			switch rapid.IntRange(0, 2).Draw(r, "mutation") {
			case 0:
				tokens = slices.Delete(tokens, i, i+1)
			case 1:
				tokens = slices.Insert(tokens, i, tokens[i])
			case 2:
				tokens[i] = rapid.SampledFrom(tokens).Draw(r, "token")
			}
		}
		loadAnyhow(t, strings.Join(tokens, " "))
	})
}

// spaced puts spaces between the tokens of src, with the semicolons that it implies.
func spaced(src string) string {
	var s scanner.Scanner
	file := token.NewFileSet().AddFile("", -1, len(src))
	s.Init(file, []byte(src), nil, 0)
	var b strings.Builder
	for {
		_, tok, lit := s.Scan()
		switch {
		case tok == token.EOF:
			return b.String()
		case tok == token.SEMICOLON:
			lit = ";"
		case lit == "":
			lit = tok.String()
		}
		b.WriteString(lit + " ")
	}
}

// loadAnyhow loads src in both ways. Load turns a panic into an error that says "bug".
func loadAnyhow(t *testing.T, src string) {
	t.Helper()
	dir, err := os.MkdirTemp(t.TempDir(), "")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "x.go"), []byte(src), 0o600))
	l := &Loader{Library: map[string]fs.FS{"p": fstest.MapFS{"x.go": {Data: []byte(src)}}}, Env: []string{}}
	_, err = l.Load(Target{Name: "p", Path: "p", Func: checkName(src)})
	check(t, err)
	_, err = loadFirst(&Loader{Dir: dir, Env: []string{}}, "x.go")
	check(t, err)
}

func checkName(src string) string {
	if strings.Contains(src, "CheckTicket") {
		return "CheckTicket"
	}
	return "CheckX"
}

func check(t *testing.T, err error) {
	if err != nil && strings.Contains(err.Error(), "bug") {
		t.Fatal(err)
	}
}
