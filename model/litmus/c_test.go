package litmus_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

const messagePassing = `C MP
{ [x]=0; [y]=0; }
P0 (atomic_int* y, int* x) {
  *x = 1;
  atomic_store_explicit(y, 1, memory_order_relaxed);
}
P1 (atomic_int* y, int* x) {
  int r0 = atomic_load_explicit(y, memory_order_acquire);
  if (r0) { int r1 = *x; }
}
exists (1:r0=1 /\ 1:r1=0)
`

func TestMessagePassing(t *testing.T) {
	assert.Equal(t, []string{"1:r0=0; 1:r1=0;", "1:r0=1; 1:r1=0;", "1:r0=1; 1:r1=1;"}, outcomes(t, messagePassing, "rc11"))
	assert.Equal(t, []string{"1:r0=0; 1:r1=0;", "1:r0=1; 1:r1=1;"}, outcomes(t, messagePassing, "sc"))
}
