package litmus_test

import (
	"fmt"
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

// TestExpressions computes with C's precedences and conversions.
func TestExpressions(t *testing.T) {
	for expression, want := range map[string]int64{
		"1 + 2 * 3":                         7,
		"(1 + 2) * 3":                       9,
		"10 - 4 - 3":                        3,
		"7 / 2 % 2":                         1,
		"-7 / 2":                            -3,
		"1 << 2 + 1":                        8,
		"-8 >> 1":                           -4,
		"6 & 3 | 8":                         10,
		"5 ^ 1 | 2":                         6,
		"1 | 2 ^ 2":                         1,
		"6 & 3 == 3":                        0,
		"3 == 3 == 1":                       1,
		"1 < 2 == 1":                        1,
		"2 > 1 != 0":                        1,
		"2 <= 2 && 3 >= 4":                  0,
		"0 || 2":                            1,
		"1 || 0 && 0":                       1,
		"!3":                                0,
		"!0":                                1,
		"~5":                                -6,
		"- - 5":                             5,
		"+5":                                5,
		"1 ? 2 : 3":                         2,
		"0 ? 2 : 0 ? 4 : 5":                 5,
		"r1 ^ r1":                           0,
		"r1 != r1":                          0,
		"r1 - 1":                            6,
		"r1-1":                              6,
		"0x1F":                              31,
		"(char)257":                         1,
		"(uint8_t)-1":                       255,
		"(unsigned char)300 + 1":            45,
		"2147483647 + 1":                    -2147483648,
		"2147483647L + 1":                   2147483648,
		"4294967295U + 1U":                  0,
		"-1 < 1U":                           0,
		"-1L < 1U":                          1,
		"(unsigned)-1 > 0":                  1,
		"*x":                                3,
		"*x + *y":                           7,
		"*(x)":                              3,
		"&*x == x":                          1,
		"x == y":                            0,
		"t[1]":                              20,
		"*(t + 1)":                          20,
		"t[r2]":                             20,
		"*&t[1]":                            20,
		"&t[1] - t":                         1,
		"*p":                                4,
		"kill_dependency(*x)":               3,
		"1 /* one */ + 1 // two":            2,
		"atomic_load(x) == 3 ? *y : 0":      4,
		"(r1 == 7) + (r1 == 8)":             1,
		"atomic_flag_test_and_set(x)":       3,
		"r1 / (r2 + 1)":                     3,
		"NULL == 0":                         1,
		"(long)r1 * 1000000000":             7000000000,
		"r1 * 1000000000":                   -1589934592,
		"(unsigned long)1 << 40":            1 << 40,
		"(short)70000":                      4464,
		"(long long unsigned int)-1 > 0":    1,
		"(volatile int)(const unsigned)5":   5,
		"(_Atomic(int))5":                   5,
		"(intptr_t)x == (intptr_t)x":        1,
		"*(int *)(intptr_t)x":               3,
		"*x == 3 && *y == 4 || t[0] == 111": 1,
	} {
		text := fmt.Sprintf("C e\n{ x=3; y=4; int t[2]={10,20}; int *p=&y; }\nP0 (int *x, int *y, int *t, int **p0, int **q) {\n  int r1 = 7; int r2 = 1; int *p = &*y;\n  long r0 = %s\n;\n}\nexists (0:r0=0)\n", expression)
		assert.Equal(t, fmt.Sprintf("0:r0=%d;", want), computes(t, text), "%s", expression)
	}
}

// TestStatements has one thread with control flow.
func TestStatements(t *testing.T) {
	for body, want := range map[string]string{
		"int r0 = 1, r1; r1 = r0 + 1;":                                                                                                        "0:r0=1; 0:r1=2; [x]=0;",
		"r0 = 1; r1 = r0;":                                                                                                                    "0:r0=1; 0:r1=1; [x]=0;",
		"int r0; int r1; *x = 5; r0 = *x; *x += 2; r1 = *x;":                                                                                  "0:r0=5; 0:r1=7; [x]=7;",
		"int r0 = 3; int r1 = 0; while (r0) { r0 = r0 - 1; r1 += 2; }":                                                                        "0:r0=0; 0:r1=6; [x]=0;",
		"int r0 = 0; int r1 = 0; do r1++; while (r1 < 3);":                                                                                    "0:r0=0; 0:r1=3; [x]=0;",
		"int r0 = 0; int r1 = 0; while (1) { r0++; if (r0 == 2) continue; r1 = r0; if (r0 > 3) break; }":                                      "0:r0=4; 0:r1=4; [x]=0;",
		"int r0 = 1; int r1 = 2; if (r0 == 2) r1 = 3; else if (r0 == 1) { r1 = 4; } else r1 = 5;":                                             "0:r0=1; 0:r1=4; [x]=0;",
		"int r0 = 1; int r1 = 0; if (r0) { return; } r1 = 1;":                                                                                 "0:r0=1; 0:r1=0; [x]=0;",
		"int r0 = 9; int r1; { r1 = 8; ; { } }":                                                                                               "0:r0=9; 0:r1=8; [x]=0;",
		"int r0 = 6; r0 &= 3; r0 |= 8; r0 ^= 1; r0 <<= 2; r0 >>= 1; r0 -= 1; r0 *= 3; r0 %= 100; r0 /= 2; int r1 = r0;":                       "0:r0=31; 0:r1=31; [x]=0;",
		"int r0 = 5; ++r0; --*x; (*x)--; int r1 = 0;":                                                                                         "0:r0=6; 0:r1=0; [x]=-2;",
		"uint8_t r0 = 255; r0++; signed char r1 = 200;":                                                                                       "0:r0=0; 0:r1=-56; [x]=0;",
		"(void)atomic_fetch_add(x, 2); int r0 = 1; int r1 = *x;":                                                                              "0:r0=1; 0:r1=2; [x]=2;",
		"int r0 = atomic_exchange(x, 4); int r1 = atomic_fetch_sub(x, 1);":                                                                    "0:r0=0; 0:r1=4; [x]=3;",
		"*x = 12; int r0 = atomic_fetch_or(x, 1); int r1 = atomic_fetch_and(x, 9);":                                                           "0:r0=12; 0:r1=13; [x]=9;",
		"*x = 12; int r0 = atomic_fetch_xor_explicit(x, 10, memory_order_consume); int r1 = 0;":                                               "0:r0=12; 0:r1=0; [x]=6;",
		"atomic_init(x, 2); int r0 = 2; int r1 = atomic_compare_exchange_strong(x, &r0, 7);":                                                  "0:r0=2; 0:r1=1; [x]=7;",
		"atomic_store(x, 2); int r0 = 3; int r1 = atomic_compare_exchange_strong(x, &r0, 7);":                                                 "0:r0=2; 0:r1=0; [x]=2;",
		"*x = 2; *e = 2; int r0 = SCAS(x, e, 7, memory_order_acq_rel, memory_order_acquire); int r1 = *e;":                                    "0:r0=1; 0:r1=2; [x]=7;",
		"*x = 2; *e = 3; int r0 = atomic_compare_exchange_strong_explicit(x, e, 7, memory_order_relaxed, memory_order_relaxed); int r1 = *e;": "0:r0=0; 0:r1=2; [x]=2;",
		"atomic_flag_test_and_set_explicit(x, memory_order_acquire); int r0 = *x; atomic_flag_clear(x); int r1 = *x;":                         "0:r0=1; 0:r1=0; [x]=0;",
		"atomic_thread_fence(memory_order_seq_cst); atomic_signal_fence(memory_order_acq_rel); int r0 = 0; int r1 = 0;":                       "0:r0=0; 0:r1=0; [x]=0;",
	} {
		text := "C s\n{ [x]=0; }\nP0 (atomic_int *x, int *e) {\n" + body + "\n}\nlocations [0:r0; 0:r1; x;]\n"
		assert.Equal(t, want, computes(t, text), "%s", body)
	}
}

// TestCMemory has what accesses mean for other threads.
func TestCMemory(t *testing.T) {
	for _, c := range []struct{ name, text, model, want string }{
		{"relaxed", `C LB { }
P0 (atomic_int *x, atomic_int *y) { int r = atomic_load_explicit(x, memory_order_relaxed); atomic_store_explicit(y, 1, memory_order_relaxed); }
P1 (atomic_int *x, atomic_int *y) { int r = atomic_load_explicit(y, memory_order_relaxed); atomic_store_explicit(x, r, memory_order_relaxed); }
exists (0:r=1 /\ 1:r=1)`, "rc11", "0:r=0; 1:r=0;\n0:r=0; 1:r=1;\n"},
		{"sequentially consistent", `C SB { }
P0 (atomic_int *x, atomic_int *y) { atomic_store(x, 1); int r = atomic_load(y); }
P1 (atomic_int *x, atomic_int *y) { atomic_store(y, 1); int r = atomic_load(x); }
exists (0:r=0 /\ 1:r=0)`, "rc11", "0:r=0; 1:r=1;\n0:r=1; 1:r=0;\n0:r=1; 1:r=1;\n"},
		{"a fence releases", `C MP+fences { }
P0 (atomic_int *x, atomic_int *y) { atomic_store_explicit(x, 1, memory_order_relaxed); atomic_thread_fence(memory_order_release); atomic_store_explicit(y, 1, memory_order_relaxed); }
P1 (atomic_int *x, atomic_int *y) { int r = atomic_load_explicit(y, memory_order_relaxed); atomic_thread_fence(memory_order_acquire); int s = atomic_load_explicit(x, memory_order_relaxed); }
exists (1:r=1 /\ 1:s=0)`, "rc11", "1:r=0; 1:s=0;\n1:r=0; 1:s=1;\n1:r=1; 1:s=1;\n"},
		{"a weak compare-and-swap may fail, and reads then", `C weak { }
P0 (atomic_int *x) { int e = 0; int r = atomic_compare_exchange_weak(x, &e, 1); }
locations [x; 0:e;]
forall 0:r=1`, "rc11", "0:e=0; 0:r=0; [x]=0;\n0:e=0; 0:r=1; [x]=1;\n"},
		{"one of two compare-and-swaps fails", `C strong { }
P0 (atomic_int *x) { int e = 0; int r = atomic_compare_exchange_strong_explicit(x, &e, 1, memory_order_relaxed, memory_order_relaxed); }
P1 (atomic_int *x) { int e = 0; int r = atomic_compare_exchange_strong_explicit(x, &e, 2, memory_order_relaxed, memory_order_relaxed); }
locations [x; 0:e; 1:e;]
exists (0:r=1 /\ 1:r=1)`, "rc11", "0:e=0; 0:r=1; 1:e=1; 1:r=0; [x]=1;\n0:e=2; 0:r=0; 1:e=0; 1:r=1; [x]=2;\n"},
		{"a pointer is a word", `C pointers { int x = 7; int y = 8; int *p = &x; }
P0 (int **p, int *y) { *p = y; }
P1 (int **p) { int *q = *p; int r = *q; }
locations [p; 1:q;]
exists (1:r=7)`, "sc", "1:q=x; 1:r=7; [p]=y;\n1:q=y; 1:r=8; [p]=y;\n"},
		{"an array in a state", `C array { int t[3]={1,2,3}; }
P0 (int *t) { t[1] = 5; *(t+2) = 6; }
locations [t;]
forall (t={1,5,6} /\ t[1]=5)`, "sc", "t={1,5,6}; t[1]=5;\n"},
	} {
		got := ""
		for _, o := range outcomes(t, c.text, c.model) {
			got += o + "\n"
		}
		assert.Equal(t, c.want, got, "%s", c.name)
	}
}
