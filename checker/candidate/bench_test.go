package candidate

import (
	"testing"

	"heddle/machine/axiom"
)

// BenchmarkEnumerate lists the outcomes of a test under a model.
func BenchmarkEnumerate(b *testing.B) {
	tests := []struct{ name, text string }{
		{"SB", "Wx1; Ry | Wy1; Rx"},
		{"IRIW", "Wx1 | Rx; Ry | Wy1 | Ry; Rx"},
		{"IRIW+sc", "W.sc x1 | R.sc x; R.sc y | W.sc y1 | R.sc y; R.sc x"},
		{"contention", "Wx1; Wx2; Rx | Wx3; Wx4; Rx | Wx5; Wx6; Rx"},
		{"exchanges", "X.sc x1 | X.sc x2 | X.sc x3 | X.sc x4 | X.sc x5 | X.sc x6"},
	}
	for _, test := range tests {
		c := parse(b, test.text).compile()
		for _, m := range axiom.Models() {
			b.Run(test.name+"/"+m.Name, func(b *testing.B) {
				for b.Loop() {
					if _, err := Enumerate(c.Program, c.observe, m, Limits{}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// BenchmarkWhy finds out why IRIW is forbidden.
func BenchmarkWhy(b *testing.B) {
	c := parse(b, "W.sc x1 | R.sc x; R.sc y | W.sc y1 | R.sc y; R.sc x").compile()
	holds := c.asks(b, "P1:r0=1 P1:r1=0 P3:r0=1 P3:r1=0")
	m, _ := axiom.Find("rc11")
	for b.Loop() {
		if _, err := Why(c.Program, c.observe, holds, m, Limits{}); err != nil {
			b.Fatal(err)
		}
	}
}
