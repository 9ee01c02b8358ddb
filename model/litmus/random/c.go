package random

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"
)

// C makes a test in C: atomic and plain accesses of all orders, fences,
// exchanges, fetch-and-operations, compare-and-exchange with an order for its
// failure, branches, dependencies of data and of addresses.
func C(t *rapid.T, s Size) string {
	test, threads := newTest(t, s)
	l := &language{test: test, palette: pick(test, palettes(), "palette"), plain: map[string]bool{}}
	if l.chance(3, "plain accesses") {
		l.mixed = l.chance(3, "of atomic locations")
		for _, x := range test.locs {
			l.plain[x] = l.chance(2, "plain location")
		}
	}
	var w strings.Builder
	fmt.Fprintf(&w, "C random\n{\n%s}\n", strings.Join(test.zeros(), ""))
	for proc := range threads {
		th := &function{language: l, proc: proc, left: test.share(threads - proc - 1), indent: "  "}
		th.block()
		var params []string
		for _, x := range test.locs {
			params = append(params, map[bool]string{true: "int* ", false: "atomic_int* "}[l.plain[x]]+x)
		}
		fmt.Fprintf(&w, "P%d (%s) {\n%s%s}\n", proc, strings.Join(params, ", "), strings.Join(th.decls, ""), strings.Join(th.lines, ""))
	}
	test.final(&w)
	return w.String()
}

// language is what all threads of a test in C know.
type language struct {
	*test
	palette
	plain map[string]bool // locations with plain accesses only
	mixed bool            // atomic locations have plain accesses too
}

// palette is what the accesses of a test are like as a whole. Of orders all mixed
// at random few suit each other.
type palette struct {
	loads, stores, rmws, fences []string
	fenced                      int // one access in so many has a fence before it
}

func palettes() []palette {
	relaxed := []string{"relaxed"}
	loads, stores := []string{"relaxed", "acquire", "seq_cst"}, []string{"relaxed", "release", "seq_cst"}
	rmws := []string{"relaxed", "acquire", "release", "acq_rel", "seq_cst"}
	fences := []string{"acquire", "release", "acq_rel", "seq_cst", "seq_cst"}
	return []palette{
		{loads, stores, rmws, fences, 10},
		{[]string{"acquire", "acquire", "relaxed"}, []string{"release", "release", "relaxed"}, rmws, fences, 12},
		{[]string{"seq_cst", "seq_cst", "acquire"}, []string{"seq_cst", "seq_cst", "release"}, rmws, fences, 12},
		{loads, stores, relaxed, []string{"seq_cst"}, 5},
		{relaxed, relaxed, relaxed, fences, 3},
	}
}

// function is a thread as it is written.
type function struct {
	*language
	proc, left   int
	decls, lines []string
	indent       string
	registers    []string // all: they are 0 before they are read into
	branches     int
}

func (th *function) line(format string, args ...any) {
	th.lines = append(th.lines, th.indent+fmt.Sprintf(format, args...)+"\n")
}

func (th *function) block() {
	for th.left > 0 {
		if len(th.registers) > 0 && th.branches < 2 && th.chance(6, "branch") {
			th.branch()
			continue
		}
		if th.chance(th.fenced, "fence") {
			th.line("atomic_thread_fence(%s);", th.order(th.fences))
		}
		th.access()
	}
}

func (th *function) order(names []string) string {
	return "memory_order_" + pick(th.test, names, "order")
}

// target gives a new register.
func (th *function) target() string {
	r := fmt.Sprintf("r%d", len(th.registers))
	th.registers = append(th.registers, r)
	th.decls = append(th.decls, "  int "+r+" = 0;\n")
	th.atoms = append(th.atoms, fmt.Sprintf("%d:%s", th.proc, r))
	return r
}

// operand gives a value, which may depend on what was read.
func (th *function) operand() string {
	v := th.value()
	if len(th.registers) == 0 || !th.chance(3, "dependency") {
		return fmt.Sprint(v)
	}
	r := pick(th.test, th.registers, "register")
	return pick(th.test, []string{r, fmt.Sprintf("%d + (%s ^ %s)", v, r, r), r + " + 1"}, "expression")
}

// address gives a pointer to loc, which may depend on what was read.
func (th *function) address(loc string) string {
	if len(th.registers) == 0 || !th.chance(8, "dependency") {
		return loc
	}
	r := pick(th.test, th.registers, "register")
	return fmt.Sprintf("%s + (%s ^ %s)", loc, r, r)
}

func (th *function) access() {
	loc := th.loc()
	if th.plain[loc] || th.mixed && th.chance(3, "plain") {
		th.left--
		if th.chance(2, "store") {
			th.line("*%s = %s;", loc, th.operand())
		} else {
			th.line("%s = *%s;", th.target(), loc)
		}
		return
	}
	if th.left >= 2 && th.chance(4, "rmw") {
		th.left -= 2
		th.rmw(loc)
		return
	}
	th.left--
	at := th.address(loc)
	switch th.number(18, "access") {
	case 0:
		th.line("atomic_store(%s, %s);", at, th.operand())
	case 1:
		th.line("%s = atomic_load(%s);", th.target(), at)
	case 2, 3, 4, 5, 6, 7, 8, 9:
		th.line("atomic_store_explicit(%s, %s, %s);", at, th.operand(), th.order(th.stores))
	default:
		order := th.order(th.loads)
		th.line("%s = atomic_load_explicit(%s, %s);", th.target(), at, order)
	}
}

func (th *function) rmw(loc string) {
	value := th.operand()
	order := th.order(th.rmws)
	switch th.number(5, "operation") {
	case 0:
		th.line("%s = atomic_exchange_explicit(%s, %s, %s);", th.target(), loc, value, order)
	case 1, 2:
		failure := th.order(palettes()[0].loads)
		expected := th.target()
		th.line("%s = %d;", expected, th.number(2, "expected"))
		if th.chance(4, "orders left out") {
			th.line("%s = atomic_compare_exchange_strong(%s, &%s, %s);", th.target(), loc, expected, value)
		} else {
			th.line("%s = atomic_compare_exchange_strong_explicit(%s, &%s, %s, %s, %s);", th.target(), loc, expected, value, order, failure)
		}
	default:
		op := pick(th.test, []string{"add", "sub", "or", "xor", "and"}, "fetch")
		th.line("%s = atomic_fetch_%s_explicit(%s, %s, %s);", th.target(), op, loc, value, order)
	}
}

// branch makes accesses on one or both ways of an if.
func (th *function) branch() {
	th.branches++
	r := pick(th.test, th.registers, "register")
	th.line("if (%s %s %d) {", r, pick(th.test, []string{"==", "!="}, "comparison"), th.number(2, "compared"))
	th.nested()
	if th.left > 0 && th.chance(3, "else") {
		th.line("} else {")
		th.nested()
	}
	th.line("}")
}

func (th *function) nested() {
	th.indent += "  "
	for range 1 + th.number(2, "statements") {
		if th.left > 0 {
			th.access()
		}
	}
	th.indent = th.indent[2:]
}
