package machine

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The references of the tables below: thread 0 refers, and copies are those of threads 0, 1 and 2.
var referrals = map[string]referral{"read": refRead, "write": refWrite, "modify": refModify, "try": refTry}

// lineNamed reads "0 1", or "1 modified".
func lineNamed(text string) (l line) {
	for _, word := range strings.Fields(text) {
		switch word {
		case "modified":
			l |= lineModified
		case "exclusive":
			l |= lineExclusive
		default:
			l |= holder(int(word[0] - '0'))
		}
	}
	return l
}

// charges prints "BusRead 1, Misses 1, Invalidations@2 1": of thread 0 but where it says whose.
func (b *bill) String() string {
	names := [...]string{"BusRead", "BusReadExclusive", "BusUpgrade", "BusUpdate", "BusModify", "BusWrite", "Invalidations", "Updates",
		"Misses", "Remote", "Modifies", "Messages", "Disturbed", "Overtaken"}
	var list []string
	for _, c := range b.charges {
		name := names[c.Metric]
		if c.Thread != 0 {
			name += fmt.Sprintf("@%d", c.Thread)
		}
		list = append(list, fmt.Sprintf("%s %d", name, c.Amount))
	}
	return strings.Join(list, ", ")
}

// TestProtocols has every row of the protocols: what becomes of the copies, and what it costs.
func TestProtocols(t *testing.T) {
	smp := func(coherence, protocol string) System {
		return System{Structure: SMP, Coherence: coherence, Protocol: protocol}
	}
	msi, mesi, update := smp(Invalidate, ""), smp(Invalidate, "mesi"), smp(Update, "")
	network := func(structure, coherence, protocol string) System {
		return System{Structure: structure, Coherence: coherence, Protocol: protocol}
	}
	hall, hallUpdate := network(Dancehall, Invalidate, ""), network(Dancehall, Update, "")
	numa, numaUpdate := network(NUMA, Invalidate, ""), network(NUMA, Update, "")
	for _, c := range []struct {
		system System
		home   int
		copies string
		does   string
		then   string
		costs  string
	}{
		{msi, -1, "0", "read", "0", ""},
		{msi, -1, "0 modified", "read", "0 modified", ""},
		{msi, -1, "", "read", "0", "Misses 1, BusRead 1, Remote 1"},
		{msi, -1, "1 modified", "read", "0 1", "Misses 1, BusRead 1, Remote 1"},
		{msi, -1, "1 2", "read", "0 1 2", "Misses 1, BusRead 1, Remote 1"},
		{msi, -1, "0 modified", "write", "0 modified", ""},
		{msi, -1, "0", "write", "0 modified", "BusUpgrade 1, Remote 1"},
		{msi, -1, "0 1 2", "write", "0 modified", "BusUpgrade 1, Invalidations@1 1, Invalidations@2 1, Remote 1"},
		{msi, -1, "", "write", "0 modified", "Misses 1, BusReadExclusive 1, Remote 1"},
		{msi, -1, "1 2", "write", "0 modified", "Misses 1, BusReadExclusive 1, Invalidations@1 1, Invalidations@2 1, Remote 1"},
		{msi, -1, "2 modified", "write", "0 modified", "Misses 1, BusReadExclusive 1, Invalidations@2 1, Remote 1"},
		{msi, -1, "", "modify", "", "Modifies 1, BusModify 1, Remote 1"},
		{msi, -1, "0", "modify", "", "Modifies 1, BusModify 1, Remote 1"},
		{msi, -1, "0 modified", "modify", "", "Modifies 1, BusModify 1, Remote 1"},
		{msi, -1, "0 1 2", "modify", "", "Modifies 1, BusModify 1, Invalidations@1 1, Invalidations@2 1, Remote 1"},
		{msi, -1, "1 modified", "modify", "", "Modifies 1, BusModify 1, Invalidations@1 1, Remote 1"},
		{msi, -1, "0 1", "try", "0 1", "Modifies 1, BusModify 1, Remote 1"},
		{msi, -1, "1 modified", "try", "1", "Modifies 1, BusModify 1, Remote 1"},
		{msi, -1, "0 modified", "try", "0", "Modifies 1, BusModify 1, Remote 1"},

		{mesi, -1, "", "read", "0 exclusive", "Misses 1, BusRead 1, Remote 1"},
		{mesi, -1, "1 exclusive", "read", "0 1", "Misses 1, BusRead 1, Remote 1"},
		{mesi, -1, "0 exclusive", "write", "0 modified", ""},
		{mesi, -1, "1 exclusive", "write", "0 modified", "Misses 1, BusReadExclusive 1, Invalidations@1 1, Remote 1"},
		{mesi, -1, "0", "write", "0 modified", "BusUpgrade 1, Remote 1"},
		{mesi, -1, "1 exclusive", "modify", "", "Modifies 1, BusModify 1, Invalidations@1 1, Remote 1"},
		{mesi, -1, "1 exclusive", "try", "1", "Modifies 1, BusModify 1, Remote 1"},

		{update, -1, "1", "read", "0 1", "Misses 1, BusRead 1, Remote 1"},
		{update, -1, "1 modified", "read", "0 1", "Misses 1, BusRead 1, Remote 1"},
		{update, -1, "0", "write", "0 modified", ""},
		{update, -1, "0 modified", "write", "0 modified", ""},
		{update, -1, "0 1 2", "write", "0 1 2", "BusUpdate 1, Updates@1 1, Updates@2 1, Remote 1"},
		{update, -1, "", "write", "0 modified", "Misses 1, BusRead 1, Remote 1"},
		{update, -1, "1 modified", "write", "0 1", "Misses 1, BusRead 1, BusUpdate 1, Updates@1 1, Remote 1"},
		{update, -1, "", "modify", "", "Modifies 1, BusModify 1, Remote 1"},
		{update, -1, "0 1 2", "modify", "0 1 2", "Modifies 1, BusModify 1, Updates@1 1, Updates@2 1, Remote 1"},
		{update, -1, "1 modified", "modify", "1", "Modifies 1, BusModify 1, Updates@1 1, Remote 1"},
		{update, -1, "0 modified", "modify", "0", "Modifies 1, BusModify 1, Remote 1"},
		{update, -1, "1 modified", "try", "1", "Modifies 1, BusModify 1, Remote 1"},
		{update, -1, "0 1", "try", "0 1", "Modifies 1, BusModify 1, Remote 1"},

		{hall, -1, "", "read", "0", "Misses 1, Messages 2, Remote 1"},
		{hall, -1, "1 2", "read", "0 1 2", "Misses 1, Messages 2, Remote 1"},
		{hall, -1, "1 modified", "read", "0 1", "Misses 1, Messages 4, Remote 1"},
		{hall, -1, "0 1 2", "write", "0 modified", "Messages 6, Invalidations@1 1, Invalidations@2 1, Remote 1"},
		{hall, -1, "0", "write", "0 modified", "Messages 2, Remote 1"},
		{hall, -1, "1 2", "write", "0 modified", "Misses 1, Messages 6, Invalidations@1 1, Invalidations@2 1, Remote 1"},
		{hall, -1, "1 modified", "write", "0 modified", "Misses 1, Messages 4, Invalidations@1 1, Remote 1"},
		{hall, -1, "0 1 2", "modify", "", "Modifies 1, Messages 6, Invalidations@1 1, Invalidations@2 1, Remote 1"},
		{hall, -1, "1 modified", "try", "1", "Modifies 1, Messages 4, Remote 1"},
		{hall, -1, "1 2", "try", "1 2", "Modifies 1, Messages 2, Remote 1"},
		{hallUpdate, -1, "0 1 2", "write", "0 1 2", "Messages 6, Updates@1 1, Updates@2 1, Remote 1"},
		{hallUpdate, -1, "1", "write", "0 1", "Misses 1, Messages 6, Updates@1 1, Remote 1"},
		{hallUpdate, -1, "1 modified", "modify", "1", "Modifies 1, Messages 6, Updates@1 1, Remote 1"},

		{numa, 0, "", "read", "0", "Misses 1"},
		{numa, 0, "1 modified", "read", "0 1", "Misses 1, Messages 2, Remote 1"},
		{numa, 0, "0", "write", "0 modified", ""},
		{numa, 0, "0 1", "write", "0 modified", "Invalidations@1 1, Messages 2, Remote 1"},
		{numa, 0, "", "modify", "", "Modifies 1"},
		{numa, 1, "", "read", "0", "Misses 1, Messages 2, Remote 1"},
		{numa, 1, "1 modified", "read", "0 1", "Misses 1, Messages 2, Remote 1"},
		{numa, 1, "0 1 2", "write", "0 modified", "Messages 4, Invalidations@1 1, Invalidations@2 1, Remote 1"},
		{numa, 1, "1 modified", "modify", "", "Modifies 1, Messages 2, Invalidations@1 1, Remote 1"},
		{numa, 1, "2 modified", "try", "2", "Modifies 1, Messages 4, Remote 1"},
		{numaUpdate, 1, "0 1 2", "write", "0 1 2", "Messages 4, Updates@1 1, Updates@2 1, Remote 1"},

		{smp(Uncached, ""), -1, "", "read", "", "BusRead 1, Remote 1"},
		{smp(Uncached, ""), -1, "", "write", "", "BusWrite 1, Remote 1"},
		{smp(Uncached, ""), -1, "", "modify", "", "Modifies 1, BusModify 1, Remote 1"},
		{network(Dancehall, Uncached, ""), -1, "", "write", "", "Messages 2, Remote 1"},
		{network(NUMA, Uncached, ""), 0, "", "write", "", ""},
		{network(NUMA, Uncached, ""), 0, "", "modify", "", "Modifies 1"},
		{network(NUMA, Uncached, ""), 2, "", "read", "", "Messages 2, Remote 1"},
		{System{}, -1, "", "read", "", ""},
		{System{}, -1, "", "try", "", "Modifies 1"},
	} {
		system, err := c.system.Resolve()
		require.NoError(t, err)
		m := &Machine{cfg: Config{System: system, Labels: true}}
		m.structure()
		before, after := lineNamed(c.copies), lineNamed(c.then)
		name := fmt.Sprintf("%s: home %d, %q %s", system, c.home, c.copies, c.does)
		got := m.protocol.refer(before, referrals[c.does], 0, c.home)
		assert.Equal(t, after, got, "%s: %v", name, got)
		assert.Equal(t, c.costs, m.bill.String(), name)
		assert.NoError(t, got.valid(7, system.Protocol == "mesi"), name)
	}
}

// TestSystems has structures and coherences that go together, and what is said of others.
func TestSystems(t *testing.T) {
	for text, want := range map[string]string{
		"":                                "",
		"machine=smp":                     "machine=smp coherence=invalidate",
		"machine=numa coherence=none":     "machine=numa coherence=none",
		"machine=dancehall line=4":        "machine=dancehall coherence=invalidate line=4",
		"machine=cluster":                 "machine=cluster coherence=none",
		"machine=smp protocol=mesi":       "machine=smp coherence=invalidate protocol=mesi",
		"machine=numa coherence=uncached": "machine=numa coherence=uncached",
	} {
		s, err := ParseSystem(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, s.String())
		again, err := ParseSystem(want)
		require.NoError(t, err)
		assert.Equal(t, s, again)
	}
	for text, want := range map[string]string{
		"machine=vax":                                    `machine: structure "vax", want one of flat, smp, dancehall, numa, cluster`,
		"machine=cluster coherence=update":               `machine: coherence "update" on a cluster machine, want none`,
		"coherence=invalidate":                           `machine: coherence "invalidate" on a flat machine, want uncached`,
		"machine=smp line=0":                             `machine: "line=0", want line= and a number from 1`,
		"machine=smp line=65":                            `machine: lines of 65 words, want 1 to 64`,
		"machine=smp coherence=update protocol=mesi":     `machine: protocol mesi with coherence update, want invalidate`,
		"machine=smp coherence=invalidate network=fifo":  `machine: network fifo, want it with split transactions`,
		"machine=numa colour=red":                        `machine: "colour=red", want machine=, coherence=, protocol=, line=, detail=, network= or fault=`,
		"machine=numa coherence=none detail=split":       `machine: split transactions with coherence none, want invalidate or update`,
		"machine=numa coherence=uncached line=2":         `machine: lines of 2 words, want a machine with caches`,
		"machine=smp coherence=invalidate protocol=mosi": `machine: protocol "mosi", want msi or mesi`,
	} {
		_, err := ParseSystem(text)
		assert.EqualError(t, err, want, text)
	}
	for _, c := range []struct{ system, memory, want string }{
		{"machine=numa", "tso", ""},
		{"machine=numa coherence=none", "go", ""},
		{"machine=numa coherence=none", "pso", "machine: memory model pso with machine=numa coherence=none, want sc or go"},
		{"machine=smp", "rc11", "machine: memory model rc11 on a smp machine, want flat"},
	} {
		s, err := ParseSystem(c.system)
		require.NoError(t, err)
		memory, err := FindMemory(c.memory)
		require.NoError(t, err)
		if err := s.With(memory); c.want == "" {
			assert.NoError(t, err)
		} else {
			assert.EqualError(t, err, c.want)
		}
	}
}
