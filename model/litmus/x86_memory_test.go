package litmus_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker/outcome"
	"heddle/machine"
)

// TestWildPointers: a program that takes another word for an address fails.
func TestWildPointers(t *testing.T) {
	for _, text := range []string{
		"X86 t\n{ y=x; }\nP0 ;\nMOV EAX,[y] ;\nADD EAX,$1 ;\nMOV [EAX],$1 ;\n",
		"X86 t\n{ x=5; }\nP0 ;\nMOV EAX,[x] ;\nMOV EBX,[EAX] ;\n",
		"X86 t\n{ }\nP0 ;\nMOV EBX,[EAX] ;\n",
		"X86_64 t\n{ int64_t u[2]; x=&u[1]; }\nP0 ;\nmovq (x),%rax ;\nmovq 8(%rax),%rbx ;\n",
	} {
		r, err := outcome.Explore(compile(t, text), machine.Memories()[0], outcome.Limits{})
		require.NoError(t, err)
		assert.Contains(t, strings.ToLower(r.Failure), "ax does not hold the address of a location", "%s", text)
	}
}

// TestX86Memory has what instructions mean for other threads.
func TestX86Memory(t *testing.T) {
	for _, c := range []struct{ name, text, model, want string }{
		{"MFENCE makes SB strong", `X86 SB+mfences { }
 P0 | P1 ;
 MOV [x],$1 | MOV [y],$1 ;
 MFENCE | MFENCE ;
 MOV EAX,[y] | MOV EAX,[x] ;
exists (0:EAX=0 /\ 1:EAX=0)`, "tso", "0:EAX=0; 1:EAX=1;\n0:EAX=1; 1:EAX=0;\n0:EAX=1; 1:EAX=1;\n"},
		{"SFENCE and LFENCE do not", `X86 SB+fences { }
 P0 | P1 ;
 MOV [x],$1 | MOV [y],$1 ;
 SFENCE | LFENCE ;
 LFENCE | SFENCE ;
 MOV EAX,[y] | MOV EAX,[x] ;
exists (0:EAX=0 /\ 1:EAX=0)`, "tso", "0:EAX=0; 1:EAX=0;\n0:EAX=0; 1:EAX=1;\n0:EAX=1; 1:EAX=0;\n0:EAX=1; 1:EAX=1;\n"},
		{"XCHG makes SB strong", `X86 SB+xchgs { }
 P0 | P1 ;
 MOV EAX,$1 | MOV EAX,$1 ;
 XCHG [x],EAX | XCHG EAX,[y] ;
 MOV EBX,[y] | MOV EBX,[x] ;
exists (0:EBX=0 /\ 1:EBX=0)`, "tso", "0:EBX=0; 1:EBX=1;\n0:EBX=1; 1:EBX=0;\n0:EBX=1; 1:EBX=1;\n"},
		{"what was exchanged is what was there: the trap of peers.md", `X86 XCHG { }
 P0 | P1 ;
 MOV EAX,$1 | MOV [x],$2 ;
 XCHG [x],EAX | ;
exists (0:EAX=2 /\ x=2)`, "tso", "0:EAX=0; [x]=2;\n0:EAX=2; [x]=1;\n"},
		{"INC is a load and a store", `X86 INC { }
 P0 | P1 ;
 INC [x] | ADD [x],$1 ;
forall x=2`, "sc", "[x]=1;\n[x]=2;\n"},
		{"LOCK INC is one access", `X86 LOCK+INC { }
 P0 | P1 | P2 ;
 LOCK INC [x] | LOCK ADD [x],$1 | LOCK SUB [x],$-1 ;
forall x=3`, "tso", "[x]=3;\n"},
		{"CMPXCHG as a lock", `X86_64 CMPXCHG { 0:rcx=1; 1:rcx=1; }
 P0 | P1 ;
 lock cmpxchgq %rcx,(l) | lock cmpxchgq %rcx,(l) ;
 jne E | jne E ;
 incq (x) | incq (x) ;
 E: | E: ;
locations [0:rax; 1:rax;]
forall x=1`, "tso", "0:rax=0; 1:rax=1; [x]=1;\n0:rax=1; 1:rax=0; [x]=1;\n"},
		{"a false dependency stays one load after the other", `X86 MP+po+addr { 1:ESI=x; }
 P0 | P1 ;
 MOV [x],$1 | MOV EAX,[y] ;
 MOV [y],$1 | MOV EBX,EAX ;
 | XOR EBX,EAX ;
 | ADD ESI,EBX ;
 | MOV ECX,[ESI] ;
exists (1:EAX=1 /\ 1:ECX=0)`, "tso", "1:EAX=0; 1:ECX=0;\n1:EAX=0; 1:ECX=1;\n1:EAX=1; 1:ECX=1;\n"},
		{"a spin loop ends for its own reason", `X86 spin { }
 P0 | P1 ;
 MOV [x],$1 | L: ;
 MOV [f],$1 | CMP [f],$1 ;
 | JNE L ;
 | MOV EAX,[x] ;
forall 1:EAX=1`, "tso", "1:EAX=1;\n"},
		{"a filter leaves states out", `X86 filter { }
 P0 | P1 ;
 MOV [x],$1 | MOV EAX,[x] ;
 MOV [x],$2 | MOV EBX,[x] ;
filter (1:EAX=1)
forall (1:EBX=1 \/ 1:EBX=2)`, "sc", "1:EBX=1;\n1:EBX=2;\n"},
	} {
		got := ""
		for _, o := range outcomes(t, c.text, c.model) {
			got += o + "\n"
		}
		assert.Equal(t, c.want, got, "%s", c.name)
	}
}
