package checker

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"heddle/checker/scenario"
	"heddle/checker/scenario/draw"
)

// drawing is a campaign whose scenarios package rapid draws. Rapid calls the property once for each file of an earlier failure,
// then some times to find a failure, and from then on to make it smaller: calls counts them, found is the first failure.
type drawing struct {
	*campaign
	rapid  *rapidTest
	kept   []string // rapid's files of earlier failures
	stages []stage
	draws  int // new scenarios that are drawn in one call
	calls  int
	found  *trial    // the first that fails
	size   draw.Size // that it was drawn with
	before int       // scenarios tried until then
	since  time.Time // when that was
	last   *trial    // the last one that fails as found does: in the end the smallest
	cut    bool      // time ran out
	err    error
}

// stage is a number of calls that draw scenarios up to a size.
type stage struct {
	draw.Size
	calls int
}

// draw tries scenarios that are drawn, after the one that is kept, and gives what to fail the test with, "" if it passes.
func (c *campaign) draw() string {
	d := &drawing{campaign: c, rapid: &rapidTest{name: rapidName(c.name + " " + c.memoryName())}, draws: 1}
	d.kept, _ = filepath.Glob(filepath.Join("testdata", "rapid", d.rapid.name, d.rapid.name+"-*.fail"))
	checks := rapidChecks()
	if n := c.plan.scenarios; n > 0 {
		d.draws = (n + checks - 1) / checks
	}
	d.stages = stages(c.object.Object, c.plan.size, checks)
	if failure := d.tryKeptScenario(); failure != "" {
		return failure
	}
	rapid.Check(d.rapid, d.property)
	switch {
	case d.err != nil:
		return fmt.Sprintf("%s: %v", c.name, d.err)
	case d.last != nil:
		return c.failure(d.last, d.history())
	case d.rapid.failed:
		return fmt.Sprintf("%s: checker: bug: rapid fails: %s", c.name, strings.Join(d.rapid.log, "\n"))
	}
	c.logf("%s", d.passed())
	if !d.cut {
		c.forget()
		d.forgetDraws()
	}
	return ""
}

// property draws scenarios and fails if an object is wrong in one, as it was in the first that was found. It goes on until
// it has drawn some that were not tried before; so that it fails again where it has failed once, it passes over those that are
// known to be right.
func (d *drawing) property(t *rapid.T) {
	if d.err != nil {
		return
	}
	size, known := d.next()
	for draws, fresh := 0, 0; draws < mostDraws && fresh < d.draws; draws++ {
		if d.cut = d.late(); d.found == nil && d.enough() {
			return
		}
		f := draw.Scenario(t, d.object.Object, d.plan.size, size)
		if len(f.Clients) == 0 || d.cut && d.tried[familyText(f)] == nil {
			continue
		}
		if d.tried[familyText(f)] == nil && !known {
			fresh++
		}
		trial := d.try(f)
		if d.err = trial.err; d.err != nil {
			d.err = fmt.Errorf("%s: %w", trial.text, trial.err)
			return
		}
		if trial.fails() && (d.found == nil || trial.failsAs(d.found)) {
			if d.found == nil {
				d.found, d.size, d.before, d.since = trial, size, len(d.tried), time.Now()
			}
			d.last = trial
			t.Logf("%s: %s: %s", trial.text, trial.result.Property, trial.result.Message)
			t.Fatalf("%s", trial.result.Property)
		}
	}
}

// forgetDraws removes rapid's files of failures, all of which were tried again and pass.
func (d *drawing) forgetDraws() {
	for _, name := range d.kept {
		if err := os.Remove(name); err != nil {
			d.logf("%s can not be removed: %v", name, err)
			continue
		}
		d.logf("removed %s: nothing is violated", name)
	}
}

// enough reports whether no more scenarios are to be drawn.
func (d *drawing) enough() bool {
	return d.cut || d.plan.scenarios > 0 && len(d.tried) >= d.plan.scenarios
}

// mostDraws bounds the scenarios that are drawn in one call: perhaps all that can be drawn were tried.
const mostDraws = 50

// next says how large the scenarios of this call are at most, and whether it is for a kept file, whose scenarios may have any size. Those that
// are made from one that fails have its size.
func (d *drawing) next() (size draw.Size, kept bool) {
	if d.found != nil {
		return d.size, false
	}
	d.calls++
	if d.calls <= len(d.kept) {
		return d.plan.size, true
	}
	n := d.calls - len(d.kept)
	for _, s := range d.stages {
		if n -= s.calls; n <= 0 {
			return s.Size, false
		}
	}
	return d.plan.size, false
}

// stages gives the sizes up to the largest, small ones first, and how many of calls draw scenarios of each: a share, but twice as
// many as there are scenarios at most. The largest has the rest.
func stages(o *scenario.Object, greatest draw.Size, calls int) []stage {
	var list []stage
	for clients := min(2, greatest.Clients); clients <= greatest.Clients; clients++ {
		for rounds := 1; rounds <= greatest.Rounds; rounds++ {
			list = append(list, stage{Size: draw.Size{Clients: clients, Rounds: rounds}})
		}
	}
	slices.SortStableFunc(list, func(a, b stage) int { return a.Clients*a.Rounds - b.Clients*b.Rounds })
	for i := range list {
		list[i].calls = calls / len(list)
		if n := draw.Possible(o, list[i].Size); n.IsInt64() && 2*n.Int64() < int64(list[i].calls) {
			list[i].calls = 2 * int(n.Int64())
		}
	}
	return list
}
