package axiom

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestShapes judges the execution that each classic test asks for. The columns are the
// axiom that forbids it under sc, tso, pso and rc11; - if it is allowed.
//
// Under the first three, from Owens, Sarkar, Sewell (TPHOLs 2009), the SPARC manual and
// Alglave, Maranget, Tautschnig (TOPLAS 2014); under rc11 from Lahav et al. (PLDI 2017):
// its §1 and §2 discuss IRIW-acq-sc, Z6.U, the release sequences and the fences here.
func TestShapes(t *testing.T) {
	tests := []struct{ name, text, sc, tso, pso, rc11 string }{
		{"SB", "Wx1; Ry0 | Wy1; Rx0", "sc", "-", "-", "-"},
		{"SB+mfences", "Wx1; F.sc ; Ry0 | Wy1; F.sc ; Rx0", "sc", "ghb", "ghb", "sc"},
		{"SB+mfence+po", "Wx1; F.sc ; Ry0 | Wy1; Rx0", "sc", "-", "-", "-"},
		{"SB+sc", "W.sc x1; R.sc y0 | W.sc y1; R.sc x0", "sc", "ghb", "ghb", "sc"},
		{"SB+rel+acq", "W.rel x1; R.acq y0 | W.rel y1; R.acq x0", "sc", "-", "-", "-"},
		{"SB+xchgs", "U.sc x01; Ry0 | U.sc y01; Rx0", "sc", "ghb", "ghb", "-"},
		{"SB+rfi", "Wx1; Rx1; Ry0 | Wy1; Ry1; Rx0", "sc", "-", "-", "-"},
		{"MP", "Wx1; Wy1 | Ry1; Rx0", "sc", "ghb", "-", "-"},
		{"MP+rel+acq", "Wx1; W.rel y1 | R.acq y1; Rx0", "sc", "ghb", "ghb", "coherence"},
		{"MP+rel+rlx", "Wx1; W.rel y1 | R.rlx y1; Rx0", "sc", "ghb", "ghb", "-"},
		{"MP+rlx+acq", "Wx1; W.rlx y1 | R.acq y1; Rx0", "sc", "ghb", "-", "-"},
		{"MP+fences", "Wx1; F.rel ; Wy1 | Ry1; F.acq ; Rx0", "sc", "ghb", "ghb", "coherence"},
		{"MP+fence+acq", "Wx1; F.acqrel ; Wy1 | R.acq y1; Rx0", "sc", "ghb", "ghb", "coherence"},
		{"MP+plain flag", "Wx1; F.rel ; W.plain y1 | R.plain y1; F.acq ; Rx0", "sc", "ghb", "ghb", "-"},
		{"MP+own sequence", "Wx1; W.rel y1; W.rlx y2 | R.acq y2; Rx0", "sc", "ghb", "ghb", "coherence"},
		{"MP+rmw sequence", "Wx1; W.rel y1 | U.rlx y12 | R.acq y2; Rx0", "sc", "ghb", "ghb", "coherence"},
		{"MP+other's write", "Wx1; W.rel y1 | Wy2 | R.acq y2; Rx0", "sc", "ghb", "ghb", "-"},
		{"LB", "Rx1; Wy1 | Ry1; Wx1", "sc", "ghb", "ghb", "no-thin-air"},
		{"S", "Wx2; Wy1 | Ry1; Wx1", "sc", "ghb", "-", "-"},
		{"S+rel+acq", "Wx2; W.rel y1 | R.acq y1; Wx1", "sc", "ghb", "ghb", "coherence"},
		{"R", "Wx1; Wy1 | Wy2; Rx0", "sc", "-", "-", "-"},
		{"R+sc", "W.sc x1; W.sc y1 | W.sc y2; R.sc x0", "sc", "ghb", "ghb", "sc"},
		{"2+2W", "Wx2; Wy1 | Wy2; Wx1", "sc", "ghb", "-", "-"},
		{"2+2W+rel", "Wx2; W.rel y1 | Wy2; W.rel x1", "sc", "ghb", "ghb", "-"},
		{"2+2W+sc", "W.sc x2; W.sc y1 | W.sc y2; W.sc x1", "sc", "ghb", "ghb", "sc"},
		{"IRIW", "Wx1 | Rx1; Ry0 | Wy1 | Ry1; Rx0", "sc", "ghb", "ghb", "-"},
		{"IRIW+acq", "W.rel x1 | R.acq x1; R.acq y0 | W.rel y1 | R.acq y1; R.acq x0", "sc", "ghb", "ghb", "-"},
		{"IRIW+sc", "W.sc x1 | R.sc x1; R.sc y0 | W.sc y1 | R.sc y1; R.sc x0", "sc", "ghb", "ghb", "sc"},
		{"IRIW+sc fences", "Wx1 | Rx1; F.sc ; Ry0 | Wy1 | Ry1; F.sc ; Rx0", "sc", "ghb", "ghb", "sc"},
		{"IRIW-acq-sc", "W.sc x1 | R.acq x1; R.sc y0 | W.sc y1 | R.acq y1; R.sc x0", "sc", "ghb", "ghb", "-"},
		{"WRC", "Wx1 | Rx1; Wy1 | Ry1; Rx0", "sc", "ghb", "ghb", "-"},
		{"WRC+rel+acq", "Wx1 | Rx1; W.rel y1 | R.acq y1; Rx0", "sc", "ghb", "ghb", "coherence"},
		{"ISA2", "Wx1; Wy1 | Ry1; Wz1 | Rz1; Rx0", "sc", "ghb", "-", "-"},
		{"ISA2+rel+acq", "Wx1; W.rel y1 | R.acq y1; W.rel z1 | R.acq z1; Rx0", "sc", "ghb", "ghb", "coherence"},
		{"RWC", "Wx1 | Rx1; Ry0 | Wy1; Rx0", "sc", "-", "-", "-"},
		{"RWC+sc", "W.sc x1 | R.acq x1; R.sc y0 | W.sc y1; R.sc x0", "sc", "ghb", "ghb", "-"},
		{"RWC+fences", "Wx1 | Rx1; F.sc ; Ry0 | Wy1; F.sc ; Rx0", "sc", "ghb", "ghb", "sc"},
		{"W+RWC", "Wx1; W.rel z1 | R.acq z1; F.sc ; Ry0 | Wy1; F.sc ; Rx0", "sc", "ghb", "ghb", "sc"},
		{"W+RWC+sc access", "Wx1; W.rel z1 | R.acq z1; R.sc y0 | W.sc y1; R.sc x0", "sc", "ghb", "ghb", "-"},
		{"Z6.U", "W.sc x1; W.rel y1 | U.sc y12; Ry2 | W.sc y3; R.sc x0", "sc", "ghb", "ghb", "-"},
		{"WWC", "Wx2 | Rx2; Wy1 | Ry1; Wx1", "sc", "ghb", "ghb", "-"},
		{"WWC+rel+acq", "Wx2 | Rx2; W.rel y1 | R.acq y1; Wx1", "sc", "ghb", "ghb", "coherence"},
		{"3.SB", "Wx1; Ry0 | Wy1; Rz0 | Wz1; Rx0", "sc", "-", "-", "-"},
		{"CoRR", "Wx1 | Rx1; Rx0", "sc", "uniproc", "uniproc", "coherence"},
		{"CoRR2", "Wx1 | Wx2 | Rx1; Rx2 | Rx2; Rx1", "sc", "uniproc", "uniproc", "coherence"},
		{"CoWW", "Wx2; Wx1", "sc", "uniproc", "uniproc", "coherence"},
		{"CoWR", "Wx1; Rx0", "sc", "uniproc", "uniproc", "coherence"},
		{"CoRW1", "Rx1; Wx1", "sc", "uniproc", "uniproc", "coherence"},
		{"CoRW2", "Wx2 | Rx2; Wx1", "sc", "uniproc", "uniproc", "coherence"},
		{"two increments", "U.rlx x01 | U.rlx x02", "atomicity", "atomicity", "atomicity", "atomicity"},
		{"xchg before a write", "U.sc x01 | Wx2; Rx2", "-", "-", "-", "-"},
		{"xchg trap", "Wx1 | U.sc x02", "atomicity", "atomicity", "atomicity", "atomicity"},
		{"xchg reads its future", "U.sc x21 | Wx2", "sc", "uniproc", "uniproc", "coherence"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			x := shape(t, test.text)
			for model, want := range map[string]string{"sc": test.sc, "tso": test.tso, "pso": test.pso, "rc11": test.rc11} {
				m, ok := Find(model)
				require.True(t, ok)
				a, c, violated := m.Violated(x)
				if !violated {
					a.Name = "-"
				}
				assert.Equal(t, want, a.Name, "%s: %s", model, c.Text(x))
				assert.Equal(t, !violated, m.Consistent(x), model)
			}
		})
	}
}
