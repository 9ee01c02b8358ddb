package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestHistory: a history that is generated is linearizable, one that is spoiled is not, and a picture says why.
func TestHistory(t *testing.T) {
	write(t, "empty", "")
	for _, test := range []struct {
		args, verdict string
		code          int
	}{
		{"--operations 300 --clients 3", "verified", exitVerified},
		{"--operations 300 --clients 3 --spoil", "violated", exitViolated},
	} {
		lines, _, code := runHeddle(t, append(strings.Fields("history generate --spec map --seed 7"), strings.Fields(test.args)...)...)
		require.Zero(t, code)
		again, _, _ := runHeddle(t, append(strings.Fields("history generate --spec map --seed 7"), strings.Fields(test.args)...)...)
		assert.Equal(t, lines, again)
		require.NoError(t, os.WriteFile("h.jsonl", []byte(lines), 0o644))
		stdout, stderr, code := runHeddle(t, "history", "h.jsonl", "--spec", "map", "--json", "--out", "pictures")
		assert.Equal(t, test.code, code)
		assert.Empty(t, stderr)
		var answer struct {
			Target, Verdict, Property, Picture string
			Operations, Clients                int
			Part                               []struct{ Line int }
			Orders                             []string
		}
		require.NoError(t, json.Unmarshal([]byte(stdout), &answer))
		assert.Equal(t, test.verdict, answer.Verdict)
		assert.Equal(t, 300, answer.Operations)
		assert.Equal(t, 3, answer.Clients)
		if test.code == exitViolated {
			assert.Equal(t, "linearizability", answer.Property)
			assert.NotEmpty(t, answer.Part)
			assert.NotEmpty(t, answer.Orders)
			first, err := os.ReadFile(answer.Picture)
			require.NoError(t, err)
			assert.Contains(t, string(first), "Porcupine")
			runHeddle(t, "history", "h.jsonl", "--spec", "map", "--out", "pictures")
			second, err := os.ReadFile(answer.Picture)
			require.NoError(t, err)
			assert.Equal(t, string(first), string(second))
		}
	}
}

// TestHistoryOfQueue: in a queue that no value is put in twice one operation that is wrong is found among many.
func TestHistoryOfQueue(t *testing.T) {
	for spoil, want := range map[string]string{"--spoil=false": "verified: 2000 operations", "--spoil": "violated: linearizability: 3 of 2000"} {
		lines, _, code := runHeddle(t, append(strings.Fields("history generate --spec queue --operations 2000 --distinct"), spoil)...)
		require.Zero(t, code)
		write(t, "queue.jsonl", lines)
		stdout, _, _ := runHeddle(t, strings.Fields("history queue.jsonl --spec queue")...)
		assert.Contains(t, stdout, want)
	}
}

func TestHistoryBadUse(t *testing.T) {
	write(t, "bad.jsonl", "\n{\"client\":0,\"operation\":\"Push\",\"arguments\":[true],\"call\":1}\n")
	for want, args := range map[string]string{
		"history: no file":                                                   "--spec queue",
		"history: no specification, want --spec":                             "bad.jsonl",
		`--spec: no specification "tree", expected one`:                      "bad.jsonl --spec tree",
		"expected bounded-queue:CAPACITY":                                    "bad.jsonl --spec bounded-queue",
		"nofile.jsonl":                                                       "nofile.jsonl --spec queue",
		"found operation Push, expected one of queue":                        "bad.jsonl --spec queue",
		"bad.jsonl:2: argument of Push: found true, expected a whole number": "bad.jsonl --spec stack",
		`the name ends in "", expected .edn`:                                 "- --spec stack",
		`format "xml", expected json or edn`:                                 "bad.jsonl --format xml --spec stack",
		"specification stack has no value":                                   "bad.jsonl --initial 0 --spec stack",
	} {
		stdout, stderr, code := runHeddle(t, append([]string{"history"}, strings.Fields(args)...)...)
		assert.Equal(t, exitBadInput, code, args)
		assert.Contains(t, stderr, want)
		assert.Empty(t, stdout)
	}
	stdout, _, code := runHeddle(t, "history", "--list")
	assert.Zero(t, code)
	assert.Contains(t, stdout, "Dequeue() (int, bool)")
}
