package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCostShows(t *testing.T) {
	for _, c := range []struct {
		args string
		want []string
	}{
		{"lock/ttas --threads 2,3,4,5 --per handover --metrics bus", []string{"handover  bus     3    6 (3)  10 (3)  15 (3)  N²\n"}},
		{"lock/mcs --per handover --metrics bus", []string{"handover  bus     3    3    3    1\n"}},
		{"lock/tas --threads 2 --per acquire --metrics bus --schedule", []string{
			"acquire  bus     ∞* (1)\n", "∞*: a cycle pays, for as long as the schedule holds another thread back.",
			"bus per acquire has no bound: from step 2 on, step 3 repeats and pays 1 each time, for as long as", "bus 1\n",
		}},
		{"lock/ticket --threads 2,3 --rounds forever --word-bits 2 --per acquire --metrics bypass,rmw", []string{
			"lock/ticket  sc  machine=smp coherence=invalidate  rounds=forever word-bits=2\n", "acquire  rmw     1    1    1\n         bypass  0    0    1\n",
		}},
		{"lock/tas --threads 2 --rounds forever --per acquire --metrics bypass", []string{"acquire  bypass  ∞ (0)\n", "fair to all threads"}},
		{"barrier/dissemination --per episode --metrics rounds --format markdown", []string{
			"| window | metric | N=2 | N=3 | N=4 | growth |\n", "| episode | rounds | 1 | 2 | 2 | log₂N |\n",
		}},
		{"lock/anderson --threads 2 --line 2 --per handover --metrics bus --format csv", []string{
			"lock/anderson,sc,machine=smp coherence=invalidate line=2,2,1,handover,bus,5,,2,–\n",
		}},
		// The link and what it leads to are read by the one, the flag by the other, from who has written it.
		{"lock/mcs --threads 2 --machine numa --per handover --metrics messages", []string{"handover  messages  6\n"}},
		{"lock/peterson --per run --metrics words", []string{"run     words   3\n"}},
		{"mutex/ricart-agrawala --threads 2,3", []string{"passage  messages  2    4    –\nrun      messages  4    12   –\n"}},
		{"mutex/lamport --threads 2", []string{"passage  messages  3\n"}},
		{"mutex/lamport-deferred --threads 2", []string{"passage  messages  3 (5/2)\nrun      messages  6 (5)\n"}},
		{"mutex/lamport-implicit --threads 2 --per passage --schedule", []string{
			"passage  messages  3 (2)\n", "messages per passage is 3 at worst: the run has 6, and 2 passages\n",
		}},
		{"mutex/token-ring --threads 2 --per passage --schedule", []string{
			"passage  messages  ∞ (1/2)\n", "repeat and pay 2 each time, which is\nfair to all threads", "messages 1\n",
		}},
		{"rpc/exactly-once~reliable", []string{"request  messages  2    2    2    1\n"}},
		{"rpc/exactly-once --threads 2 --loss 0 --duplicate 0 --per request", []string{"request  messages  6 (2)\n"}},
		{"election/ring --threads 3", []string{"run     messages  9 (8)\n"}},
	} {
		stdout, stderr, code := runHeddle(t, append([]string{"cost"}, strings.Fields(c.args)...)...)
		require.Equal(t, exitVerified, code, "%s\n%s", c.args, stderr)
		for _, want := range c.want {
			assert.Contains(t, stdout, want, c.args)
		}
		assert.Regexp(t, `^\d+\.\d\d CPU seconds\n$`, stderr)
	}
}

func TestCostJSON(t *testing.T) {
	stdout, stderr, code := runHeddle(t, "cost", "lock/tas", "--threads", "2,3", "--per", "acquire,release", "--metrics", "bus", "--json")
	require.Equal(t, exitVerified, code, stderr)
	var all []map[string]any
	for line := range strings.Lines(stdout) {
		var one map[string]any
		require.NoError(t, json.Unmarshal([]byte(line), &one))
		require.Positive(t, one["states"])
		delete(one, "states")
		delete(one, "seconds")
		all = append(all, one)
	}
	require.Len(t, all, 4)
	require.Equal(t, map[string]any{
		"target": "lock/tas", "memory": "sc", "machine": "smp", "coherence": "invalidate", "line": 1.0, "threads": 2.0, "rounds": 1.0,
		"verdict": "verified", "per": "acquire", "metric": "bus", "worst": "inf", "best": 1.0, "growth": "∞",
	}, all[0])
	require.Equal(t, 1.0, all[3]["worst"])

	stdout, stderr, code = runHeddle(t, "cost", "mutex/lamport-deferred", "--threads", "2", "--per", "passage", "--json")
	require.Equal(t, exitVerified, code, stderr)
	require.Contains(t, stdout, `"machine":"flat","coherence":"uncached","line":1,"threads":2,"rounds":1,"verdict":"verified","per":"passage","metric":"messages","worst":3,"best":"5/2"`)
}

func TestCostLimits(t *testing.T) {
	stdout, stderr, code := runHeddle(t, "cost", "lock/tas", "--threads", "2,3", "--max-states", "30", "--per", "release", "--metrics", "bus")
	require.Equal(t, exitIncomplete, code)
	require.Contains(t, stdout, "verdict  verified  incomplete")
	require.Contains(t, stdout, "release  bus      1         –")
	require.Contains(t, stderr, "incomplete: the limit of 30 states was met")

	stdout, stderr, code = runHeddle(t, "cost", "lock/ttas", "--threads", "2", "--coherence", "none")
	require.Equal(t, exitViolated, code, stderr)
	require.Contains(t, stdout, "verdict  stuck\n")
}

func TestCostSchedulesReplay(t *testing.T) {
	dir := t.TempDir()
	_, stderr, code := runHeddle(t, "cost", "lock/ttas", "--threads", "2", "--metrics", "rmw", "--per", "acquire,handover", "--out", dir)
	require.Equal(t, exitVerified, code, stderr)
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, files, 2)
	for _, f := range files {
		stdout, stderr, code := runHeddle(t, "replay", filepath.Join(dir, f.Name()))
		require.Equal(t, exitVerified, code, stderr)
		require.Regexp(t, "rmw per (acquire is 2|handover is 1) at worst: from step", stdout)
	}
}

func TestCostRefuses(t *testing.T) {
	for args, want := range map[string]string{
		"cost":                      "cost: no target; see heddle cost --help",
		"cost lock/tas --line 0":    "want a whole number from 1 to 64",
		"cost lock/tas --machine x": `machine: structure "x", want one of flat, smp, dancehall, numa, cluster`,
		"cost lock/tas --machine flat --coherence update":        "--coherence update: a flat machine has no caches",
		"cost lock/tas --machine cluster --coherence invalidate": `machine: coherence "invalidate" on a cluster machine, want none`,
		"cost lock/tas --metrics buss":                           `--metrics: cost: metric "buss", want some of bus, bus-read`,
		"cost lock/tas --per acquired":                           `--per: cost: window "acquired", want some of acquire, release`,
		"cost lock/tas --threads 3,2":                            "--threads: 2 after 3, want them in increasing order",
		"cost lock/tas --threads 0":                              "--threads: 0, want 1 to 60",
		"cost lock/peterson --threads 3":                         "specs: lock/peterson: 3 threads, want 2",
		"cost clock/vector --rounds forever":                     "specs: clock/vector: rounds without end, want a number",
		"cost lock/tas --detail split":                           "--detail split: what is counted are atomic transactions",
		"cost lock/tas --schedule":                               "--schedule and --out: of 18 metrics, want one",
		"cost lock/tas --format yaml":                            `--format: "yaml", want one of text, markdown, csv`,
		"cost lock/tas --json --format csv":                      "--json and --format: want one of them",
		"cost barrier/sense --per acquire":                       "barrier/sense: no cost per acquire: no run wants into a critical section (Section.Want) and leaves it",
		"cost flag/producer-consumer":                            "flag/producer-consumer: no cost: no run wants into a critical section (Section.Want) or arrives at a barrier (Episode.Arrive)",
		"table":                                                  `table: "", want one of locks, barriers, strategies; see heddle table --help`,
		"table flags":                                            `table: "flags", want one of locks, barriers`,
		"table locks --format json":                              `--format: "json", want one of text, markdown, csv`,
		"table locks --max-states 0":                             "--max-states: 0, want more than 0",
		"table locks --seeds 3":                                  "--seeds: want it with strategies",
		"table strategies --threads 3":                           "--threads: want it with locks or barriers",
		"table strategies --seeds 0":                             "--seeds: 0, want 1 or more",
		"table strategies --native -1":                           "--native: -1, want 0 (not at all) or more",
	} {
		_, stderr, code := runHeddle(t, strings.Fields(args)...)
		assert.Equal(t, exitBadInput, code, args)
		assert.Contains(t, stderr, want, args)
	}
}

func TestTableLimit(t *testing.T) {
	stdout, stderr, code := runHeddle(t, "table", "locks", "--threads", "2", "--max-states", "10")
	require.Equal(t, exitIncomplete, code)
	require.Empty(t, stdout)
	require.Contains(t, stderr, "lecture: lock/tas: N=2: the limit of 10 states was met")
	stdout, stderr, code = runHeddle(t, "table", "strategies", "--max-states", "10")
	require.Equal(t, exitIncomplete, code)
	require.Empty(t, stdout)
	require.Contains(t, stderr, "strategies: LostUpdate: not complete: the limit of 10 states was met")
}
