package checker

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"heddle/checker/report"
	"heddle/model/golang"
	"heddle/model/program"
)

// TB is what Verify needs of a testing.TB. It uses Deadline and ArtifactDir too, if t has them.
type TB interface {
	Helper()
	Name() string
	Context() context.Context
	Logf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// Verify checks a func literal, or a declared function, in a test: every schedule
// of it, as "heddle check" does. It is not run; its source is found by position.
//
//	func TestCounter(t *testing.T) {
//		for n := range 4 {
//			checker.Verify(t, func(n int) {
//				var wg sync.WaitGroup
//				var c Counter
//				for range n {
//					wg.Go(c.Inc)
//				}
//				wg.Wait()
//				if c.Value() != n {
//					panic("lost update")
//				}
//			}, checker.Args(n))
//		}
//	}
//
// A check says what must hold by panicking, or by the claims of heddle/model; it has
// no t. What it captures must be constants, types, or variables that nobody else
// changes and whose first value is written in the source; other values are passed
// as Args. Functions and variables of packages are as they were before any test.
//
// The test fails at once if a schedule violates something, which is shown as a
// table and kept in testdata/heddle below the test's directory, from where the next
// run of the test tries it first. It is removed when the check passes. The test fails
// too if there is no answer: a limit is met, or the source cannot be checked.
//
// Verify may use 1 GB unless Limits say otherwise, and nearly all of the time that
// go test's -timeout leaves. If that is not enough it goes on as Auto does: an answer may then
// be "verified up to 2 preemptions", or "sampled 1000 schedules, no violation" and what that is worth. The
// test fails nevertheless, unless AcceptBounded or AcceptSampled lets it pass. Options that bound
// the schedules, search depth-first or ask for liveness are just what is done.
// With -short Verify stops after 50,000 states and lets the test pass, saying so, if
// nothing was violated until then.
func Verify(t TB, check any, options ...Option) {
	t.Helper()
	v := &verification{t: t, memories: []string{""}, opts: Options{Limits: Limits{Memory: defaultMemory}}}
	for _, o := range options {
		o.set(v)
	}
	if v.err == nil {
		v.err = v.load(check)
	}
	if v.err != nil {
		t.Fatalf("%v", v.err)
		return
	}
	for _, memory := range v.memories {
		v.opts.Memory = memory
		failure := v.under()
		for _, line := range v.log {
			t.Logf("%s", line)
		}
		if v.log = nil; failure != "" {
			t.Fatalf("%s", failure)
			return
		}
	}
}

// What Verify may use, if nothing else is said.
const (
	defaultMemory = 1 << 30
	shortStates   = 50_000
)

// logWidth is how wide tables are: a test's log has the rest of 100 columns before them.
const logWidth = 90

// verification is one call of Verify.
type verification struct {
	t             TB
	args          []any
	memories      []string
	opts          Options
	auto          AutoOptions
	acceptBounded bool
	acceptSampled bool

	name string // of the test, then what tells the check from others of the test: "TestX #2 3,true"
	prog *program.Program
	plan *plan    // of Linearizable, nil in Verify
	err  error    // of the options
	log  []string // lines that are logged before the test goes on or fails
	kept bool     // an earlier run has kept a schedule of this check
}

func (v *verification) logf(format string, args ...any) {
	v.log = append(v.log, fmt.Sprintf(format, args...))
}

// testDir is where go test starts a test: in the directory of its package.
var testDir, errTestDir = os.Getwd()

// load finds the source of the check and makes its program.
func (v *verification) load(check any) error {
	if errTestDir != nil {
		return fmt.Errorf("checker: the test's directory: %w", errTestDir)
	}
	p, err := placeOf(check)
	if err != nil {
		return err
	}
	loader := &golang.Loader{Dir: testDir, Tags: buildTags()}
	target, err := loader.At(p, v.t.Name())
	if err != nil {
		return err
	}
	switch { // the names of tests have no spaces
	case target.Literal == 0:
		target.Name += " " + target.Func
	case target.Call > 1:
		target.Name += fmt.Sprintf(" #%d", target.Call)
	}
	if len(v.args) > 0 {
		var list []string
		for _, a := range v.args {
			list = append(list, fmt.Sprint(a))
		}
		target.Name += " " + strings.Join(list, ",")
	}
	v.name = target.Name
	v.prog, err = loader.Load(target, v.args...)
	return err
}

// under checks under one memory model, and gives what to fail the test with, "" if it passes.
func (v *verification) under() string {
	if failure := v.tryKept(); failure != "" {
		return failure
	}
	opts, short := v.opts, false
	if n := opts.Limits.States; testFlag("short") && (n == 0 || n > shortStates) {
		opts.Limits.States, short = shortStates, true
	}
	if left, ok := v.timeLeft(); ok && (opts.Limits.Time == 0 || opts.Limits.Time > left) {
		opts.Limits.Time = left
	}
	r, err := v.search(opts, short)
	if err != nil {
		return fmt.Sprintf("%s: %v", v.name, err)
	}
	answer := v.answer(v.check(), r)
	switch {
	case r.Verdict == Verified, v.accepts(r):
		v.logf("%s", answer)
		v.forget()
	case r.Verdict == Violated:
		return answer + "\n\n" + table(r.Schedule) + "\n" + v.keep(r.Schedule)
	case short && r.States >= shortStates && r.Bounded == "":
		v.logf("%s; that is as far as -short goes, and nothing is violated until there", answer)
	default:
		return answer + acceptable(r)
	}
	return ""
}

// acceptable says which option lets a test pass with an answer that is none for all schedules.
func acceptable(r Result) string {
	switch {
	case r.Bounded != "":
		return "\nmore is possible beyond that bound; checker.AcceptBounded() lets the test pass"
	case r.Sampled != nil && r.Partial():
		return "\nother schedules are possible; checker.AcceptSampled() lets the test pass"
	}
	return ""
}

// search escalates if it can, and if it is not to be short.
func (v *verification) search(opts Options, short bool) (Result, error) {
	if short || opts.escalates() != nil {
		return Check(v.t.Context(), v.prog, opts)
	}
	return Auto(v.t.Context(), v.prog, opts, v.auto)
}

// accepts reports whether an answer that is none for all schedules will do.
func (v *verification) accepts(r Result) bool {
	if r.Verdict != Incomplete || !r.Partial() {
		return false
	}
	return v.acceptSampled || v.acceptBounded && r.Bounded != ""
}

// answer gives the verdict, and what it is worth.
func (v *verification) answer(c report.Check, r Result) string {
	var b strings.Builder
	b.WriteString(report.Verdict(c, r, report.Style{}))
	if r.Sampled != nil {
		b.WriteString("\n")
		if err := report.Sampled(&b, r); err != nil {
			panic("checker: bug: " + err.Error()) // a Builder takes everything
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// check names what is checked, for reports.
func (v *verification) check() report.Check {
	o := &v.opts
	c := report.Check{Target: v.name, Memory: v.memoryName(), Network: o.Network, Word: o.WordBits, Endless: o.Endless}
	if system, err := o.System.Resolve(); err == nil { // else there is no answer
		c.System = system
	}
	if v.prog != nil {
		c.Program = strings.Join(v.prog.Bounds, ", ")
	}
	return c
}

func (v *verification) memoryName() string {
	if v.opts.Memory == "" {
		return "go"
	}
	return v.opts.Memory
}

// timeLeft is how long the check may take so that the test still ends in time.
func (v *verification) timeLeft() (time.Duration, bool) {
	t, ok := v.t.(interface{ Deadline() (time.Time, bool) })
	if !ok {
		return 0, false
	}
	at, ok := t.Deadline()
	left := time.Until(at)
	return max(left-max(left/20, time.Second), left/2, 1), ok
}

func table(s *Schedule) string {
	var b strings.Builder
	if err := report.Table(&b, s, report.Style{Width: logWidth}); err != nil {
		panic("checker: bug: " + err.Error()) // a Builder takes everything
	}
	return b.String()
}
