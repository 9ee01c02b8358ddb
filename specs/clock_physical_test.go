package specs_test

import (
	"context"
	"fmt"
	"maps"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/model/golang"
	"heddle/model/golang/source"
	"heddle/specs"
	"heddle/specs/clock"
)

// TestPhysicalBound compares the verdict for all small bounds with the formula: messages do not come
// from the future if and only if Least·(Rate-Drift) ≥ Apart.
func TestPhysicalBound(t *testing.T) {
	const path = "heddle/specs/sweep"
	library := maps.Clone(specs.Sources())
	library[path] = fstest.MapFS{"sweep.go": {Data: []byte(`package sweep

import "heddle/specs/clock"

func CheckBounds(rate, drift, apart, least int) {
	clock.Physical{Rate: rate, Drift: drift, Apart: apart, Least: least}.Run(2, least, true)
}
`)}}
	loader := golang.Loader{Library: library}
	atBound := 0
	for rate := 1; rate <= 3; rate++ {
		for drift := range rate {
			for apart := 1; apart <= 4; apart++ {
				for least := 1; least <= 2; least++ {
					p := clock.Physical{Rate: rate, Drift: drift, Apart: apart, Least: least}
					prog, err := loader.Load(source.Target{Name: fmt.Sprintf("%+v", p), Path: path, Func: "CheckBounds"}, rate, drift, apart, least)
					require.NoError(t, err)
					r, err := checker.Check(context.Background(), prog, checker.Options{Memory: "sc"})
					require.NoError(t, err)
					want, slowest := checker.Violated, least*(rate-drift)
					if slowest >= apart {
						want = checker.Verified
					}
					assert.Equal(t, want, r.Verdict, "%+v", p)
					if slowest == apart {
						atBound++
					}
				}
			}
		}
	}
	assert.Greater(t, atBound, 5, "bounds that hold just so")
}
