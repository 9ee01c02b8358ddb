package checker

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"heddle/checker/report"
)

// keptDir is where Verify keeps schedules, below the directory of the test's package.
var keptDir = filepath.Join("testdata", "heddle")

// keptFile gives the path of the schedule that is kept of this check, as printed.
func (v *verification) keptFile() string { return filepath.Join(keptDir, report.FileName(v.check())) }

// readKept gives the schedule that an earlier run of this check has kept, nil if there is none.
func (v *verification) readKept() *Schedule {
	v.kept = false
	name := v.keptFile()
	f, err := os.Open(filepath.Join(testDir, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		v.logf("the kept schedule can not be read: %v", err)
		return nil
	}
	defer f.Close()
	s, err := report.Parse(name, f)
	if err != nil {
		v.logf("%v: this is no schedule, and not tried", err)
		return nil
	}
	if s.Target != v.name {
		v.logf("%s is a schedule of %s, and not tried", name, s.Target)
		return nil
	}
	if v.kept = true; s.WordBits != v.opts.WordBits {
		v.logf("%s is a schedule with word-bits=%d, and not tried", name, s.WordBits)
		return nil
	}
	return s
}

// allows reports whether the options let a property be violated that schedules are kept of.
func (v *verification) allows(property string) bool {
	switch asked := v.opts.Liveness; {
	case property == PropertyLeak:
		return v.opts.AllowLeaks
	case property == PropertyStuck:
		return v.opts.Endless
	case slices.Contains(Liveness(), property):
		return !slices.Contains(asked, property) && !slices.Contains(asked, LivenessAll)
	}
	return false
}

// tryKept replays the schedule that an earlier run has kept. If it still violates
// something, that is what to fail the test with; else what was found is logged.
func (v *verification) tryKept() (failure string) {
	name, want := v.keptFile(), v.readKept()
	if want == nil {
		return ""
	}
	got, err := ReplayJudged(v.prog, want, v.opts.Monitor)
	switch {
	case err != nil:
		v.logf("%s is not tried: %v", name, err)
	case got.Property == "" || v.allows(got.Property):
		v.logf("replayed %s: %s is no longer violated", name, want.Property)
	default:
		still := "still"
		if got.Property != want.Property {
			still = "now"
		}
		return fmt.Sprintf("%s  memory=%s  replayed %s: %s violated: %s\n\n%s\nthe rest was not explored; this schedule goes away when the check is verified",
			v.name, want.Memory, name, still, got.Property, table(got))
	}
	return ""
}

// keep writes a schedule for the next run, and says where it is.
func (v *verification) keep(s *Schedule) string {
	said := fmt.Sprintf("kept in %s: the next run of this test tries it first", v.keptFile())
	if err := save(filepath.Join(testDir, keptDir), s); err != nil {
		said = fmt.Sprintf("not kept for the next run: %v", err)
	}
	if t, ok := v.t.(interface{ ArtifactDir() string }); ok && testFlag("artifacts") {
		if err := save(t.ArtifactDir(), s); err != nil {
			said += fmt.Sprintf("; nor among the artifacts: %v", err)
		}
	}
	return said
}

func save(dir string, s *Schedule) error {
	_, err := (&report.Saver{Dir: dir}).Save(s)
	return err
}

// forget removes the schedule that an earlier run has kept: the check passes.
func (v *verification) forget() {
	if !v.kept {
		return
	}
	name := v.keptFile()
	if err := os.Remove(filepath.Join(testDir, name)); err != nil {
		v.logf("%s can not be removed: %v", name, err)
		return
	}
	v.logf("removed %s: nothing is violated", name)
	if err := os.Remove(filepath.Join(testDir, v.picture())); err != nil && !errors.Is(err, fs.ErrNotExist) {
		v.logf("%s can not be removed: %v", v.picture(), err)
	}
}

// testFlag reports whether a flag of go test is set. Looking it up spares what is
// no test the flags of package testing.
func testFlag(name string) bool {
	f := flag.Lookup("test." + name)
	return f != nil && f.Value.String() == "true"
}
