package checker

import (
	"flag"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"pgregory.net/rapid"
)

// rapidChecks is how many times rapid calls a property to find a failure.
func rapidChecks() int {
	n := 100
	if f := flag.Lookup("rapid.checks"); f != nil {
		if set, err := strconv.Atoi(f.Value.String()); err == nil {
			n = set
		}
	}
	if testFlag("short") {
		n /= 5
	}
	return max(n, 1)
}

// rapidShrinkTime is how long rapid makes a failure smaller.
func rapidShrinkTime() time.Duration {
	if f := flag.Lookup("rapid.shrinktime"); f != nil {
		if set, err := time.ParseDuration(f.Value.String()); err == nil {
			return set
		}
	}
	return 30 * time.Second
}

// rapidName gives a name that rapid takes for its files as it is.
func rapidName(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' {
			return r
		}
		return '_'
	}, name)
}

// rapidTest is the test that rapid sees. It keeps what rapid says.
type rapidTest struct {
	rapid.TB // nil: rapid calls no other methods
	name     string
	log      []string
	failed   bool
}

func (t *rapidTest) Helper()      {}
func (t *rapidTest) FailNow()     {} // Check calls it last
func (t *rapidTest) Name() string { return t.name }
func (t *rapidTest) Failed() bool { return t.failed }

func (t *rapidTest) Logf(format string, args ...any) {
	t.log = append(t.log, fmt.Sprintf(format, args...))
}

func (t *rapidTest) Errorf(format string, args ...any) {
	t.failed = true
	t.Logf(format, args...)
}
