package compile_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/model/golang"
	"heddle/model/golang/compile"
	"heddle/model/program"
)

// compileText compiles the first check of a file x.go.
func compileText(t require.TestingT, dir, text string) (*program.Program, error) {
	require.NoError(t, os.WriteFile(filepath.Join(dir, "x.go"), []byte(text), 0o644))
	l := &golang.Loader{Dir: dir}
	targets, err := l.Targets("x.go")
	if err != nil {
		return nil, err
	}
	return l.Load(targets[0])
}

// TestRefused has one construct a row, in line 4 of the file.
func TestRefused(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"recover in yield", "for range func(yield func() bool) { yield() } { recover() }",
			"x.go:4: recover in the body of a range over a function is not supported"},
		{"huge element", "_ = make(chan [1 << 30]int)", "x.go:4: type [1073741824]int is too large: want at most 65536 words"},
		{"huge array", "var a [1 << 30]int; a[n] = 1", "x.go:4: type [1073741824]int is too large: want at most 65536 words"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			text := "package p\nvar n int; var s string\nfunc f() {}\nfunc CheckX() { " + test.body + " }\n"
			_, err := compileText(t, t.TempDir(), text)
			require.Error(t, err)
			assert.IsType(t, compile.Refused{}, err)
			assert.Equal(t, test.want, strings.SplitN(err.Error(), "\n", 2)[0])
		})
	}
}

// TestRefusedOrder refuses memory orders that are not known when the code is made.
func TestRefusedOrder(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"variable", "o := orders(); w.Swap(1, o)", "x.go:5: the order of model.Swap is not a constant"},
		{"list", "var l []model.Order; l = append(l, model.Relaxed); w.Swap(1, l...)", "x.go:5: the order of model.Swap is not a constant"},
		{"two", "model.Fence(model.Relaxed, model.SeqCst)", "x.go:5: the order of model.Fence is not a constant"},
		{"three", "w.CompareAndSwap(1, 2, model.AcqRel, model.Acquire, model.Relaxed)", "x.go:5: the order of model.CompareAndSwap is not a constant: it must be, at most two"},
		{"release of a read", "w.CompareAndSwap(1, 2, model.AcqRel, model.Release)", "x.go:5: the second order of model.CompareAndSwap is that of a read"},
		{"function value", "call(model.Fence)", "model.Fence takes memory orders: it can be called, but not used as a value"},
		{"method value", "f := w.Swap; f(1)", "the order of model.Swap is not a constant"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			text := "package p\nimport \"heddle/model\"\nvar w model.Word\nfunc orders() model.Order { return model.Relaxed }; " +
				"func call(f func(...model.Order)) { f() }\n" +
				"func CheckX() { " + test.body + " }\n"
			_, err := compileText(t, t.TempDir(), text)
			require.Error(t, err)
			assert.Contains(t, err.Error(), test.want)
		})
	}
}

// TestRefusedMessages refuses messages that would be memory of two nodes.
func TestRefusedMessages(t *testing.T) {
	tests := []struct{ name, message, want string }{
		{"pointer", "struct{ a int; p *int }", "x.go:3: a message of type msg holds a pointer (msg.p), want numbers and strings: nodes of a network share no memory"},
		{"slice", "struct{ list []int }", "holds a pointer (msg.list"},
		{"interface", "struct{ n int; err error }", "holds a pointer (msg.err"},
		{"map", "struct{ m map[int]int }", "holds a pointer (msg.m)"},
		{"channel in array", "[2]chan int", "holds a pointer (msg[0])"},
		{"function", "struct{ f func() }", "holds a pointer (msg.f)"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			text := "package p\nimport \"heddle/model\"\ntype msg " + test.message +
				"\nfunc CheckX() { net := model.NewNetwork[msg](1); net.Run(func(n model.Node[msg]) { _, m := n.Receive(); n.Send(0, m) }) }\n"
			_, err := compileText(t, t.TempDir(), text)
			require.Error(t, err)
			assert.Contains(t, err.Error(), test.want)
			assert.NotContains(t, err.Error(), "\n")
		})
	}
}

// TestRefusedMany lists what is refused, each once, up to ten, in code that is reached only.
func TestRefusedMany(t *testing.T) {
	var b strings.Builder
	b.WriteString("package p\nfunc k() int { return 1 }\nfunc CheckX() {\n")
	for range 20 {
		b.WriteString("{ var a [1 << 30]int; a[k()] = 1; a[k()] = 2 }\n")
	}
	b.WriteString("}\n")
	_, err := compileText(t, t.TempDir(), b.String())
	require.Error(t, err)
	lines := strings.Split(err.Error(), "\n")
	assert.Len(t, lines, 10)
	assert.Equal(t, "x.go:4: type [1073741824]int is too large: want at most 65536 words", lines[0])
	assert.Equal(t, "x.go:13: type [1073741824]int is too large: want at most 65536 words", lines[9])
}

// TestRefusedStandard names the user's line and function for what Go's own packages would need.
func TestRefusedStandard(t *testing.T) {
	tests := []struct{ path, body, want string }{
		{"encoding/json", "json.Marshal(1)", "x.go:3: json.Marshal: package encoding/json is not supported: it works by reflection, which a check can not do"},
		{"encoding/json", "f := json.Valid; f(nil)", "x.go:3: json.Valid: package encoding/json is not supported: it works by reflection, which a check can not do"},
		{"os", "_ = os.Args", "x.go:3: os.Args: not supported: a check has no files, processes or networks"},
		{"reflect", "x := 1; reflect.ValueOf(&x).Elem().SetInt(2)", "x.go:3: reflect.ValueOf is not supported: a check does no reflection"},
		{"os", "os.Stdout.Close()", "x.go:3: (*os.File).Close: not supported: a check has no files, processes or networks"},
		{"net/http", "http.Get(\"x\")", "x.go:3: http.Get: package net/http is not supported: a check has no files, processes or networks"},
		{"runtime", "runtime.NumGoroutine()", "x.go:3: runtime.NumGoroutine: not supported: a check has no run-time system to ask"},
		{"math/rand", "rand.Read(nil)", "x.go:3: rand.Read: not supported: a check tries every choice; use heddle/model's Choose"},
	}
	for _, test := range tests {
		t.Run(test.path, func(t *testing.T) {
			_, err := compileText(t, t.TempDir(), "package p\nimport \""+test.path+"\"\nfunc CheckX() { "+test.body+" }\n")
			require.Error(t, err)
			assert.Equal(t, test.want, err.Error())
		})
	}
}

// TestRefusedInitializer names the line of a package-level variable whose initializer is refused.
func TestRefusedInitializer(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"call", "import \"encoding/json\"\nvar ok = json.Valid(nil)\nfunc CheckX() { if ok { panic(1) } }\n",
			"x.go:3: json.Valid: package encoding/json is not supported: it works by reflection, which a check can not do"},
		{"conversion", "import \"unsafe\"\nvar n int\nvar p = (*int)(unsafe.Pointer(&n))\nfunc CheckX() { *p = 1 }\n",
			"x.go:4: conversion through unsafe.Pointer is not supported"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := compileText(t, t.TempDir(), "package p\n"+test.text)
			require.Error(t, err)
			assert.Equal(t, test.want, strings.SplitN(err.Error(), "\n", 2)[0])
		})
	}
}

// TestDynamicReach reaches methods through interfaces, and only those that are called.
func TestDynamicReach(t *testing.T) {
	const text = `package p
type shape interface { area() int; name() string }
type square struct{}
func (square) area() int { return 1 }
func (square) name() string { var a [1 << 30]int; return "square"[a[0]:] }
func CheckX() { var s shape = square{}; s.area() }
`
	p, err := compileText(t, t.TempDir(), text)
	require.NoError(t, err)
	require.NoError(t, p.Validate())
	_, err = compileText(t, t.TempDir(), strings.Replace(text, "s.area() }", "s.name() }", 1))
	require.EqualError(t, err, "x.go:5: type [1073741824]int is too large: want at most 65536 words")
}

// TestArguments wants as many arguments as the check has parameters.
func TestArguments(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "x.go"), []byte("package p\nfunc CheckX() {}\n"), 0o644))
	l := &golang.Loader{Dir: dir}
	targets, err := l.Targets("x.go")
	require.NoError(t, err)
	_, err = l.Load(targets[0], 1)
	require.EqualError(t, err, "x.go:2: CheckX: number of arguments: got 1, want 0")
}

// TestRefusedInHistories refuses calls and returns whose numbers of words are not known when the code is made.
func TestRefusedInHistories(t *testing.T) {
	for body, want := range map[string]string{
		"l := []int{1}; h.Call(0, \"f\", l...)":  "x.go:4: model.Call of a slice: its arguments must be written one by one",
		"h.Return(0, append([]int{1}, 2)...)":    "x.go:4: model.Return of a slice: its arguments must be written one by one",
		"f := h.Return; for range 2 { f(0, 1) }": "model.Return of a slice: its arguments must be written one by one",
		"go h.Return(0, 1)":                      "model.Return takes any number of arguments: it can be called, but not used as a value",
	} {
		text := "package p\nimport \"heddle/model\"\nvar h model.History\nfunc CheckX() { " + body + " }\n"
		_, err := compileText(t, t.TempDir(), text)
		require.Error(t, err, body)
		assert.Contains(t, err.Error(), want)
	}
}

// TestRefusedInGhosts has ghost code that does what it cannot, as its text shows.
func TestRefusedInGhosts(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"word", "w.Load()", "calls (*model.Word).Load"},
		{"choice", "model.Choose(2)", "calls model.Choose"},
		{"ghost code", "model.Ghost(func() {})", "calls model.Ghost"},
		{"lock", "mu.Lock()", "calls (*sync.Mutex).Lock"},
		{"goroutine", "go f(1)", "starts a goroutine"},
		{"receive", "n = <-c", "uses a channel"},
		{"send in a function", "f(1)", "uses a channel"},
		{"message", "node.Broadcast(1)", "uses a network"},
		{"node", "n = node.ID() + node.Nodes()", ""},
		{"claims", "if n > 0 { model.Violate(\"order\", \"bad\") }; model.Assert(n == 0, \"zero\"); n++", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			text := "package p\nimport (\"sync\"; \"heddle/model\")\nvar w model.Word; var mu sync.Mutex; var n int; var c = make(chan int, 1)\n" +
				"func f(i int) { c <- i }\nfunc CheckX() { node := model.NewNetwork[int](2).Node(0); node.Send(1, 1); mu.Lock(); model.Ghost(func() { " + test.body + " }) }\n"
			_, err := compileText(t, t.TempDir(), text)
			if test.want == "" {
				require.NoError(t, err)
				return
			}
			assert.IsType(t, compile.Refused{}, err)
			assert.ErrorContains(t, err, ": ghost code "+test.want+": it states claims, and takes no step of its own")
		})
	}
}
