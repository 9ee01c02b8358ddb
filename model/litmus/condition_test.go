package litmus_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/model/litmus"
)

// conditioned is a test whose condition can name a … d, the array t, and 0:EAX as 0, 1, 2, 3, {4,5} and 6.
func conditioned(rest string) string {
	return "C c\n{ a=0; b=1; c=2; d=3; int t[2]={4,5}; int *p=&a; }\nP0 (int *a, int *b, int *c, int *d, int *t, int **p) { int r = 6; }\n" + rest
}

// initially evaluates the condition of a test in its initial state, with 6 in the register.
func initially(t *testing.T, text string) bool {
	t.Helper()
	code := compile(t, text)
	var words []uint64
	for range code.Registers {
		words = append(words, 6)
	}
	for _, addr := range code.Observed()[len(words):] {
		words = append(words, code.Program.Image[addr])
	}
	return code.Holds(words)
}

// TestPropositions has the precedence that herd has: ~ is tightest, then => (to the
// right), then /\, then \/.
func TestPropositions(t *testing.T) {
	for prop, want := range map[string]bool{
		"true":                            true,
		"false":                           false,
		"a=0":                             true,
		"[a]=0":                           true,
		"a==0":                            true,
		"a!=0":                            false,
		"a<>1":                            true,
		"0:r=6":                           true,
		"P0:r=6":                          true,
		"0:r=0x6":                         true,
		"0:r=-6":                          false,
		"~a=0":                            false,
		"not a=1":                         true,
		"~~a=0":                           true,
		"not (a=0)":                       false,
		"~a=1 => b=0":                     false, // (~a=1) => b=0, not ~(a=1 => b=0)
		"~(a=1 => b=0)":                   false,
		"~a=0 => b=0":                     true,
		"a=0 => b=0":                      false,
		"a=1 => b=0":                      true,
		"a=1 => a=0 => b=0":               true,  // a=1 => (a=0 => b=0)
		"(a=1 => a=0) => b=0":             false, // to the left it is false
		"a=1 /\\ b=0 => b=0":              false, // a=1 /\ (b=0 => b=0)
		"(a=1 /\\ b=0) => b=0":            true,
		"a=1 => b=0 /\\ c=0":              false, // (a=1 => b=0) /\ c=0
		"a=1 => (b=0 /\\ c=0)":            true,
		"a=0 \\/ b=0 /\\ c=0":             true, // a=0 \/ (b=0 /\ c=0)
		"(a=0 \\/ b=0) /\\ c=0":           false,
		"b=0 /\\ c=0 \\/ a=0":             true,
		"a=1 => b=0 \\/ c=0":              true, // (a=1 => b=0) \/ c=0
		"a=0 => b=0 \\/ c=2":              true,
		"a=0 => b=0 \\/ c=0":              false,
		"a=0 /\\ b=1 /\\ c=2 /\\ d=3":     true,
		"a=1 \\/ b=2 \\/ c=3 \\/ d=3":     true,
		"t={4,5}":                         true,
		"[t]={4,5}":                       true,
		"t={4,6}":                         false,
		"t!={4,6}":                        true,
		"t[0]=4 /\\ t[1]=5":               true,
		"t[1]<>5":                         false,
		"p=a":                             true,
		"p=&a":                            true,
		"p=b":                             false,
		"[a]=[b]":                         false,
		"[a]=[a]":                         true,
		"a=*a":                            true,
		"0:r=0:r":                         true,
		"0:r=[d]":                         false,
		"a=0(* a comment (* in one *) *)": true,
	} {
		assert.Equal(t, want, initially(t, conditioned("exists ("+prop+")")), "%s", prop)
		assert.Equal(t, want, initially(t, conditioned("exists "+prop)), "%s", prop)
		assert.Equal(t, want, initially(t, conditioned("("+prop+")")), "%s", prop)
	}
}

// TestPostludes has all forms of what follows the code, as they are printed.
func TestPostludes(t *testing.T) {
	for rest, want := range map[string]string{
		"":                                       "forall (true)",
		"exists a=0":                             "exists ([a]=0)",
		"final (a=0)":                            "exists ([a]=0)",
		"forall a=0 /\\ b=0 \\/ c=0":             "forall ([a]=0 /\\ [b]=0 \\/ [c]=0)",
		"~exists (a=0)":                          "~exists ([a]=0)",
		"~ exists a=0;":                          "~exists ([a]=0)",
		"not exists a=0":                         "~exists ([a]=0)",
		"(a=0)":                                  "exists ([a]=0)",
		"observed a=0; b=1; and a=1; b=0;":       "exists ([a]=0 /\\ [b]=1 \\/ [a]=1 /\\ [b]=0)",
		"Observed a=0;":                          "exists ([a]=0)",
		"locations [] exists a=0":                "exists ([a]=0)",
		"locations [a] exists a=0":               "locations [a;]\nexists ([a]=0)",
		"locations [a; 0:r long; p int*; t[1];]": "locations [a;0:r;p;t[1];]\nforall (true)",
		"filter ~a=1 exists a=0":                 "filter (~[a]=1)\nexists ([a]=0)",
		"locations [a;] filter a=1 => b=0 ~exists a=0":     "locations [a;]\nfilter ([a]=1 => [b]=0)\n~exists ([a]=0)",
		"forall a=0 with tso: exists; pso: ~exists":        "forall ([a]=0)\nwith tso: exists;\npso: ~exists;",
		"final (a=0) with tso: forall;":                    "exists ([a]=0)\nwith tso: forall;",
		"exists (a=0 => b=0 => c=0)":                       "exists ([a]=0 => [b]=0 => [c]=0)",
		"exists ((a=0 => b=0) => c=0)":                     "exists (([a]=0 => [b]=0) => [c]=0)",
		"exists ~(a=0 /\\ (b=0 \\/ c=0))":                  "exists (~([a]=0 /\\ ([b]=0 \\/ [c]=0)))",
		"exists ((a=0 /\\ b=0) /\\ c=0 /\\ t={4,5})":       "exists (([a]=0 /\\ [b]=0) /\\ [c]=0 /\\ [t]={4,5})",
		"exists (p=t[1] /\\ t[0]!=1 /\\ [a]=[b] /\\ a=*b)": "exists ([p]=t[1] /\\ t[0]!=1 /\\ [a]=[b] /\\ [a]=[b])",
	} {
		test, err := litmus.Parse("c.litmus", []byte(conditioned(rest)))
		require.NoError(t, err, "%s", rest)
		_, printed, _ := strings.Cut(test.String(), "int r = 6; }\n")
		assert.Equal(t, want+"\n", printed, "%s", rest)
	}
}

// TestColumns has the order of a state's columns, which is herd's.
func TestColumns(t *testing.T) {
	regs := "0:r10=0; 0:rsp=0; 0:rbp=0; 0:rdi=0; 0:rsi=0; 0:rdx=0; 0:rcx=0; 0:rbx=0; 0:rax=0; 0:r9=0; 0:r8=0; 0:%b=0; 0:%a=0"
	text := "X86_64 c\n{ int64_t b[2]; a; " + regs + " }\nP0 ; NOP ;\nlocations [b[1]; b; a; b[0]; " + strings.ReplaceAll(regs, "=0", "") + "]"
	assert.Equal(t, "0:rax=0; 0:rbx=0; 0:rcx=0; 0:rdx=0; 0:rsi=0; 0:rdi=0; 0:rbp=0; 0:rsp=0; 0:r8=0; 0:r9=0; 0:r10=0; 0:%a=0; 0:%b=0; "+
		"[a]=0; b={0,0}; b[0]=0; b[1]=0;", computes(t, text))
	regs = "0:ESP=0; 0:EBP=0; 0:EDI=0; 0:ESI=0; 0:EDX=0; 0:ECX=0; 0:EBX=0; 0:EAX=0"
	text = "X86 c\n{ " + regs + " }\nP0 ; NOP ;\nlocations [" + strings.ReplaceAll(regs, "=0", "") + "]"
	assert.Equal(t, "0:EAX=0; 0:EBX=0; 0:ECX=0; 0:EDX=0; 0:ESI=0; 0:EDI=0; 0:EBP=0; 0:ESP=0;", computes(t, text))
	text = "C c\n{ }\nP0 (int *x) { int r2=0; int r10=0; int B=0; int a=0; }\nlocations [0:r2; 0:r10; 0:a; 0:B;]"
	assert.Equal(t, "0:B=0; 0:a=0; 0:r10=0; 0:r2=0;", computes(t, text))
}

// TestHeads has what may stand before the initial state.
func TestHeads(t *testing.T) {
	for _, c := range []struct{ head, name, doc string }{
		{"X86 SB\n", "SB", ""},
		{"\ufeffX86 SB\r\n", "SB", ""},
		{"\n (* c *) X86 SB+mfence-[rfi]_2.1/a\n", "SB+mfence-[rfi]_2.1/a", ""},
		{"X86 --\n", "file.name", ""},
		{"X86 SB (sb)\n", "SB", ""},
		{"X86 SB \"Fre {PodWR}\nFre\";\n", "SB", "Fre {PodWR}\nFre"},
		{"X86 SB\n\"Fre PodWR\"\n", "SB", "Fre PodWR"},
		{"X86 SB (sb) \"d\"\nthis line means nothing (* { *) nor this (one)\n", "SB", "d"},
		{"X86 SB ", "SB", ""},
	} {
		test, err := litmus.Parse("dir/file.name.litmus", []byte(c.head+"{ }\nP0 ;\nNOP ;\n"))
		require.NoError(t, err, "%q", c.head)
		assert.Equal(t, c.name, test.Name, "%q", c.head)
		assert.Equal(t, c.doc, test.Doc, "%q", c.head)
	}
	test, err := litmus.Parse("", []byte("X86 SB\nCycle=Fre PodWR\nRelax=\nCom = Fr { Fr\n{ }\nP0 ;\n"))
	require.NoError(t, err)
	assert.Equal(t, []litmus.Meta{{Key: "Cycle", Value: "Fre PodWR"}, {Key: "Relax"}, {Key: "Com", Value: "Fr { Fr"}}, test.Meta)
}

// TestInitialStates has the forms of the initial state, and what is in memory and registers then.
func TestInitialStates(t *testing.T) {
	for init, want := range map[string]string{
		"":                                     "0:rax=0; [x]=0;",
		"x":                                    "0:rax=0; [x]=0;",
		"x=5":                                  "0:rax=0; [x]=5;",
		"[x]=5;":                               "0:rax=0; [x]=5;",
		";;x=-0x10;\n;":                        "0:rax=0; [x]=-16;",
		"uint64_t x=5; uint64_t 0:rax=6":       "0:rax=6; [x]=5;",
		"int64_t [x] = 5; P0:rax = 6;":         "0:rax=6; [x]=5;",
		"_Atomic long x=7; 0 : rax = 1":        "0:rax=1; [x]=7;",
		"_Atomic(long) x=7; uint64_t 0:rax":    "0:rax=0; [x]=7;",
		"atomic_long x = ATOMIC_INIT(3)":       "0:rax=0; [x]=3;",
		"long *x = &y; 0:rax = y":              "0:rax=y; [x]=y;",
		"long *x = y; *y;":                     "0:rax=0; [x]=y;",
		"x = &t[1]; long t[2]; 0:rax=t[0]":     "0:rax=t; [x]=t[1];",
		"const volatile unsigned long int x=1": "0:rax=0; [x]=1;",
		"%rax=4":                               "0:rax=4; [x]=0;",
		"0:rax=18446744073709551615":           "0:rax=-1; [x]=0;",
	} {
		assert.Equal(t, want, computes(t, "X86_64 i\n{"+init+"}\nP0 ;\nmovq (x),%rbx ; orq $0,%rax ;\nlocations [x; 0:rax]\n"), "%s", init)
	}
}
