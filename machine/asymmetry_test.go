package machine_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"heddle/machine"
)

// TestInterchangeable pins which threads of the library are interchangeable, and what it is said that tells others apart.
func TestInterchangeable(t *testing.T) {
	for _, c := range []struct {
		name    string
		memory  string
		classes [][]int
		why     string
	}{
		{"lock/ticket", "go", [][]int{{1, 2, 3, 4}}, ""},
		{"lock/tas", "pso", [][]int{{1, 2, 3, 4}}, ""},
		{"lock/anderson", "tso", [][]int{{1, 2, 3, 4}}, ""},
		{"lock/mcs", "go", [][]int{{1, 2, 3, 4}}, ""},
		{"lock/mcs-heap", "go", [][]int{{1, 2, 3, 4}}, ""},
		{"barrier/sense~unfenced-empty", "go", [][]int{{1, 2, 3, 4}}, ""},
		{"barrier/sense", "go", [][]int{{2, 3}}, "threads are told apart at specs/barrier/barrier.go"},
		{"lock/delay", "go", nil, "a thread's number is computed with at specs/lock/delay.go"},
		{"lock/bakery", "go", nil, "kept where other values are at specs/lock/bakery.go"},
		{"barrier/mcs", "go", nil, "accessed by numbers that are not theirs at specs/barrier/mcs.go"},
		{"barrier/dissemination", "go", nil, "a thread's number is computed with at specs/barrier/dissemination.go"},
		{"lock/ticket", "rc11", nil, "memory model rc11 keeps what each thread knows"},
	} {
		m := searched(t, c.name, c.memory, machine.Config{Symmetry: true})
		classes, why := m.Symmetry()
		assert.Equal(t, c.classes, classes, c.name)
		assert.Contains(t, why, c.why, c.name)
		assert.Equal(t, c.why == "", why == "", c.name)
	}
}

// searched is a machine whose assumptions hold in much of what four threads, one round each, can do.
func searched(t *testing.T, name, memory string, cfg machine.Config) (m *machine.Machine) {
	exploreAll(t, load(t, name, 4, 1), memory, 500, func(made *machine.Machine) { m = made }, cfg)
	return m
}
