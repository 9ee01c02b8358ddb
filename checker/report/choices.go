package report

import "strings"

// nameChoices says of choices of what to call, which are numbers, what is called: "chooses Pop(0)", not "chooses 1 of 2". That is what the
// thread does next. Where what is chosen has a name of its own that is said, "chooses 1 of 2 for v", that stays.
func nameChoices(rows []row) []row {
	calls := map[int]string{} // by thread: the call that its next row is, "" if it is none
	for i := len(rows) - 1; i >= 0; i-- {
		r := &rows[i]
		if r.rule != "" {
			clear(calls) // what comes next in a cycle may be its start
			continue
		}
		call := calls[r.thread]
		if r.kind == "choose" && call != "" && !strings.Contains(r.text, " for ") {
			r.text = "chooses " + call
		}
		calls[r.thread] = ""
		if called, is := strings.CutPrefix(r.text, "calls "); is && r.kind == "claim" {
			calls[r.thread] = called
		}
	}
	return rows
}
