package litmus_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// alone makes a test of one thread, its instructions one a row, that observes places.
func alone(arch, init, code, places string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s alone\n{ %s }\nP0 ;\n", arch, init)
	for line := range strings.SplitSeq(code, ";") {
		b.WriteString(line + " ;\n")
	}
	fmt.Fprintf(&b, "locations [%s]\nforall true\n", places)
	return b.String()
}

// TestX86Instructions has one thread compute: there is one final state.
func TestX86Instructions(t *testing.T) {
	for _, c := range []struct{ init, code, places, want string }{
		{"", "MOV EAX,$7; MOV EBX,EAX", "0:EBX", "0:EBX=7;"},
		{"x=3", "MOV EAX,[x]; MOV [x],5", "0:EAX; x", "0:EAX=3; [x]=5;"},
		{"", "mov [x],$-1; mov eax,[x]", "0:eax; [x]", "0:EAX=-1; [x]=-1;"},
		{"", "MOV EAX,$0xFFFFFFFF; MOV EBX,0x10", "0:EAX; 0:EBX", "0:EAX=-1; 0:EBX=16;"},
		{"", "MOVL [x],$2", "x", "[x]=2;"},
		{"0:EAX=4; 0:EBX=-2", "ADD EAX,EBX", "0:EAX", "0:EAX=2;"},
		{"0:EAX=2147483647", "ADD EAX,$1", "0:EAX", "0:EAX=-2147483648;"},
		{"x=4", "ADD [x],$3; SUB [x],$1", "x", "[x]=6;"},
		{"x=4", "LOCK ADD [x],$3; LOCK SUB [x],$1", "x", "[x]=6;"},
		{"0:EAX=12", "AND EAX,$10; OR EAX,$1", "0:EAX", "0:EAX=9;"},
		{"x=12; 0:EAX=10", "LOCK AND [x],EAX; LOCK OR [x],$1; LOCK XOR [x],$3", "x", "[x]=10;"},
		{"x=12; 0:EAX=10", "AND [x],EAX; OR [x],$1; XOR [x],$3", "x", "[x]=10;"},
		{"0:EAX=5", "XOR EAX,EAX", "0:EAX", "0:EAX=0;"},
		{"x=1; 0:EAX=1", "INC [x]; INC EAX; LOCK INC [x]", "x; 0:EAX", "0:EAX=2; [x]=3;"},
		{"x=1; 0:EAX=1", "DEC [x]; DEC EAX; LOCK DEC [x]", "x; 0:EAX", "0:EAX=0; [x]=-1;"},
		{"x=1; 0:EAX=2", "XCHG [x],EAX", "x; 0:EAX", "0:EAX=1; [x]=2;"},
		{"x=1; 0:EAX=2", "XCHG EAX,[x]", "x; 0:EAX", "0:EAX=1; [x]=2;"},
		{"x=1; 0:EAX=2", "LOCK ; XCHG EAX,[x]", "x; 0:EAX", "0:EAX=1; [x]=2;"},
		{"0:EAX=1; 0:EBX=2", "XCHG EAX,EBX", "0:EAX; 0:EBX", "0:EAX=2; 0:EBX=1;"},
		{"x=1; 0:EAX=2", "XADD [x],EAX", "x; 0:EAX", "0:EAX=1; [x]=3;"},
		{"x=1; 0:EAX=2", "LOCK XADD [x],EAX", "x; 0:EAX", "0:EAX=1; [x]=3;"},
		{"0:EAX=1; 0:EBX=2", "XADD EAX,EBX", "0:EAX; 0:EBX", "0:EAX=3; 0:EBX=1;"},
		{"0:EAX=2", "XADD EAX,EAX", "0:EAX", "0:EAX=4;"},
		{"x=1; 0:EAX=1; 0:EBX=5", "CMPXCHG [x],EBX", "x; 0:EAX", "0:EAX=1; [x]=5;"},
		{"x=1; 0:EAX=2; 0:EBX=5", "CMPXCHG [x],EBX", "x; 0:EAX", "0:EAX=1; [x]=1;"},
		{"x=1; 0:EAX=1; 0:EBX=5", "LOCK CMPXCHG [x],EBX", "x; 0:EAX", "0:EAX=1; [x]=5;"},
		{"x=1; 0:EAX=2; 0:EBX=5", "LOCK CMPXCHG [x],EBX", "x; 0:EAX", "0:EAX=1; [x]=1;"},
		{"0:ECX=1; 0:EAX=1; 0:EBX=5", "CMPXCHG ECX,EBX", "0:ECX; 0:EAX", "0:EAX=1; 0:ECX=5;"},
		{"", "JMP L; MOV EAX,$1; L:; MOV EBX,$2", "0:EBX", "0:EBX=2;"},
		{"0:ESI=x", "MOV [ESI],$3; MOV EAX,(ESI)", "x; 0:EAX", "0:EAX=3; [x]=3;"},
		{"0:ESI=x", "MOV [y],ESI; MOV EDI,[y]; MOV [EDI],$3", "x; y", "[x]=3; [y]=x;"},
		{"y=x", "MOV EDI,[y]; MOV [EDI],$3", "x; 0:EDI", "0:EDI=x; [x]=3;"},
		{"", "MOV EAX,$x", "0:EAX; x", "0:EAX=x; [x]=0;"},
		{"0:%p=x", "MOV [%p],$1; MOV %r,[%p]", "0:%r; x", "0:%r=1; [x]=1;"},
		{"%p=x", "MOV [%p],$1", "x", "[x]=1;"},
		{"", "NOP; PAUSE; MFENCE; SFENCE; LFENCE; CLFLUSH [x]", "x", "[x]=0;"},
	} {
		assert.Equal(t, c.want, computes(t, alone("X86", c.init, c.code, c.places)), "%s", c.code)
	}
}

func TestX86_64Instructions(t *testing.T) {
	for _, c := range []struct{ init, code, places, want string }{
		{"uint64_t x=3;", "movq (x),%rax; movq $5,(x)", "0:rax; x", "0:rax=3; [x]=5;"},
		{"uint64_t x; uint64_t 0:rax", "MOVQ $7,%RAX; MOVQ %RAX,(x)", "0:rax; x", "0:rax=7; [x]=7;"},
		{"x=3", "movl [x],%eax; mov %eax,%ebx", "0:rbx; 0:ebx", "0:ebx=3; 0:rbx=3;"},
		{"0:rax=-1", "movl $-1,%eax", "0:rax", "0:rax=4294967295;"},
		{"0:rax=-1", "movw $0,%ax", "0:rax", "0:rax=-65536;"},
		{"0:rax=0x1234", "movb %ah,%bl; movb $0,%ah", "0:rax; 0:rbx", "0:rax=52; 0:rbx=18;"},
		{"int32_t x=-1", "movl (x),%eax; addl $1,(x)", "0:rax; x", "0:rax=4294967295; [x]=0;"},
		{"uint8_t x=255", "incb (x); decb (x); decb (x)", "x", "[x]=254;"},
		{"int8_t x=127", "lock incb (x)", "x", "[x]=-128;"},
		{"int16_t x", "movw $-2,(x); movw (x),%r9w", "x; 0:r9", "0:r9=65534; [x]=-2;"},
		{"x=1; 0:rax=2", "lock xaddq %rax,(x)", "0:rax; x", "0:rax=1; [x]=3;"},
		{"x=1; 0:rax=2", "xchgq %rax,(x)", "0:rax; x", "0:rax=1; [x]=2;"},
		{"x=1; 0:rax=2", "xchg (x),%rax", "0:rax; x", "0:rax=1; [x]=2;"},
		{"x=1; 0:rax=1; 0:rcx=9", "lock cmpxchgq %rcx,(x)", "0:rax; x", "0:rax=1; [x]=9;"},
		{"int x=1; 0:rax=-1; 0:rcx=9", "lock cmpxchgl %ecx,(x)", "0:rax; x", "0:rax=1; [x]=1;"},
		{"x=1; 0:rax=1; 0:rcx=9", "lock; cmpxchgq (x),%rcx", "0:rax; x", "0:rax=1; [x]=9;"},
		{"0:rax=1; 0:rcx=1; 0:rdx=9", "cmpxchgq %rdx,%rcx", "0:rcx; 0:rdx", "0:rcx=9; 0:rdx=9;"},
		{"x=5; 0:rax=1; 0:rbx=2", "cmpq $1,%rax; cmovneq (x),%rax; cmoveq %rbx,(x); cmoveq (x),%rcx", "0:rax; 0:rbx; 0:rcx", "0:rax=1; 0:rbx=5; 0:rcx=5;"},
		{"0:RAX=3", "shl $2,%EAX; shll 1,%eax; shrq $3,%rax", "0:RAX", "0:rax=3;"},
		{"0:rax=0x80000001", "shll $1,%eax; setb %bl; seto %bh; shrl $2,%eax; setb %cl; setz %ch", "0:rbx; 0:rcx", "0:rbx=257; 0:rcx=257;"},
		{"uint8_t x=0x81", "shlb $1,(x); setb %al; shlb $0,(x)", "x; 0:rax", "0:rax=1; [x]=2;"},
		{"0:rdi=x", "movq $4,(%rdi); movq 0(%rdi),%rax", "0:rax; x", "0:rax=4; [x]=4;"},
		{"", "movq $4,x(%rip)", "x", "[x]=4;"},
		{"", "movl $4,(x); clflush (x)", "x", "[x]=4;"},
		{"int64_t t[2]={1,-1}; 0:rax=t; 0:rbx=1", "movq 0(%rax,%ebx,8),%rcx; movq $7,8(%rax)", "0:rcx; t", "0:rcx=-1; t={1,7};"},
		{"int t[3]={1,2,3}; 0:rax=t; 0:rbx=&t[2]", "movl 4(%rax),%ecx; movl %ecx,-8(%rbx)", "t", "t={2,2,3};"},
		{"0:rax=5; 0:rbx=5", "subq %rbx,%rax; sete %cl; setne %ch", "0:rcx", "0:rcx=1;"},
	} {
		assert.Equal(t, c.want, computes(t, alone("X86_64", c.init, c.code, c.places)), "%s", c.code)
	}
}

// TestFlags compares pairs of words, in each width, by each condition.
func TestFlags(t *testing.T) {
	words := []int64{0, 1, -1, 2, 0x7fffffff, -0x80000000}
	for _, a := range words {
		for _, b := range words {
			ua, ub := uint32(a), uint32(b)
			sum, difference := int32(a)+int32(b), int32(a)-int32(b)
			over := int64(difference) != a-b
			for _, c := range []struct {
				code string
				want map[string]bool
			}{
				{"CMP EAX,EBX", map[string]bool{
					"E": a == b, "Z": a == b, "NE": a != b, "NZ": a != b, "S": difference < 0, "NS": difference >= 0, "O": over, "NO": !over,
					"L": a < b, "LT": a < b, "NGE": a < b, "GE": a >= b, "NL": a >= b, "LE": a <= b, "NG": a <= b, "G": a > b, "GT": a > b, "NLE": a > b,
					"B": ua < ub, "C": ua < ub, "NAE": ua < ub, "AE": ua >= ub, "NB": ua >= ub, "NC": ua >= ub,
					"BE": ua <= ub, "NA": ua <= ub, "A": ua > ub, "NBE": ua > ub,
				}},
				{"ADD EAX,EBX", map[string]bool{"Z": sum == 0, "S": sum < 0, "O": int64(sum) != a+b, "C": uint64(ua)+uint64(ub) > 0xffffffff, "L": a+b < 0}},
				{"SUB EAX,EBX", map[string]bool{"Z": a == b, "L": a < b, "B": ua < ub}},
				{"TEST EAX,EBX", map[string]bool{"Z": a&b == 0, "S": a&b < 0, "O": false, "C": false}},
				{"OR EAX,EBX", map[string]bool{"Z": a|b == 0, "S": a|b < 0, "O": false, "C": false}},
				{"INC EAX", map[string]bool{"Z": a == -1, "O": a == 0x7fffffff, "C": false}},
				{"DEC EAX", map[string]bool{"Z": a == 1, "O": a == -0x80000000, "S": int32(a)-1 < 0}},
				{"CMPXCHG ECX,EBX", map[string]bool{"Z": a == 0, "L": a < 0}}, // ECX is 0
			} {
				for suffix, want := range c.want {
					value := map[bool]string{true: "1", false: "0"}[want]
					init := fmt.Sprintf("0:EAX=%d; 0:EBX=%d; 0:ESI=1", a, b)
					moved := alone("X86", init, c.code+"; MOV EDI,$0; CMOV"+suffix+" EDI,ESI", "0:EDI")
					assert.Equal(t, "0:EDI="+value+";", computes(t, moved), "%s %s, %d and %d", c.code, suffix, a, b)
					jumped := alone("X86", init, c.code+"; MOV EDI,$1; J"+suffix+" L; MOV EDI,$0; L:", "0:EDI")
					assert.Equal(t, "0:EDI="+value+";", computes(t, jumped), "%s %s, %d and %d", c.code, suffix, a, b)
				}
			}
		}
	}
}
