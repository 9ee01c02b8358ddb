package diy_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/model/litmus/diy"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func arch(t *testing.T, name string) diy.Arch {
	t.Helper()
	a, err := diy.FindArch(name)
	require.NoError(t, err)
	return a
}

// The cycles that the field means by its names.
func TestClassicNames(t *testing.T) {
	for name, want := range map[string]string{
		"SB":                     "PodWR Fre PodWR Fre",
		"MP":                     "PodWW Rfe PodRR Fre",
		"LB":                     "PodRW Rfe PodRW Rfe",
		"S":                      "PodWW Rfe PodRW Coe",
		"R":                      "PodWW Coe PodWR Fre",
		"2+2W":                   "PodWW Coe PodWW Coe",
		"WRC":                    "Rfe PodRW Rfe PodRR Fre",
		"RWC":                    "Rfe PodRR Fre PodWR Fre",
		"WWC":                    "Rfe PodRW Rfe PodRW Coe",
		"ISA2":                   "PodWW Rfe PodRW Rfe PodRR Fre",
		"W+RWC":                  "PodWW Rfe PodRR Fre PodWR Fre",
		"Z6.0":                   "PodWW Rfe PodRW Coe PodWR Fre",
		"Z6.1":                   "PodWW Coe PodWW Rfe PodRW Coe",
		"Z6.3":                   "PodWW Coe PodWW Rfe PodRR Fre",
		"IRIW":                   "Rfe PodRR Fre Rfe PodRR Fre",
		"3.SB":                   "PodWR Fre PodWR Fre PodWR Fre",
		"WRW+2W":                 "Rfe PodRW Coe PodWW Coe",
		"CoRR":                   "Rfe PosRR Fre",
		"CoRW1":                  "PosRW Rfi",
		"CoRW2":                  "Rfe PosRW Coe",
		"CoWR":                   "Coe PosWR Fre",
		"CoWR0":                  "PosWR Fri",
		"CoWW":                   "PosWW Coi",
		"MP+mfence+po":           "MFencedWW Rfe PodRR Fre",
		"SB+mfences":             "MFencedWR Fre MFencedWR Fre",
		"SB+rfi-pos":             "Rfi PodRR Fre Rfi PodRR Fre",
		"S+po+data":              "PodWW Rfe DpDatadW Coe",
		"IRIW+addrs":             "Rfe DpAddrdR Fre Rfe DpAddrdR Fre",
		"WW+RW+RW+RR":            "PodWW Rfe PodRW Rfe PodRW Rfe PodRR Fre",
		"MP+popa+po":             "PodWWPA RfeAP PodRR Fre",
		"CoRR+mfences":           "Rfe MFencesRR Fre",
		"MP+po+pos-po":           "", // PosR* Pod*R
		"MP+po+posr-po":          "PodWW Rfe PosRR PodRR Fre",
		"R+po-rfi+po":            "", // does not lead from a write to a write
		"IRIW+PA":                "Rfe PodRR FrePA RfeAP PodRR Fre",
		"SB+mfence":              "",
		"SB+mfence+mfence+po":    "",
		"SB+lwsyncs":             "",
		"XYZ":                    "",
		"WR+RW":                  "",
		"IRIW+pos+A":             "",
		"MP+data+po":             "",
		"IRIW+addr+data":         "",
		"WRC+mfence+po+X":        "",
		"2+2W+mfence-po-rfi+pos": "",
	} {
		c, err := diy.FromName(arch(t, "X86"), name, "")
		if want == "" {
			assert.Error(t, err, name)
			continue
		}
		if assert.NoError(t, err, name) {
			got, _ := diy.Parse(arch(t, "X86"), want, "")
			assert.Equal(t, got, c, name)
			assert.Equal(t, name, c.Name(), "the name of %s", c)
		}
	}
}

// Every family is the name of its own cycle, in each architecture.
func TestFamilies(t *testing.T) {
	for _, a := range diy.Archs() {
		for _, name := range diy.Families() {
			c, err := diy.FromName(a, name, "")
			require.NoError(t, err)
			assert.Equal(t, name, c.Name())
			_, err = c.Source(a, diy.Options{})
			assert.NoError(t, err)
		}
	}
}

// Names and cycles stand for each other, whatever the cycle.
func TestNamesOfCycles(t *testing.T) {
	for _, group := range []struct {
		arch  string
		edges string
		size  int
	}{
		{"X86", "Rfe Fre Coe Pod** Pos** MFencedWR MFencedWW", 5},
		{"X86", "Rfe Fre Coe Rfi Fri Coi PodRR PodWR DpDatadW DpAddrdR DpCtrldW SFencesWW Rmw", 4},
		{"C", "Rfe RfeRelAcq FreScSc Fre PodWWRlxRel PodRRAcqRlx PodWRScSc PodWR FenceScdWR FenceARdRR DpDatadW RmwAcqRel", 4},
	} {
		a := arch(t, group.arch)
		cycles, err := diy.Cycles(a, strings.Fields(group.edges), "", diy.Bounds{Size: group.size})
		require.NoError(t, err)
		assert.Greater(t, len(cycles), 50)
		names := map[string]diy.Cycle{}
		for _, c := range cycles {
			name := c.Name()
			assert.NotContains(t, names, name, "of %s", c)
			names[name] = c
			again, err := diy.FromName(a, name, "")
			if assert.NoError(t, err, "%s of %s", name, c) {
				assert.Equal(t, c.String(), again.String(), name)
			}
			parsed, err := diy.Parse(a, c.String(), "")
			assert.NoError(t, err)
			assert.Equal(t, c, parsed)
		}
	}
}

// The critical cycles of up to four, five and six edges between two and three
// threads: the names that Herding Cats lists for them.
func TestCriticalCycles(t *testing.T) {
	edges := strings.Fields("Rfe Fre Coe Pod**")
	for _, group := range []struct {
		size, threads int
		want          string
	}{
		{4, 2, "2+2W LB MP R S SB"},
		{6, 3, "2+2W 3.2W 3.LB 3.SB ISA2 LB MP R RWC S SB W+RWC WRC WRR+2W WRW+2W WRW+WR WWC Z6.0 Z6.1 Z6.2 Z6.3 Z6.4 Z6.5"},
	} {
		cycles, err := diy.Cycles(arch(t, "X86"), edges, "", diy.Bounds{Size: group.size, Threads: group.threads, Critical: true})
		require.NoError(t, err)
		var names []string
		for _, c := range cycles {
			names = append(names, c.Name())
		}
		assert.ElementsMatch(t, strings.Fields(group.want), names)
	}
}

func TestBadCycles(t *testing.T) {
	for _, bad := range []struct{ arch, cycle, want string }{
		{"X86", "", "no edges"},
		{"X86", "PodWR Foo", `edge "Foo": unknown`},
		{"X86", "PodWR Rfe PodRR Fre", "PodWR ends with a read, and Rfe begins with a write"},
		{"X86", "PodWR Fre", "1 external communication"},
		{"X86", "PodWR Fre PosWR Fre", "1 edge changes the location"},
		{"X86", "Rfe Fre Coe", "communications only"},
		{"X86", "PodWW PodWW", "no communication"},
		{"X86", "Pod** Pod** Rfe PodRR Fre", "a read or a write, want it said"},
		{"X86", "FenceScdWR Fre PodWR Fre", "unknown"},
		{"X86", "PodWRPA Fre PodWR Fre", "X86 has no read with order A"},
		{"C", "PodWRRlxAcq FreRlxRlx PodWR Fre", "the orders Acq and Rlx"},
		{"C", "PodWRAcqRlx FreRlxAcq PodWR Fre", "C has no write with order Acq"},
		{"C", "PodWR AR Fre PodWR Fre", "AR at a read, want it at both ends of an Rmw"},
		{"C", "MFencedWR Fre PodWR Fre", "unknown"},
	} {
		_, err := diy.Parse(arch(t, bad.arch), bad.cycle, "")
		assert.ErrorContains(t, err, bad.want, bad.cycle)
	}
	c, err := diy.Parse(arch(t, "C"), "Rfe RmwAcqSc Rfe PosRW Coe", "")
	require.NoError(t, err)
	_, err = c.Source(arch(t, "C"), diy.Options{})
	assert.ErrorContains(t, err, "read-modify-write with the orders Acq and Sc")
	_, err = diy.FindArch("Z80")
	assert.ErrorContains(t, err, "want one of X86, X86_64, C")
}

// The tests as text: read when they change.
func TestSources(t *testing.T) {
	for _, s := range []struct{ arch, name, other string }{
		{"X86", "SB+mfence+po", ""},
		{"X86", "IRRWIW+addr+data", ""},
		{"X86_64", "LB+data+ctrl", ""},
		{"X86_64", "3.2W", ""},
		{"C", "MP+porlxrel+poacqrlx", ""},
		{"C", "WRC+addr+ctrl", "Rlx"},
		{"C", "CoRR", "Rlx"},
		{"C", "ISA2+fencesc+data+po", "Rlx"},
	} {
		a := arch(t, s.arch)
		c, err := diy.FromName(a, s.name, s.other)
		require.NoError(t, err)
		golden(t, a, c, s.arch+"-"+s.name, diy.Options{})
	}
	for name, cycle := range map[string]string{
		"three-writes": "PosWW Coe PodWR PodRW Coe", "exchange": "Rmw PodWW Rfe Rmw PodWW Rfe", "locked": "PodWWAA Coe PodWR Fre",
	} {
		c, err := diy.Parse(arch(t, "X86"), cycle, "")
		require.NoError(t, err, cycle)
		golden(t, arch(t, "X86"), c, "X86-"+name, diy.Options{Name: name})
	}
	c, err := diy.Parse(arch(t, "C"), "RfeRelAcq RmwAcqRel Rfe Fetch.Add PosWR Fre", "Rlx")
	require.NoError(t, err)
	golden(t, arch(t, "C"), c, "C-rmws", diy.Options{Name: "rmws", Observe: true})
}

func golden(t *testing.T, a diy.Arch, c diy.Cycle, name string, opt diy.Options) {
	t.Helper()
	got, err := c.Source(a, opt)
	require.NoError(t, err, name)
	path := filepath.Join("testdata", name+".litmus")
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, string(want), got, name)
}
