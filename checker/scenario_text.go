package checker

import (
	"fmt"
	"slices"
	"strings"

	"heddle/checker/linear"
	"heddle/checker/report"
	"heddle/checker/scenario"
)

// between stands between the clients of a scenario.
const between = " | "

// familyText gives a scenario in one line: "Push(1); Pop() | Pop()". Of a family it gives its size.
func familyText(f scenario.Family) string {
	if !f.Single() {
		return fmt.Sprintf("every scenario of %d × %d, %v", len(f.Clients), f.Rounds(), f.Scenarios())
	}
	return strings.Join(clientTexts(f), between)
}

// clientTexts gives for each client of a scenario its operations: "Push(1); Pop()".
func clientTexts(f scenario.Family) []string {
	list := make([]string, len(f.Clients))
	for i, slots := range f.Clients {
		var calls []string
		for _, s := range slots {
			calls = append(calls, callText(f.Object, s[0]))
		}
		list[i] = strings.Join(calls, "; ")
	}
	return list
}

func callText(o *scenario.Object, c scenario.Call) string {
	return linear.Signatures(o.Operations).Call(c.Operation, c.Arguments)
}

// made gives the scenario of the operations that are called in a schedule of f.
func made(f scenario.Family, history []HistoryEvent) scenario.Family {
	one := scenario.Family{Object: f.Object, Initial: f.Initial, Final: f.Final}
	for client := range f.Clients {
		var slots []scenario.Slot
		for _, e := range history {
			if e.Client == client && !e.Return {
				slots = append(slots, scenario.Slot{{Operation: e.Operation, Arguments: e.Arguments}})
			}
		}
		if len(slots) > 0 {
			one.Clients = append(one.Clients, slots)
		}
	}
	return one
}

// scenarioTable draws what the clients of a scenario do, with what their operations return in a schedule: a column a client, and one
// for what is done before and after them if anything is.
func scenarioTable(f scenario.Family, history []HistoryEvent) string {
	texts := operationTexts(f, history)
	n := len(f.Clients)
	heading, rounds := []string{}, 0
	for client := range n {
		heading = append(heading, fmt.Sprintf("P%d", client))
		rounds = max(rounds, len(texts[client]))
	}
	var lines [][]string
	main := func(calls []string) {
		for _, c := range calls {
			lines = append(lines, append([]string{c}, make([]string, n)...))
		}
	}
	main(texts[n][:len(f.Initial)])
	for round := range rounds {
		line := []string{""}
		for client := range n {
			text := ""
			if round < len(texts[client]) {
				text = texts[client][round]
			}
			line = append(line, text)
		}
		lines = append(lines, line)
	}
	main(texts[n][len(f.Initial):])
	lines = slices.Insert(lines, 0, append([]string{"main"}, heading...))
	if len(f.Initial)+len(f.Final) == 0 {
		for i := range lines {
			lines[i] = lines[i][1:]
		}
	}
	var b strings.Builder
	if err := report.Columns(&b, lines, report.Style{}); err != nil {
		panic("checker: bug: " + err.Error()) // a Builder takes everything
	}
	return b.String()
}

// operationTexts gives the operations of each client, and after them those of main, with what they return.
func operationTexts(f scenario.Family, history []HistoryEvent) [][]string {
	calls := make([][]scenario.Call, len(f.Clients)+1)
	for client, slots := range f.Clients {
		for _, s := range slots {
			calls[client] = append(calls[client], s[0])
		}
	}
	calls[len(f.Clients)] = slices.Concat(f.Initial, f.Final)
	signatures := linear.Signatures(f.Object.Operations)
	texts := make([][]string, len(calls))
	all, err := linear.NewHistory(history)
	if err != nil {
		panic("checker: bug: " + err.Error())
	}
	for client, list := range calls {
		operations := slices.DeleteFunc(slices.Clone(all), func(op linear.Operation) bool { return op.Client != client })
		for i, c := range list {
			switch {
			case i >= len(operations):
				texts[client] = append(texts[client], signatures.Call(c.Operation, c.Arguments))
			case !operations[i].Returned:
				texts[client] = append(texts[client], signatures.Call(c.Operation, c.Arguments)+" …")
			default:
				texts[client] = append(texts[client], signatures.Operation(c.Operation, c.Arguments, operations[i].Results))
			}
		}
	}
	return texts
}
