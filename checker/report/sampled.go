package report

import (
	"fmt"
	"io"
	"math"
	"strings"

	"heddle/checker/result"
)

// MeaningSampled says what "no violation" of sampled schedules claims; it is printed once below the verdicts.
const MeaningSampled = "schedules were sampled, not all explored: others may violate something"

// sampled says how far sampling came: "sampled 1000 schedules, no violation".
func sampled(r result.Result) string {
	s := r.Sampled
	if s.Schedules == 0 {
		return unanswered(r)
	}
	text := "sampled " + result.Count(s.Schedules, "schedule")
	if s.Schedules < s.Asked {
		text = fmt.Sprintf("sampled %d of %s", s.Schedules, result.Count(s.Asked, "schedule"))
	}
	if text += ", no violation"; r.Message != "" {
		text += ": " + clean(r.Message)
	}
	return text
}

// by names the strategy: "by pct depth=3 seed=1".
func by(s *result.Sampled) string {
	text := "by " + s.Strategy
	if s.Depth > 0 {
		text += fmt.Sprintf(" depth=%d", s.Depth)
	}
	return text + fmt.Sprintf(" seed=%d", s.Seed)
}

// sampledBounds is what JSON has of it among the bounds.
func sampledBounds(s *result.Sampled) string {
	return fmt.Sprintf("sampled %s %s steps≤%d", result.Count(s.Schedules, "schedule"), by(s), s.Steps)
}

func sampledCounts(r result.Result) string {
	s := r.Sampled
	return fmt.Sprintf("%s, %s, %s (%s CPU)", by(s), result.Count(r.Transitions, "step"), seconds(r.Elapsed), seconds(r.CPU))
}

// Sampled tells below a verdict what the schedules that were sampled say of the others, in lines of 80 columns at most.
func Sampled(w io.Writer, r result.Result) error {
	var b strings.Builder
	for _, text := range sampledLines(r) {
		for i, line := range Wrap(text, 76) {
			if i > 0 {
				line = "  " + line
			}
			fmt.Fprintln(&b, "  "+line)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func sampledLines(r result.Result) (lines []string) {
	s := r.Sampled
	add := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	switch {
	case r.Verdict == result.Violated && s.Pilot:
		add("found by pilot run %d, a random walk that measures the program", s.Pilots)
	case r.Verdict == result.Violated:
		add("found by schedule %d of %d", s.Schedules, s.Asked)
	}
	if r.Verdict == result.Violated {
		if s.Found != "" {
			add("that violates %s; the shortest schedule of all violates %s", s.Found, r.Property)
		}
		if r.Schedule != nil && !s.Minimal {
			add("there may be a shorter schedule than the one below")
		}
		return lines
	}
	if s.Schedules == 0 {
		return nil
	}
	text := fmt.Sprintf("%d … %d steps, %.1f on average", s.Shortest, s.Longest, s.Mean)
	if s.Cut > 0 {
		text += fmt.Sprintf("; %s cut off after %d steps", result.Count(s.Cut, "schedule"), s.Steps)
	}
	add("%s", text)
	more := ""
	if s.More {
		more = " at least"
	}
	add("%s%s but for the order of steps that commute, %d of them seen once; %s",
		result.Count(s.Behaviours, "different behaviour"), more, s.Once, result.Count(s.Ends, "final state"))
	switch {
	case s.Unseen >= 0:
		add("one more schedule behaves as none of these with probability about %s (Good–Turing), at most %s with 95 %% confidence",
			share(s.Unseen), share(atMost(s.UnseenBound)))
	case s.More:
		add("no estimate of what is unseen: too many behaviours to count")
	default:
		add("no estimate of what is unseen: each schedule depends on those before")
	}
	if s.Processes > 0 {
		add("a bug of depth %d is found by a schedule with probability %s = %s at least, where n=%d processes take k=%d steps at most; missed by all with probability %s at most",
			s.Depth, bound(s.Depth), share(atLeast(s.Bound)), s.Processes, s.Length, share(atMost(s.Missed)))
		if s.Drawn {
			add("that is of the order of steps; what else there is to choose, such as values and messages, is drawn")
		}
		if s.Longer > 0 {
			add("%s took more than k steps: of bugs beyond those that bound says nothing", result.Count(s.Longer, "schedule"))
		}
	}
	return lines
}

// bound prints the probability with which pct finds a bug of a depth: "1/(n·k·(k+1))".
func bound(depth int) string {
	switch depth {
	case 1:
		return "1/n"
	case 2:
		return "1/(n·k)"
	case 3:
		return "1/(n·k·(k+1))"
	}
	return fmt.Sprintf("1/(n·k·…·(k+%d))", depth-2)
}

// share prints a probability.
func share(p float64) string {
	if p == 0 || p == 1 {
		return fmt.Sprintf("%.0f", p)
	}
	return fmt.Sprintf("%.2g", p)
}

// atMost rounds up to the digits that share prints.
func atMost(p float64) float64 {
	if p == 0 {
		return 0
	}
	unit := math.Pow10(int(math.Floor(math.Log10(math.Abs(p)))) - 1)
	return math.Ceil(p/unit-1e-9) * unit
}

// atLeast rounds down to them.
func atLeast(p float64) float64 { return 0 - atMost(-p) }

// sampledJSON are the fields that JSON has of schedules that were sampled.
type sampledJSON struct {
	Strategy    string   `json:"strategy"`
	BugDepth    int      `json:"bug_depth,omitempty"`
	Seed        uint64   `json:"seed"`
	Schedules   int      `json:"schedules"`
	Asked       int      `json:"asked"`
	Pilots      int      `json:"pilots,omitempty"`
	Pilot       bool     `json:"found_by_pilot,omitempty"`
	Found       string   `json:"found,omitempty"`
	Cut         int      `json:"cut"`
	MaxSteps    int      `json:"max_steps"`
	Shortest    int      `json:"shortest"`
	Longest     int      `json:"longest"`
	Mean        float64  `json:"mean"`
	Behaviours  int      `json:"behaviours"`
	Once        int      `json:"once"`
	Ends        int      `json:"ends"`
	Unseen      *float64 `json:"unseen,omitempty"`
	UnseenBound *float64 `json:"unseen_bound,omitempty"`
	Processes   int      `json:"processes,omitempty"`
	Length      int      `json:"length,omitempty"`
	Longer      int      `json:"longer,omitempty"`
	Drawn       bool     `json:"drawn,omitempty"`
	Bound       *float64 `json:"bound,omitempty"`
	Missed      *float64 `json:"missed,omitempty"`
	Minimal     bool     `json:"minimal,omitempty"`
}

func jsonOf(s *result.Sampled) *sampledJSON {
	if s == nil {
		return nil
	}
	j := &sampledJSON{
		Strategy: s.Strategy, BugDepth: s.Depth, Seed: s.Seed, Schedules: s.Schedules, Asked: s.Asked, Pilots: s.Pilots, Pilot: s.Pilot, Found: s.Found,
		Cut: s.Cut, MaxSteps: s.Steps, Shortest: s.Shortest, Longest: s.Longest, Mean: s.Mean,
		Behaviours: s.Behaviours, Once: s.Once, Ends: s.Ends, Processes: s.Processes, Length: s.Length, Longer: s.Longer, Minimal: s.Minimal,
	}
	if s.Unseen >= 0 {
		j.Unseen, j.UnseenBound = &s.Unseen, &s.UnseenBound
	}
	if s.Processes > 0 {
		j.Bound, j.Missed, j.Drawn = &s.Bound, &s.Missed, s.Drawn
	}
	return j
}

// Strategies compares strategies on one check: how many schedules each took to the first violation, or what it has seen.
func Strategies(w io.Writer, results []result.Result) error {
	var b strings.Builder
	fmt.Fprintf(&b, "  %-9s %9s  %-18s %10s %8s %10s\n", "strategy", "schedules", "violation", "behaviours", "unseen≤", "schedule/s")
	for _, r := range results {
		s := r.Sampled
		found, unseen, rate := "none", "?", "?"
		if r.Verdict == result.Violated {
			found = r.Property
		}
		if s.UnseenBound >= 0 && r.Verdict != result.Violated {
			unseen = share(atMost(s.UnseenBound))
		}
		if c := r.CPU.Seconds(); c > 0 && r.Verdict != result.Violated {
			rate = fmt.Sprintf("%.0f", float64(s.Schedules)/c)
		}
		fmt.Fprintf(&b, "  %-9s %9d  %-18s %10d %8s %10s\n", s.Strategy, s.Schedules, found, s.Behaviours, unseen, rate)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
