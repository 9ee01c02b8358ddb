package diy

import (
	"fmt"
	"slices"
	"strings"
)

// writeC writes init, threads and condition in C.
func writeC(t *test, w *strings.Builder) error {
	w.WriteString("{\n")
	for loc := range t.writes {
		fmt.Fprintf(w, "[%s] = 0;\n", location(loc))
	}
	w.WriteString("}\n")
	var reads []atom
	for proc, events := range t.procs {
		f := &function{test: t, proc: proc, indent: "  "}
		if err := f.body(events); err != nil {
			return err
		}
		f.write(w)
		reads = append(reads, f.reads...)
	}
	for i, loc := range t.observed() {
		f := &function{test: t, proc: len(t.procs) + i, indent: "  ", locs: []int{loc}}
		for v := 1; v < t.writes[loc]; v++ {
			f.load(location(loc), event{dir: R, loc: loc, order: t.atomicOrder(loc), value: v})
		}
		f.write(w)
		reads = append(reads, f.reads...)
	}
	w.WriteString("\n")
	t.condition(w, reads)
	return nil
}

// function is a thread in C as it is written.
type function struct {
	*test
	proc   int
	indent string
	lines  []string
	reads  []atom
	locs   []int
	early  bool // registers are declared before a branch
}

func (f *function) line(format string, args ...any) {
	f.lines = append(f.lines, f.indent+fmt.Sprintf(format, args...))
}

func (f *function) write(w *strings.Builder) {
	params := make([]string, len(f.locs))
	for i, loc := range f.locs {
		typ := "int*"
		if f.atomicOrder(loc) != "" {
			typ = "atomic_int*"
		}
		params[i] = typ + " " + location(loc)
	}
	fmt.Fprintf(w, "\nP%d (%s) {\n%s\n}\n", f.proc, strings.Join(params, ", "), strings.Join(f.lines, "\n"))
}

// atomicOrder is Rlx if some access of loc is atomic, else "".
func (t *test) atomicOrder(loc int) string {
	for _, e := range t.events {
		if e.loc == loc && e.order != "" {
			return "Rlx"
		}
	}
	return ""
}

func (f *function) body(events []event) error {
	for _, e := range events {
		if !slices.Contains(f.locs, e.loc) {
			f.locs = append(f.locs, e.loc)
		}
		f.early = f.early || e.edge.Kind == Dp && e.edge.What == "Ctrl"
	}
	if f.early {
		f.declare(events)
	}
	open := 0
	var dep Edge // that leads to the event
	for i := 0; i < len(events); i++ {
		e := events[i]
		loc, value := location(e.loc), fmt.Sprint(e.value)
		if dep.Kind == Dp {
			last := f.register(len(f.reads) - 1)
			switch dep.What {
			case "Ctrl":
				f.line("if (%s >= 0) {", last)
				f.indent += "  "
				open++
			case "Addr":
				loc += fmt.Sprintf(" + (%s ^ %s)", last, last)
			case "Data":
				value += fmt.Sprintf(" + (%s ^ %s)", last, last)
			}
		}
		switch {
		case e.edge.Kind == Rmw:
			if err := f.rmw(loc, e, events[i+1]); err != nil {
				return err
			}
			i++
		case e.dir == R:
			f.load(loc, e)
		case e.order == "":
			f.line("*%s = %s;", deref(loc), value)
		default:
			f.line("atomic_store_explicit(%s, %s, %s);", loc, value, f.text(e.order))
		}
		if dep = events[i].edge; dep.Kind == Fenced {
			f.fence(dep.What)
		}
	}
	for range open {
		f.indent = f.indent[2:]
		f.line("}")
	}
	return nil
}

// declare declares the registers of all reads: not those in a branch only there.
func (f *function) declare(events []event) {
	n := 0
	for _, e := range events {
		if e.dir == R {
			f.line("int %s = 0;", f.register(n))
			n++
		}
	}
}

func (f *function) fence(name string) {
	for _, fence := range f.arch.fences {
		if fence.name == name {
			f.line("atomic_thread_fence(%s);", fence.text)
		}
	}
}

func (f *function) register(n int) string { return fmt.Sprintf("r%d", n) }

func (f *function) text(order string) string {
	o, _ := f.arch.order(order)
	return o.text
}

// deref is an address as the operand of *.
func deref(address string) string {
	if strings.Contains(address, " ") {
		return "(" + address + ")"
	}
	return address
}

func (f *function) load(loc string, e event) {
	if e.order == "" {
		f.read("*"+deref(loc), e)
		return
	}
	f.read(fmt.Sprintf("atomic_load_explicit(%s, %s)", loc, f.text(e.order)), e)
}

// read reads expression into the next register.
func (f *function) read(expression string, e event) {
	r := f.register(len(f.reads))
	f.reads = append(f.reads, atom{fmt.Sprintf("%d:%s", f.proc, r), e.value})
	if !f.early {
		r = "int " + r
	}
	f.line("%s = %s;", r, expression)
}

// rmw writes a read-modify-write with the orders of its read and its write.
func (f *function) rmw(loc string, read, write event) error {
	order, ok := map[[2]string]string{
		{"Rlx", "Rlx"}: "memory_order_relaxed", {"Acq", "Rlx"}: "memory_order_acquire", {"Rlx", "Rel"}: "memory_order_release",
		{"Acq", "Rel"}: "memory_order_acq_rel", {"AR", "AR"}: "memory_order_acq_rel", {"Sc", "Sc"}: "memory_order_seq_cst",
	}[[2]string{read.order, write.order}]
	if !ok {
		return fmt.Errorf("read-modify-write with the orders %s and %s, want RlxRlx, AcqRlx, RlxRel, AcqRel, ARAR or ScSc",
			read.edge.orderAt(0), read.edge.orderAt(1))
	}
	if read.edge.What == "Fetch.Add" {
		f.read(fmt.Sprintf("atomic_fetch_add_explicit(%s, %d, %s)", loc, write.value-read.value, order), read)
	} else {
		f.read(fmt.Sprintf("atomic_exchange_explicit(%s, %d, %s)", loc, write.value, order), read)
	}
	return nil
}
