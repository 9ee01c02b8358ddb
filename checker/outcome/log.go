package outcome

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// Logged is what a log of herd7 says of one test.
type Logged struct {
	Name       string
	Line       int      // of its first line
	States     []string // as they are written there
	Validation string   // Ok, No or Undef; "" if it does not say
}

// ParseLog reads a log of herd7, of any of its versions. name is what errors call it.
//
// A test begins with "Test NAME Allowed" (or Required, Forbidden), then come "States N",
// N lines, and a line that begins with its validation; all other lines are ignored.
func ParseLog(name string, r io.Reader) ([]Logged, error) {
	var tests []Logged
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<24)
	left := 0 // states still to come
	for number := 1; lines.Scan(); number++ {
		text := strings.TrimSpace(lines.Text())
		fields := strings.Fields(text)
		switch {
		case left > 0:
			if text != "" && !strings.HasSuffix(text, ";") { // it is empty if nothing is observed
				return nil, fmt.Errorf("%s:%d: found %q, want a state such as 0:EAX=0; [x]=1;", name, number, text)
			}
			last := &tests[len(tests)-1]
			last.States = append(last.States, text)
			left--
		case len(fields) >= 2 && fields[0] == "Test":
			tests = append(tests, Logged{Name: fields[1], Line: number})
		case len(tests) == 0 || len(fields) == 0:
		case fields[0] == "States":
			var err error
			if left, err = strconv.Atoi(fields[len(fields)-1]); err != nil || left < 0 || len(fields) != 2 {
				return nil, fmt.Errorf("%s:%d: found %q, want States and their number", name, number, text)
			}
		case fields[0] == "Loop" && len(fields) == 2: // some loop was cut
			tests[len(tests)-1].Validation = fields[1]
		case tests[len(tests)-1].Validation == "" && slices.Contains([]string{Ok, No, Undef}, fields[0]):
			tests[len(tests)-1].Validation = fields[0]
		}
	}
	switch err := lines.Err(); {
	case err != nil:
		return nil, fmt.Errorf("%s: %w", name, err)
	case left > 0:
		return nil, fmt.Errorf("%s: it ends %d states before the end of test %s", name, left, tests[len(tests)-1].Name)
	case len(tests) == 0:
		return nil, fmt.Errorf("%s: no line begins with Test: want a log of herd7", name)
	}
	return tests, nil
}

// binding is one column of a state and what it holds.
type binding struct{ column, value string }

// bindings takes a state apart, into a form in which the ways to write it are equal:
// [x]=1 and x=1, 0:EAX and P0:eax, 0x10 and 16. They are sorted by column.
func bindings(state string) []binding {
	var list []binding
	for part := range strings.SplitSeq(state, ";") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		column, value, _ := strings.Cut(part, "=")
		list = append(list, binding{columnName(column), number(value)})
	}
	slices.SortFunc(list, func(a, b binding) int { return cmp.Compare(a.column, b.column) })
	return list
}

func columnName(text string) string {
	text = strings.TrimSpace(text)
	proc, register, ok := strings.Cut(text, ":")
	if ok {
		return strings.TrimPrefix(proc, "P") + ":" + strings.ToLower(strings.TrimLeft(register, "%$"))
	}
	if inner, ok := strings.CutPrefix(text, "["); ok && strings.HasSuffix(inner, "]") {
		return strings.TrimSuffix(inner, "]")
	}
	return text
}

func number(text string) string {
	text = strings.TrimSpace(text)
	if n, err := strconv.ParseInt(text, 0, 64); err == nil {
		return strconv.FormatInt(n, 10)
	}
	return text
}
