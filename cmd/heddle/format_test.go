package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestFormats(t *testing.T) {
	for format, want := range map[string]string{
		"text":   "lock/naive  memory=go threads=2 rounds=1  violated: mutual-exclusion",
		"json":   `"verdict":"violated","property":"mutual-exclusion"`,
		"junit":  `<failure message="P0 enters a critical section that has not been left" type="mutual-exclusion">`,
		"sarif":  `"ruleId": "mutual-exclusion"`,
		"github": "::error file=specs/lock/lock.go,line=31,",
	} {
		stdout, stderr, code := runHeddle(t, "check", "lock/naive", "lock/ticket", "--format", format)
		assert.Equal(t, 1, code, format)
		assert.Empty(t, stderr, format)
		assert.Contains(t, stdout, want, format)
		assert.Equal(t, format == "text" || format == "github", strings.Contains(stdout, "lock/ticket  memory=go"), format)
	}
	for args, want := range map[string]string{
		"--format yaml":         `--format: "yaml", want one of text, json, junit, sarif, github`,
		"--format sarif --json": "--json and --format sarif: want one of them",
	} {
		stdout, stderr, code := runHeddle(t, append([]string{"check", "lock/naive"}, strings.Fields(args)...)...)
		assert.Equal(t, 2, code)
		assert.Empty(t, stdout)
		assert.Contains(t, stderr, want)
	}
}
