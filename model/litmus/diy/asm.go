package diy

import (
	"fmt"
	"strings"
)

// syntax is how an assembly language writes what tests need.
type syntax struct {
	registers []string
	reg       func(string) string
	deref     func(string) string // of a register or a location
	op        func(name, to, from string) string
	jump      string // to a label if not equal
	typed     bool   // locations and registers are declared, as 64 bits
}

var intel = syntax{
	registers: []string{"EAX", "EBX", "ECX", "EDX", "ESI", "EDI"},
	reg:       func(r string) string { return r },
	deref:     func(r string) string { return "[" + r + "]" },
	op:        func(name, to, from string) string { return name + " " + to + "," + from },
	jump:      "JNE",
}

var att = syntax{
	registers: []string{"rax", "rbx", "rcx", "rdx", "rsi", "rdi", "r8", "r9"},
	reg:       func(r string) string { return "%" + r },
	deref:     func(r string) string { return "(" + r + ")" },
	op:        func(name, to, from string) string { return strings.ToLower(name) + "q " + from + "," + to },
	jump:      "jne",
	typed:     true,
}

// asm is a test in an assembly language as it is written.
type asm struct {
	syntax
	*test
	init    []string
	columns [][]string
	reads   []atom
}

// write writes init, columns and condition.
func (s syntax) write(t *test, w *strings.Builder) error {
	a := &asm{syntax: s, test: t}
	for proc, events := range t.procs {
		if err := a.thread(proc, events); err != nil {
			return err
		}
	}
	for _, loc := range t.observed() {
		if err := a.observer(len(a.columns), loc); err != nil {
			return err
		}
	}
	w.WriteString("{\n")
	if s.typed {
		for loc := range t.writes {
			fmt.Fprintf(w, "uint64_t %s;\n", location(loc))
		}
		for _, r := range a.reads {
			fmt.Fprintf(w, "uint64_t %s;\n", r.left)
		}
	}
	for _, line := range a.init {
		w.WriteString(line + ";\n")
	}
	w.WriteString("}\n")
	table(w, a.columns)
	t.condition(w, a.reads)
	return nil
}

// column is a thread as it is written.
type column struct {
	*asm
	proc  int
	used  int // registers
	lines []string
	last  string // register of the last read
	jumps int
}

func (a *asm) thread(proc int, events []event) error {
	c := &column{asm: a, proc: proc}
	var dep Edge // that leads to the event
	for i := 0; i < len(events); i++ {
		e := events[i]
		var err error
		switch {
		case e.edge.Kind == Rmw:
			err = c.exchange(dep, e, events[i+1].value, true)
			i++
		case e.dir == R:
			err = c.load(dep, e)
		case e.order == "A":
			err = c.exchange(dep, e, e.value, false)
		default:
			err = c.store(dep, e)
		}
		if err != nil {
			return err
		}
		dep = events[i].edge
		if dep.Kind == Fenced {
			for _, f := range a.arch.fences {
				if f.name == dep.What {
					c.lines = append(c.lines, f.text)
				}
			}
		}
	}
	a.columns = append(a.columns, c.lines)
	return nil
}

// register takes the next free one.
func (c *column) register() (string, error) {
	if c.used == len(c.registers) {
		return "", fmt.Errorf("P%d needs more than the registers %s", c.proc, strings.Join(c.registers, " "))
	}
	c.used++
	return c.registers[c.used-1], nil
}

func (c *column) emit(name, to, from string) { c.lines = append(c.lines, c.op(name, to, from)) }

// address gives the operand for a location, after what makes it depend on the last read if dep is an address dependency.
func (c *column) address(dep Edge, loc int) (string, error) {
	if dep.Kind == Dp && dep.What == "Ctrl" {
		label := fmt.Sprintf("LC%d%d", c.proc, c.jumps)
		c.jumps++
		c.emit("CMP", c.reg(c.last), "$0")
		c.lines = append(c.lines, c.jump+" "+label, label+":")
	}
	if dep.Kind != Dp || dep.What != "Addr" {
		return c.deref(location(loc)), nil
	}
	zero, err := c.zero()
	if err != nil {
		return "", err
	}
	base, err := c.register()
	if err != nil {
		return "", err
	}
	c.init = append(c.init, fmt.Sprintf("%d:%s=%s", c.proc, base, location(loc)))
	c.emit("ADD", c.reg(zero), c.reg(base))
	return c.deref(c.reg(zero)), nil
}

// zero gives a register that is 0 and depends on the last read.
func (c *column) zero() (string, error) {
	r, err := c.register()
	if err != nil {
		return "", err
	}
	c.emit("MOV", c.reg(r), c.reg(c.last))
	c.emit("XOR", c.reg(r), c.reg(r))
	return r, nil
}

// value gives an operand of that value, which depends on the last read if dep is a data dependency.
func (c *column) value(dep Edge, value int) (string, error) {
	immediate := fmt.Sprintf("$%d", value)
	if dep.Kind != Dp || dep.What != "Data" {
		return immediate, nil
	}
	r, err := c.zero()
	if err != nil {
		return "", err
	}
	c.emit("ADD", c.reg(r), immediate)
	return c.reg(r), nil
}

func (c *column) store(dep Edge, e event) error {
	to, err := c.address(dep, e.loc)
	if err != nil {
		return err
	}
	value, err := c.value(dep, e.value)
	if err != nil {
		return err
	}
	c.emit("MOV", to, value)
	return nil
}

func (c *column) load(dep Edge, e event) error {
	from, err := c.address(dep, e.loc)
	if err != nil {
		return err
	}
	r, err := c.register()
	if err != nil {
		return err
	}
	c.emit("MOV", c.reg(r), from)
	c.read(r, e.value)
	return nil
}

// exchange writes value atomically; if read is set the old value is e's.
func (c *column) exchange(dep Edge, e event, value int, read bool) error {
	to, err := c.address(dep, e.loc)
	if err != nil {
		return err
	}
	operand, err := c.value(dep, value)
	if err != nil {
		return err
	}
	r, err := c.register()
	if err != nil {
		return err
	}
	c.emit("MOV", c.reg(r), operand)
	c.emit("XCHG", to, c.reg(r))
	if read {
		c.read(r, e.value)
	}
	return nil
}

func (c *column) read(r string, value int) {
	c.last = r
	c.reads = append(c.reads, atom{fmt.Sprintf("%d:%s", c.proc, r), value})
}

// observer adds a thread that reads all values of loc but the last.
func (a *asm) observer(proc, loc int) error {
	c := &column{asm: a, proc: proc}
	for v := 1; v < a.writes[loc]; v++ {
		if err := c.load(Edge{}, event{dir: R, loc: loc, value: v}); err != nil {
			return err
		}
	}
	a.columns = append(a.columns, c.lines)
	return nil
}

// table writes code columns, one a thread.
func table(w *strings.Builder, columns [][]string) {
	rows, widths := 0, make([]int, len(columns))
	for i, lines := range columns {
		columns[i] = append([]string{fmt.Sprintf("P%d", i)}, lines...)
		rows = max(rows, len(columns[i]))
		for _, line := range columns[i] {
			widths[i] = max(widths[i], len(line))
		}
	}
	for row := range rows {
		for i, lines := range columns {
			cell := ""
			if row < len(lines) {
				cell = lines[row]
			}
			if i > 0 {
				w.WriteString("|")
			}
			fmt.Fprintf(w, " %-*s ", widths[i], cell)
		}
		w.WriteString(";\n")
	}
}
