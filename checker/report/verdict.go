package report

import (
	"fmt"
	"strings"
	"time"

	"heddle/checker/result"
)

// Verdict gives the line that answers a check:
//
//	lock/ticket  memory=sc threads=4 rounds=2  verified  6514 states, 23161 transitions, depth 41, 0.01 s (0.01 s CPU), 300 kB
func Verdict(c Check, r result.Result, style Style) string {
	line := style.paint(bold, clean(c.Target)) + "  memory=" + c.Memory
	if system := c.System.String(); system != "" {
		line += " " + system
	}
	if bounds := c.Bounds(); bounds != "" {
		line += " " + bounds
	}
	if len(r.Liveness) > 0 {
		line += " liveness=" + strings.Join(r.Liveness, ",") + " fairness=" + r.Fairness
	}
	if r.Class != "" {
		line += "  operations are " + r.Class
	}
	switch r.Verdict {
	case result.Verified:
		line += "  " + style.paint(green, "verified")
	case result.Violated:
		line += "  " + style.paint(red, "violated: "+r.Property)
	default:
		first, rest, limited := strings.Cut(unsettled(r), ": ")
		line += "  " + style.paint(amber, first)
		if limited {
			line += ": " + rest
		}
	}
	return line + "  " + style.paint(faint, counts(r))
}

// Meaning says in one sentence what "verified" claims; it is printed once below the verdicts.
const Meaning = "verified means that every schedule was explored, for exactly the bounds printed, and none violates anything"

// MeaningNarrow says what a verdict with words of few bits does not claim; it is printed once below such verdicts.
const MeaningNarrow = "words of few bits wrap: of code that compares them by order or by difference, the verdict is not that of wider ones"

func counts(r result.Result) string {
	if r.Sampled != nil {
		return sampledCounts(r)
	}
	return fmt.Sprintf("%s%s, %s, depth %d, %s (%s CPU), %s",
		result.Count(r.States, "state"), orders(r)+reduced(r), result.Count(r.Transitions, "transition"), r.Depth,
		seconds(r.Elapsed), seconds(r.CPU), result.Bytes(r.Bytes))
}

// orders says of how many orders of threads only one was explored: " (symmetry 10!)".
func orders(r result.Result) string {
	if s := symmetry(r); s != "" {
		return " (symmetry " + s + ")"
	}
	return ""
}

// reduced says that not all steps of each state were taken.
func reduced(r result.Result) string {
	if r.Reduced {
		return " (reduced)"
	}
	return ""
}

// symmetry is the product of the factorials of the sizes of classes of interchangeable threads: "10!", "2!·3!".
func symmetry(r result.Result) string {
	var factors []string
	for _, n := range r.Symmetry {
		factors = append(factors, fmt.Sprintf("%d!", n))
	}
	return strings.Join(factors, "·")
}

func seconds(d time.Duration) string {
	if s := d.Seconds(); s >= 10 {
		return fmt.Sprintf("%.0f s", s)
	}
	return fmt.Sprintf("%.2f s", d.Seconds())
}

func switches(n int) string {
	if n == 1 {
		return "1 context switch"
	}
	return fmt.Sprintf("%d context switches", n)
}
