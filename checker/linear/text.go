package linear

import (
	"fmt"
	"slices"
	"strings"

	"heddle/checker/result"
	"heddle/checker/scenario"
)

// Signatures are operations whose arguments and results are printed as what they are. Those of others are integers.
type Signatures []scenario.Operation

func (s Signatures) of(operation string) scenario.Operation {
	if i := slices.IndexFunc(s, func(o scenario.Operation) bool { return o.Name == operation }); i >= 0 {
		return s[i]
	}
	return scenario.Operation{}
}

// Call prints a call as in Go: "Push(3)".
func (s Signatures) Call(operation string, arguments []int) string {
	params := s.of(operation).Parameters
	texts := make([]string, len(arguments))
	for i, v := range arguments {
		if texts[i] = fmt.Sprint(v); i < len(params) && params[i].Type == "bool" {
			texts[i] = fmt.Sprint(v != 0)
		}
	}
	return fmt.Sprintf("%s(%s)", operation, strings.Join(texts, ", "))
}

// Results prints results as in Go: "3, true", "nothing" if there are none.
func (s Signatures) Results(operation string, results []int) string {
	if len(results) == 0 {
		return "nothing"
	}
	kinds := s.of(operation).Results
	texts := make([]string, len(results))
	for i, v := range results {
		kind := scenario.Int
		if i < len(kinds) {
			kind = kinds[i]
		}
		switch {
		case kind == scenario.Bool:
			texts[i] = fmt.Sprint(v != 0)
		case kind == scenario.Error && v == 0:
			texts[i] = "nil"
		case kind == scenario.Error:
			texts[i] = "an error"
		default:
			texts[i] = fmt.Sprint(v)
		}
	}
	return strings.Join(texts, ", ")
}

// Operation prints a call and what it returned: "Pop() = 3, true", "Push(3)".
func (s Signatures) Operation(operation string, arguments, results []int) string {
	text := s.Call(operation, arguments)
	if len(results) > 0 {
		text += " = " + s.Results(operation, results)
	}
	return text
}

func (a *Automaton) callText(call uint32) string {
	return a.Signatures.Call(a.calls[call].Operation, a.calls[call].Arguments)
}

func (a *Automaton) operationText(call, result uint32) string {
	return a.Signatures.Operation(a.calls[call].Operation, a.calls[call].Arguments, a.results[result])
}

// impossible says that open call i of s returns a result that the specification does not allow, and what it would have allowed.
func (m *Monitor) impossible(s set, i int, got uint32) string {
	a, p := m.automaton, s.open[i]
	operation := a.calls[p.call].Operation
	text := func(r uint32) string { return a.Signatures.Results(operation, a.results[r]) }
	returned := fmt.Sprintf("client %d: %s returns %s", p.client, a.callText(p.call), text(got))
	possible := m.ruleOf(s).possible(s, i)
	if len(possible) == 0 {
		return returned + ", where the specification lets it return nothing at all"
	}
	slices.SortFunc(possible, func(x, y uint32) int { return slices.Compare(a.results[x], a.results[y]) })
	var texts []string
	for _, r := range possible[:min(len(possible), mostResults)] {
		texts = append(texts, text(r))
	}
	switch more := len(possible) - len(texts); {
	case more > 0:
		return fmt.Sprintf("%s, where the specification allows %s and %s", returned, strings.Join(texts, "; "), result.Count(more, "other result"))
	case len(texts) > 1:
		last := len(texts) - 1
		return fmt.Sprintf("%s, where the specification allows %s or %s", returned, strings.Join(texts[:last], "; "), texts[last])
	}
	return fmt.Sprintf("%s, where the specification allows only %s", returned, texts[0])
}

// mostResults is how many possible results are listed.
const mostResults = 6

// rowKey makes a map's key of numbers.
func rowKey(row []uint32) string {
	key := make([]byte, 0, 4*len(row))
	for _, w := range row {
		key = append(key, byte(w), byte(w>>8), byte(w>>16), byte(w>>24))
	}
	return string(key)
}
