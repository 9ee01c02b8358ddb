package result_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"heddle/checker/result"
)

func TestBytes(t *testing.T) {
	for n, want := range map[int]string{0: "0 B", 999: "999 B", 1200: "1 kB", 2_500_000: "2.5 MB", 3_000_000_000: "3.0 GB"} {
		assert.Equal(t, want, result.Bytes(n))
	}
}

func TestCount(t *testing.T) {
	for n, want := range map[int]string{0: "0 steps", 1: "1 step", 2: "2 steps"} {
		assert.Equal(t, want, result.Count(n, "step"))
	}
}
