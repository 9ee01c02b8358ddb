package compile_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/machine/reference"
)

// A generated program works on the variables v0 … v5 of type int. Each node prints
// itself as Go and runs itself on the variables.
type (
	// expr is an expression.
	expr interface {
		text() string
		eval(v *[6]int) int
	}
	// stmt is a statement; run reports whether it was left by break or continue.
	stmt interface {
		text() string
		run(v *[6]int) leave
	}
	leave int

	variable int
	literal  int
	binary   struct {
		op   string
		x, y expr
	}
	assign struct { // of several variables at once
		to   []int
		from []expr
	}
	branch struct {
		cond      binary
		then, alt block
	}
	loop struct {
		name  string
		count int
		body  block
	}
	jump  struct{ what leave }
	call  struct{ body block } // of a function literal, by way of a variable
	block []stmt
)

const (
	stays leave = iota
	breaks
	continues
)

func (x variable) text() string       { return fmt.Sprintf("v%d", int(x)) }
func (x variable) eval(v *[6]int) int { return v[x] }
func (x literal) text() string        { return fmt.Sprint(int(x)) }
func (x literal) eval(*[6]int) int    { return int(x) }
func (x binary) text() string         { return "(" + x.x.text() + " " + x.op + " " + x.y.text() + ")" }

func (x binary) eval(v *[6]int) int {
	a, b := x.x.eval(v), x.y.eval(v)
	switch x.op {
	case "+":
		return a + b
	case "-":
		return a - b
	case "*":
		return a * b
	case "^":
		return a ^ b
	case "<":
		return truth(a < b)
	}
	return truth(a == b)
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (s assign) text() string {
	var to, from []string
	for i := range s.to {
		to, from = append(to, variable(s.to[i]).text()), append(from, s.from[i].text())
	}
	return strings.Join(to, ", ") + " = " + strings.Join(from, ", ")
}

func (s assign) run(v *[6]int) leave {
	var values []int
	for _, e := range s.from {
		values = append(values, e.eval(v))
	}
	for i, to := range s.to {
		v[to] = values[i]
	}
	return stays
}

func (s branch) text() string {
	return "if " + s.cond.text() + " {\n" + s.then.text() + "} else {\n" + s.alt.text() + "}"
}

func (s branch) run(v *[6]int) leave {
	if s.cond.eval(v) != 0 {
		return s.then.run(v)
	}
	return s.alt.run(v)
}

func (s loop) text() string {
	return fmt.Sprintf("for %s := range %d {\n%s ^= %s\n%s}", s.name, s.count, variable(0).text(), s.name, s.body.text())
}

func (s loop) run(v *[6]int) leave {
	for i := range s.count {
		v[0] ^= i
		if s.body.run(v) == breaks {
			break
		}
	}
	return stays
}

func (s jump) text() string      { return [...]string{"", "break", "continue"}[s.what] }
func (s jump) run(*[6]int) leave { return s.what }
func (s call) text() string      { return "{ f := func() {\n" + s.body.text() + "}\nuse(f) }" }
func (s call) run(v *[6]int) leave {
	s.body.run(v)
	return stays
}

func (s block) text() string {
	var b strings.Builder
	for _, x := range s {
		b.WriteString(x.text() + "\n")
	}
	return b.String()
}

func (s block) run(v *[6]int) leave {
	for _, x := range s {
		if l := x.run(v); l != stays {
			return l
		}
	}
	return stays
}

func drawExpr(t *rapid.T, depth int) expr {
	switch k := rapid.IntRange(0, 3).Draw(t, "expression"); {
	case k == 0 || depth == 0 && k == 3:
		return literal(rapid.IntRange(0, 3).Draw(t, "literal"))
	case k < 3:
		return variable(rapid.IntRange(0, 5).Draw(t, "variable"))
	}
	op := rapid.SampledFrom([]string{"+", "-", "*", "^"}).Draw(t, "operator")
	return binary{op, drawExpr(t, depth-1), drawExpr(t, depth-1)}
}

func drawBlock(t *rapid.T, depth int, inLoop bool) block {
	var b block
	for range rapid.IntRange(1, 4).Draw(t, "statements") {
		kind := rapid.IntRange(0, 7).Draw(t, "statement")
		switch {
		case kind < 4 || depth == 0:
			n := rapid.IntRange(1, 3).Draw(t, "variables")
			to := rapid.Permutation([]int{0, 1, 2, 3, 4, 5}).Draw(t, "assigned")[:n]
			s := assign{to: to}
			for range n {
				s.from = append(s.from, drawExpr(t, 2))
			}
			b = append(b, s)
		case kind == 4:
			op := rapid.SampledFrom([]string{"<", "=="}).Draw(t, "comparison")
			cond := binary{op, drawExpr(t, 1), drawExpr(t, 1)}
			b = append(b, branch{cond, drawBlock(t, depth-1, inLoop), drawBlock(t, depth-1, inLoop)})
		case kind == 5:
			name := fmt.Sprintf("i%d", depth)
			b = append(b, loop{name, rapid.IntRange(0, 3).Draw(t, "rounds"), drawBlock(t, depth-1, true)})
		case kind == 6:
			b = append(b, call{drawBlock(t, depth-1, false)})
		case inLoop:
			return append(b, jump{rapid.SampledFrom([]leave{breaks, continues}).Draw(t, "jump")})
		}
	}
	return b
}

// TestGenerated runs generated functions compiled and as they are.
func TestGenerated(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		body := drawBlock(t, 3, false)
		text := "package p\nvar result [6]int\nfunc use(f func()) { f() }\nfunc CheckX() { result = work(1, 2, 3) }\n" +
			"func work(v0, v1, v2 int) [6]int {\nv3, v4, v5 := 4, 5, 6\n" + body.text() + "return [6]int{v0, v1, v2, v3, v4, v5}\n}\n"
		p, err := compileText(t, dir, text)
		require.NoError(t, err, text)
		require.NoError(t, p.Validate())
		want := [6]int{1, 2, 3, 4, 5, 6}
		body.run(&want)
		m := reference.New(p, reference.Config{})
		for !m.Finished(0) {
			_, err := m.Step(0, 0)
			require.NoError(t, err, text)
		}
		for i, w := range m.Global("result") {
			require.Equal(t, want[i], int(w), "v%d\n%s\n%s", i, text, p)
		}
	})
}
