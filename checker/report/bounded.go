package report

import (
	"strconv"
	"strings"

	"heddle/checker/result"
)

// MeaningBounded says what "verified up to" claims; it is printed once below the verdicts.
const MeaningBounded = "verified up to a bound means that no schedule within it violates anything; one beyond it may\n" +
	"(a preemption is a switch away from a thread that could go on)"

// unsettled says how far an incomplete check came: "verified up to 2 preemptions",
// or "incomplete" and which limit was met.
func unsettled(r result.Result) string {
	switch {
	case r.Sampled != nil:
		return sampled(r)
	case r.Bounded != "" && r.Message != "": // it is less than was asked for
		return result.Verified.String() + " " + upTo(r.Bounded) + ": " + clean(r.Message)
	case r.Bounded != "":
		return result.Verified.String() + " " + upTo(r.Bounded)
	}
	return unanswered(r)
}

// unanswered says that there is no answer, and which limit was met.
func unanswered(r result.Result) string {
	if r.Message == "" {
		return result.Incomplete.String()
	}
	return result.Incomplete.String() + ": " + clean(r.Message)
}

// upTo words a bound such as "preemptions=2" or "depth=20".
func upTo(bounded string) string {
	name, value, _ := strings.Cut(bounded, "=")
	if n, err := strconv.Atoi(value); err == nil && name == "preemptions" {
		return "up to " + result.Count(n, "preemption")
	}
	return "up to " + name + " " + value
}

// accepted reports whether o is an answer for part of the schedules that is as good as verified.
func (o Outcome) accepted() bool { return o.Accepted && o.Result.Partial() }
