package report

import (
	"fmt"
	"io"
	"strings"

	"heddle/checker/outcome"
	"heddle/model/litmus"
)

// Herd writes the answer to one test as herd7 does. Its numbers are of schedules, where
// herd7 has candidate executions; if they were not counted, of states.
func Herd(w io.Writer, a *outcome.Answer) error {
	r := a.Result
	if r == nil || r.Limit != "" {
		return nil
	}
	kind := map[litmus.Quantifier]string{litmus.Exists: "Allowed", litmus.NotExists: "Forbidden", litmus.Forall: "Required"}[a.Test.Final]
	var b strings.Builder
	fmt.Fprintf(&b, "Test %s %s\nStates %d\n", clean(a.Name), kind, len(r.Outcomes))
	for _, o := range r.Outcomes {
		b.WriteString(o.State + "\n")
	}
	b.WriteString(r.Validation() + "\n")
	positive, negative := r.Numbers()
	fmt.Fprintf(&b, "Witnesses\nPositive: %d Negative: %d\n", positive, negative)
	if r.Race != "" {
		b.WriteString("Flag *undef*\n")
	}
	fmt.Fprintf(&b, "Condition %s\nObservation %s %s %d %d\nTime %s %.2f\n\n",
		clean(a.Test.Condition()), clean(a.Name), r.Observation(), positive, negative, clean(a.Name), r.Elapsed.Seconds())
	_, err := io.WriteString(w, b.String())
	return err
}
