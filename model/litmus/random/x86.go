package random

import (
	"fmt"
	"slices"
	"strings"

	"pgregory.net/rapid"
)

// X86 makes a test in X86 assembly: moves of constants and registers, loads,
// XCHG, locked and unlocked read-modify-writes, CMPXCHG, all fences, forward
// jumps, addresses in registers.
func X86(t *rapid.T, s Size) string {
	test, threads := newTest(t, s)
	var columns [][]string
	init := test.zeros()
	for proc := range threads {
		th := &x86{test: test, proc: proc, left: test.share(threads - proc - 1)}
		th.body()
		columns = append(columns, th.lines)
		init = append(init, th.init...)
	}
	var w strings.Builder
	fmt.Fprintf(&w, "X86 random\n{\n%s}\n", strings.Join(init, ""))
	heads := make([]string, threads)
	rows := 0
	for i, lines := range columns {
		heads[i] = fmt.Sprintf("P%d", i)
		rows = max(rows, len(lines))
	}
	fmt.Fprintf(&w, " %s ;\n", strings.Join(heads, " | "))
	for row := range rows {
		cells := make([]string, threads)
		for i, lines := range columns {
			if row < len(lines) {
				cells[i] = lines[row]
			}
		}
		fmt.Fprintf(&w, " %s ;\n", strings.Join(cells, " | "))
	}
	test.final(&w)
	return w.String()
}

var x86Registers = []string{"EAX", "EBX", "ECX", "EDX"}

// x86 is a thread as it is written.
type x86 struct {
	*test
	proc    int
	left    int
	lines   []string
	init    []string
	written []string // registers that are written on every way
	labels  int
	pointed bool // ESI holds an address
}

func (th *x86) line(format string, args ...any) {
	th.lines = append(th.lines, fmt.Sprintf(format, args...))
}

func (th *x86) body() {
	for th.left > 0 {
		switch th.number(20, "statement") {
		case 0:
			th.line("%s", pick(th.test, []string{"MFENCE", "SFENCE", "LFENCE"}, "fence"))
			th.access()
		case 1:
			th.branch()
		case 2:
			th.compute()
			th.access()
		default:
			th.access()
		}
	}
}

// target gives a register to write.
func (th *x86) target() string {
	r := x86Registers[min(len(th.written), len(x86Registers)-1)]
	if th.chance(6, "used register") {
		r = pick(th.test, x86Registers, "register")
	}
	if !slices.Contains(th.written, r) {
		th.written = append(th.written, r)
		th.atoms = append(th.atoms, fmt.Sprintf("%d:%s", th.proc, r))
	}
	return r
}

// source gives a register that was written.
func (th *x86) source() string {
	if len(th.written) == 0 {
		th.line("MOV %s,$%d", th.target(), th.value())
	}
	return pick(th.test, th.written, "register")
}

// memory gives the operand for a location.
func (th *x86) memory() string {
	if !th.chance(8, "pointer") {
		return "[" + th.loc() + "]"
	}
	if !th.pointed {
		th.pointed = true
		th.init = append(th.init, fmt.Sprintf("%d:ESI=%s;\n", th.proc, th.loc()))
	}
	return "[ESI]"
}

// access makes one access, or a read-modify-write if two are left.
func (th *x86) access() {
	if th.left >= 2 && th.chance(5, "rmw") {
		th.rmw()
		th.left -= 2
		return
	}
	if th.left <= 0 {
		return
	}
	th.left--
	kind := th.number(10, "access")
	if len(th.lines) > 0 && !th.chance(3, "again") && strings.HasPrefix(th.lines[len(th.lines)-1], "MOV [") {
		kind = 9 // a read after a write
	}
	switch kind {
	case 0, 1, 2, 3:
		th.line("MOV %s,$%d", th.memory(), th.value())
	case 4:
		m := th.memory()
		th.line("MOV %s,%s", m, th.source())
	default:
		m := th.memory()
		th.line("MOV %s,%s", th.target(), m)
	}
}

func (th *x86) rmw() {
	m := th.memory()
	lock := pick(th.test, []string{"LOCK ", "LOCK ", ""}, "lock")
	switch th.number(6, "instruction") {
	case 0:
		r := th.source()
		th.line("XCHG %s,%s", m, r)
	case 1:
		th.line("%s%s %s", lock, pick(th.test, []string{"INC", "DEC"}, "operation"), m)
	case 2:
		th.line("%s%s %s,$%d", lock, pick(th.test, []string{"ADD", "XOR", "OR"}, "operation"), m, th.value())
	case 3, 4:
		r := th.source()
		if !slices.Contains(th.written, "EAX") {
			th.written = append(th.written, "EAX")
			th.atoms = append(th.atoms, fmt.Sprintf("%d:EAX", th.proc))
			th.line("MOV EAX,$%d", th.number(2, "expected"))
		}
		th.line("LOCK CMPXCHG %s,%s", m, r)
	default:
		r := th.source()
		th.line("XCHG %s,%s", r, m)
	}
}

// compute works on registers: the results depend on what was read.
func (th *x86) compute() {
	r := th.source()
	switch th.number(4, "operation") {
	case 0:
		th.line("XOR %s,%s", r, r)
	case 1:
		th.line("ADD %s,$%d", r, th.value())
	case 2:
		th.line("INC %s", r)
	default:
		th.line("MOV %s,%s", th.target(), r)
	}
}

// branch makes accesses that a comparison may jump over.
func (th *x86) branch() {
	r := th.source()
	label := fmt.Sprintf("L%d%d", th.proc, th.labels)
	th.labels++
	th.line("CMP %s,$%d", r, th.number(3, "compared"))
	th.line("%s %s", pick(th.test, []string{"JE", "JNE"}, "jump"), label)
	before := slices.Clone(th.written)
	for range th.number(3, "over") {
		th.access()
	}
	th.written = before // others only if the jump is not taken
	th.line("%s:", label)
}
