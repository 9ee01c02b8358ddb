package diy_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	_ "heddle/model/drawn"
	"heddle/model/litmus"
	"heddle/model/litmus/diy"
)

// Whatever is asked for gives an error or a test that can be read.
func TestAnyInput(t *testing.T) {
	tokens := strings.Fields("SB MP R CoRR CoWW W+RWC Z6.0 WW RW W R + + + - po pos por mfence mfences fencesc addr dataw ctrl rfi coi fri rmw rel acq rlx p s A Rel Sc P " +
		"Rfe Rfi Fre Fri Coe Coi Wse Pod** PodWR PodRW PosWW PosRR Pos*W MFencedWR Fenced** FenceScdWW DpAddrdR DpdW Ctrld* DpDatasW Rmw Exch Fetch.Add Rlx AR PA AP")
	made := 0
	rapid.Check(t, func(t *rapid.T) {
		for range 20 {
			a := rapid.SampledFrom(diy.Archs()).Draw(t, "architecture")
			words := rapid.SliceOfN(rapid.SampledFrom(tokens), 1, 8).Draw(t, "words")
			c, err := diy.FromName(a, strings.Join(words, ""), "")
			if err != nil {
				assert.NotEmpty(t, err.Error())
				c, err = diy.Parse(a, strings.Join(words, " "), rapid.SampledFrom([]string{"", "P", "A", "Rlx"}).Draw(t, "order"))
			}
			if err != nil {
				continue
			}
			source, err := c.Source(a, diy.Options{})
			if err != nil {
				continue // say, too few registers
			}
			test, err := litmus.Parse("generated", []byte(source))
			require.NoError(t, err, source)
			_, err = test.Compile()
			require.NoError(t, err, source)
			made++
		}
	})
	assert.Greater(t, made, 5)
}

// Every cycle of a small vocabulary gives a test that can be read.
func TestEverySource(t *testing.T) {
	for _, a := range diy.Archs() {
		edges := strings.Fields("Rfe Fre Coe Rfi Fri Coi Pod** Pos** DpAddrdR DpAddrdW DpDatadW DpCtrldR DpCtrldW")
		cycles, err := diy.Cycles(a, edges, "", diy.Bounds{Size: 4})
		require.NoError(t, err)
		for _, c := range cycles {
			for _, observe := range []bool{false, true} {
				source, err := c.Source(a, diy.Options{Observe: observe})
				require.NoError(t, err)
				test, err := litmus.Parse("generated", []byte(source))
				require.NoError(t, err, source)
				_, err = test.Compile()
				require.NoError(t, err, source)
			}
		}
		assert.Greater(t, len(cycles), 100)
	}
}
