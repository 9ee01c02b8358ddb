package source

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// FuzzLoad loads mutated sources as a library package and, so that all of it is
// type-checked, as a file. Load turns a panic into an error that says "bug".
func FuzzLoad(f *testing.F) {
	for _, seed := range []string{
		ticket,
		"package p\nimport (. \"sync\"; \"errors\"; m \"heddle/model\"; _ \"unsafe\")\ntype T[P any] struct{ Mutex; p *P }\nfunc (t *T[P]) M() P { return *t.p }\nfunc CheckX() { var t T[int]; t.Lock(); m.Assert(t.M() == 1, \"\"); panic(errors.New(\"x\")) }\n",
		"package p\nconst (a = iota; b; c)\nvar x, y = f(), b\nfunc f() int { return c }\nfunc init() { x++ }\ntype I interface{ M(); ~int | string }\nfunc CheckX() { for i := range 3 { defer func() { recover() }(); select {}; _ = i } }\n",
		"package p\nimport \"iter\"\ntype L = []L\nfunc s() iter.Seq[int] { return func(yield func(int) bool) { _ = yield(1) } }\nfunc CheckX() { for x := range s() { if x == 2 { continue }; return } }\n",
		"package p\nimport (\"fmt\"; \"time\"; \"os\"; q \"example.com/q\")\nfunc CheckX() { time.Sleep(1) }\nfunc y(v q.T, a [len(os.Args)]int) { fmt.Println(v.F) }\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, src string) {
		l := &Loader{Library: map[string]fs.FS{"p": fstest.MapFS{"x.go": {Data: []byte(src)}}}, Env: []string{}}
		_, err := l.Load(Target{Name: "p", Path: "p", Func: "CheckX"})
		check(t, err)
		_, err = loadFirst(&Loader{Dir: unpackFile(t, src), Env: []string{}}, "x.go")
		check(t, err)
	})
}

func check(t *testing.T, err error) {
	if err != nil && strings.Contains(err.Error(), "bug") {
		t.Error(err)
	}
}
