package litmus_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/model/litmus"
)

// refusal gives the message with which a text is refused.
func refusal(t *testing.T, text string) string {
	t.Helper()
	test, err := litmus.Parse("t.litmus", []byte(text))
	if err == nil {
		_, err = test.Compile()
	}
	var refused *litmus.Error
	if !assert.ErrorAs(t, err, &refused, "%.200s", text) {
		return ""
	}
	assert.Positive(t, refused.Line)
	assert.Positive(t, refused.Column)
	return err.Error()
}

// x86 puts rows of one thread and what follows them in a test; the rows begin in line 3.
func x86(rows, rest string) string { return "X86 t\n{ } P0 ;\n" + rows + "\n" + rest }

// TestRefusals has bad input, and what is said of it.
func TestRefusals(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"empty file", "", "1:1: found the end of the file, want the name of an architecture: X86, X86_64, C …"},
		{"no litmus test", "package main\n", `1:1: found "package", want the name of an architecture: X86, X86_64, C …`},
		{"unknown architecture", "Z80 SB\n{}\n", `1:1: found "Z80", want the name of an architecture: X86, X86_64, C …`},
		{"no name", "X86\n", `1:4: found "\n", want the name of the test`},
		{"no initial state", "X86 t\n", "2:1: found the end of the file, want the initial state in braces"},
		{"title", "X86 t (title\n{ }", `1:7: found "(", want a name in parentheses`},
		{"open comment", "X86 t (* a (* b *)\n{ }", "1:7: found the end of the file in a comment, want the end of the comment"},
		{"open string", "X86 t \"doc\n{ }", "1:7: found the end of the file in a string, want the end of the string"},
		{"open comment before", "(* X86 t", "1:1: found the end of the file in a comment, want the end of the comment"},

		{"open initial state", "X86 t\n{ x=0;", "2:7: found the end of the file, want a location or a register"},
		{"no value", "X86 t\n{ x=; }", `2:5: found ";", want an integer or the name of a location`},
		{"no semicolon", "X86 t\n{ x=0 y=0; }", `2:7: found "y", want ";" or "}"`},
		{"large number", "X86 t\n{ x=18446744073709551616; }", `2:5: found "18446744073709551616", want an integer of at most 64 bits`},
		{"small number", "X86 t\n{ x=-9223372036854775809; }", `2:6: found "9223372036854775809", want an integer of at most 64 bits`},
		{"no number", "X86 t\n{ x=12ab; }", `2:5: found "12ab", want an integer of at most 64 bits`},
		{"large thread", "X86 t\n{ 99:EAX=0; }", `2:3: found "99", want the number of a thread from 0 to 61`},
		{"missing thread", "X86 t\n{ 1:EAX=0; }\nP0 ;\nNOP ;\n", "2:3: found thread 1, want one of the 1 threads of the test"},
		{"unknown register", "X86 t\n{ 0:r1=0; }", `2:5: found "r1", want a register of X86`},
		{"no register", "X86 t\n{ 0:=0; }", `2:5: found "=", want the name of a register`},
		{"register twice", "X86 t\n{ 0:EAX=0; 0:eax=1; }\nP0 ;\nNOP ;\n", "2:12: found 0:EAX for the second time, want one initial value for a register"},
		{"location twice", "X86 t\n{ x=0; [x]=1; }\nP0 ;\nNOP ;\n", "2:8: found x for the second time, want one initial value for a location"},
		{"large array", "C t\n{ int x[100000]; }", `2:9: found "100000", want the length of an array from 0 to 1024`},
		{"empty array", "C t\n{ int x[0]; }", `2:9: found "0", want the length of an array, at least 1`},
		{"array of other length", "C t\n{ int x[2]={1}; }", "2:12: found 1 values, want 2, the length of x"},
		{"array as a number", "C t\n{ int x[2]=1; }", `2:12: found "1", want "{"`},
		{"element of no array", "C t\n{ int x; int *p=x[1]; }\nP0 (int **p) { }", "2:17: found x[1], want an element of an array: x has 1"},
		{"instruction as a value", "X86 t\n{ x=\"NOP\"; }", `2:5: found "\"NOP\"", want an integer or the name of a location; instructions as values are not modelled`},
		{"label as a value", "X86 t\n{ 0:EAX=0:L; }", `2:10: found ":", want an integer or the name of a location; addresses of code are not modelled`},
		{"type", "C t\n{ float x; }\nP0 (int *x) { }", `2:9: found type "float", want a type of integers`},

		{"no threads", "X86 t\n{ }\n", "3:1: found the end of the file, want P0"},
		{"threads in disorder", "X86 t\n{ }\nP0 | P2 ;\n", `3:6: found "P2", want P1`},
		{"header without end", "X86 t\n{ }\nP0 | P1\nNOP | NOP ;\n", `4:1: found "NOP", want "|" or ";" after P1`},
		{"string of two lines", "X86 t\n{ }\n\"a\nb\"\n", `3:1: found "\"a\nb\"", want P0`},
		{"missing column", "X86 t\n{ }\nP0 | P1 ;\nNOP | NOP ;\nNOP ;\n", "5:5: found a row of 1 columns, want 2, as many as threads"},
		{"further column", "X86 t\n{ }\nP0 | P1 ;\nNOP | NOP | ;\n", "4:11: found a row of more than 2 columns, want 2, as many as threads"},
		{"open row", "X86 t\n{ }\nP0 | P1 ;\nNOP | NOP\n", `5:1: found the end of the file, want ";" at the end of the row of line 4`},
		{"two instructions in a cell", "X86 t\n{ }\nP0 | P1 ;\nNOP NOP | NOP ;\n", `4:5: found "NOP", want "|" after an instruction of P0 in the row of line 4`},
		{"odd character", x86("@ ;", ""), `3:1: found "@", want ";" at the end of the row of line 3`},
		{"character of several bytes", x86("MOV [é],1 ;", ""), `3:6: found "é", want the name of a location or a register`},
		{"unknown instruction", x86("MUV [x],$1 ;", ""), `3:1: found "MUV", want an instruction of X86`},
		{"of the other width", x86("MOVQ [x],$1 ;", ""), `3:1: found "MOVQ", want an instruction of X86`},
		{"too few operands", x86("MOV [x] ;", ""), `3:9: found ";", want ","`},
		{"too many operands", x86("INC [x],$1 ;", ""), `3:8: found ",", want ";" at the end of the row of line 3`},
		{"destination", x86("MOV $1,[x] ;", ""), `3:5: found "$", want a register or a location in memory as an operand of MOV`},
		{"two in memory", x86("MOV [x],[y] ;", ""), "3:9: found a second operand in memory, want a register"},
		{"lock without memory", x86("LOCK INC EAX ;", ""), "3:6: found a locked instruction without an operand in memory, want one with"},
		{"lock of a move", x86("LOCK MOV [x],$1 ;", ""), `3:6: found "MOV", want an instruction that can be locked`},
		{"non-temporal store", x86("MOVNTI [x],EAX ;", ""), `3:1: found "MOVNTI", want an instruction that is modelled: this is a store that other stores may pass, unlike in any of the memory models`},
		{"missing label", x86("JMP L ;", ""), `3:5: found "L", want a label of P0`},
		{"label twice", x86("L: ;\nL: ;", ""), "4:1: found label L for the second time, want another"},
		{"register as a location", x86("MOV EIP,$1 ;", ""), `3:5: found "EIP", want a register of X86`},
		{"displacement", "X86_64 t\n{ }\nP0 ;\nmovq $1,4(%rax) ;\n", "4:9: found displacement 4, want a multiple of 8, the bytes of the access"},
		{"displacement outside", "X86_64 t\n{ int64_t t[2]; 0:rax=t; }\nP0 ;\nmovq $1,16(%rax) ;\n", "4:9: found displacement 16 of t, want an element of t: it has 2"},
		{"displacement of a location", "X86_64 t\n{ }\nP0 ;\nmovq $1,8(x) ;\n", "4:9: found a displacement of the location x, want one of a register"},
		{"scale", "X86_64 t\n{ }\nP0 ;\nmovq $1,0(%rax,%rbx,4) ;\n", "4:9: found scale 4, want 8, the bytes of the access"},
		{"scale that is none", "X86_64 t\n{ }\nP0 ;\nmovq $1,(%rax,%rbx,99) ;\n", `4:20: found "99", want a scale from 0 to 8`},
		{"array of other words", "X86_64 t\n{ int t[2]; 0:rax=t; }\nP0 ;\nmovq $1,(%rax) ;\n", "2:7: found accesses of 8 bytes to t, want 4 as it is declared: accesses of several sizes are not modelled"},
		{"address of 4 bytes", "X86_64 t\n{ }\nP0 ;\nmovq $1,(%eax) ;\n", "4:9: found an address in eax, a register of 4 bytes, want one of 8"},
		{"width of a register", "X86_64 t\n{ }\nP0 ;\nmovq $1,%eax ;\n", "4:9: found eax, a register of 4 bytes, want one of 8"},
		{"several sizes", "X86_64 t\n{ }\nP0 | P1 ;\nmovq $1,(x) | movl $1,(x) ;\n", "4:23: found an access of 4 bytes to x, want 8 as in line 4: accesses of several sizes are not modelled"},
		{"several sizes through a register", "X86_64 t\n{ y=x; }\nP0 | P1 ;\nmovq (y),%rax | movl $1,(x) ;\nmovq $1,(%rax) | ;\n",
			"5:1: found an access of 8 bytes through a register, want 4 as to x in line 4: accesses of several sizes are not modelled"},
		{"several sizes through registers", "X86_64 t\n{ }\nP0 | P1 ;\nmovq $x,%rax | movq $x,%rax ;\nmovq $1,(%rax) | movl $1,(%rax) ;\n",
			"5:26: found an access of 4 bytes through a register, want 8 as in line 5: accesses of several sizes are not modelled"},
		{"value too wide", "X86_64 t\n{ x=300; }\nP0 ;\nmovb $1,(x) ;\n", "2:5: found 300, want an integer of 8 bits"},

		{"value of a register too wide", "X86 t\n{ 0:EAX=5000000000; }\nP0 ;\nINC EAX ;\n", "2:9: found 5000000000, want an integer of 32 bits"},
		{"operand too wide", x86("MOV EAX,$-2147483649 ;", ""), "3:9: found -2147483649, want an integer of 32 bits"},
		{"value of a variable too wide", "C t\n{ char x=256; }\nP0 (char *x) { }", "2:10: found 256, want an integer of 8 bits"},
		{"condition too wide", x86("MOV EAX,[x] ;", "exists (0:EAX=5000000000)"), "4:15: found 5000000000, want an integer of 32 bits"},

		{"no condition after filter", x86("NOP ;", "filter (true) x=0"), "4:15: found \"x\", want exists, ~exists, forall or final"},
		{"no proposition", x86("NOP ;", "exists"), "4:7: found the end of the file, want a location or a register"},
		{"open proposition", x86("NOP ;", "exists (x=0"), `4:12: found the end of the file, want ")"`},
		{"no comparison", x86("NOP ;", "exists (x)"), `4:10: found ")", want "=" or "!="`},
		{"no quantifier", x86("NOP ;", "~(x=0)"), `4:2: found "(", want "exists"`},
		{"after the end", x86("NOP ;", "exists true x=0"), `4:13: found "x", want the end of the file`},
		{"fault", x86("NOP ;", "exists (fault(P0,x))"), `4:9: found "fault", want a location or a register; faults are not modelled`},
		{"location that is not", x86("NOP ;", "exists (x=0)"), `4:9: found "x", want a location of the test`},
		{"value that is not", x86("MOV EAX,[x] ;", "exists (0:EAX=y)"), `4:15: found "y", want a location of the test`},
		{"place that is not", x86("MOV EAX,[x] ;", "locations [z;] exists (0:EAX=0)"), `4:12: found "z", want a location of the test`},
		{"filter on what is not", x86("MOV EAX,[x] ;", "filter (z=0) exists (0:EAX=0)"), `4:9: found "z", want a location of the test`},
		{"thread that is not", x86("NOP ;", "exists (1:EAX=0)"), "4:9: found thread 1, want one of the 1 threads of the test"},
		{"register never written", x86("MOV EAX,[x] ;", "exists (0:EBX=0)"), "4:9: found 0:EBX, want a register that P0 writes or the initial state sets"},
		{"register of no thread", x86("MOV %a,[x] ;", "exists (%a=0)"), `4:9: found "%a", want the thread of the register: 0:%a`},
		{"element that is not", x86("MOV EAX,[x] ;", "exists (x[1]=0)"), "4:9: found x[1], want an element of an array: x has 1"},
		{"values for a word", x86("MOV EAX,[x] ;", "exists (x={0,1})"), "4:9: found 2 values for x, want 1"},
		{"arrays compared", "C t\n{ int t[2]; int u[2]; }\nP0 (int *t) { }\nexists ([t]=[u])", "4:9: found a comparison of arrays, want one of words"},
		{"with", x86("NOP ;", "exists (true) with tso"), `4:23: found the end of the file, want ":"`},

		{"type of a parameter", "C t\n{ }\nP0 (int x) { }", `3:5: found "int", want a pointer to a location`},
		{"unknown type", "C t\n{ }\nP0 (foo *x) { }", `3:5: found "foo", want a type of integers`},
		{"wide type", "C t\n{ }\nP0 (__int128 *x) { }", `3:5: found "__int128", want a type of integers`},
		{"parameter twice", "C t\n{ }\nP0 (int *x, int *x) { }", "3:19: found x for the second time, want one parameter or initial value of that name"},
		{"no body", "C t\n{ }\nP0 (int *x)\nexists true", `4:1: found "exists", want "{"`},
		{"open body", "C t\n{ }\nP0 (int *x) { *x = 1;", "3:22: found the end of the file, want an expression"},
		{"P1 first", "C t\n{ }\nP1 (int *x) { }", `3:1: found "P1", want P0`},
		{"no thread", "C t\n{ }\n", "3:1: found the end of the file, want P0"},
		{"no semicolon in C", "C t\n{ }\nP0 (int *x) { *x = 1 }", `3:22: found "}", want ";"`},
		{"unknown function", "C t\n{ }\nP0 (int *x) { foo(x); }", `3:15: found "foo", want a function of <stdatomic.h>`},
		{"missing argument", "C t\n{ }\nP0 (int *x) { atomic_store(x); }", `3:29: found ")", want ","`},
		{"missing order", "C t\n{ }\nP0 (int *x) { atomic_store_explicit(x,1); }", `3:40: found ")", want ","`},
		{"unknown order", "C t\n{ }\nP0 (int *x) { atomic_thread_fence(mb); }", `3:35: found "mb", want a memory order that is allowed here: memory_order_relaxed, memory_order_acquire, memory_order_release, memory_order_acq_rel, memory_order_seq_cst`},
		{"load that releases", "C t\n{ }\nP0 (int *x) { atomic_load_explicit(x,memory_order_release); }", `3:38: found "memory_order_release", want a memory order that is allowed here: memory_order_relaxed, memory_order_acquire, memory_order_seq_cst`},
		{"store that acquires", "C t\n{ }\nP0 (int *x) { atomic_store_explicit(x,1,memory_order_acquire); }", `3:41: found "memory_order_acquire", want a memory order that is allowed here: memory_order_relaxed, memory_order_release, memory_order_seq_cst`},
		{"order of a failure", "C t\n{ }\nP0 (int *x) { atomic_compare_exchange_weak_explicit(x,x,1,memory_order_acq_rel,memory_order_acq_rel); }", `3:80: found "memory_order_acq_rel", want a memory order that is allowed here: memory_order_relaxed, memory_order_acquire, memory_order_seq_cst`},
		{"variable that is not", "C t\n{ }\nP0 (int *x) { int r = y; }", `3:23: found "y", want a variable or a parameter of P0`},
		{"location of another thread", "C t\n{ y=1; }\nP0 (int *x) { int r = *y; }", `3:24: found "y", want a variable or a parameter of P0`},
		{"variable of two types", "C t\n{ }\nP0 (int *x) { int r; { long r; } }", "3:29: found r with a second type, want one for a variable of P0"},
		{"several sizes in C", "C t\n{ }\nP0 (int *x) { } P1 (long *x) { }", "3:28: found an access of 8 bytes to x, want 4 as in line 3: accesses of several sizes are not modelled"},
		{"several sizes of a declaration", "C t\n{ long x; }\nP0 (int *x) { }", "3:11: found a pointer to 4 bytes, want 8, as x is declared: accesses of several sizes are not modelled"},
		{"element outside", "C t\n{ int x[2]; }\nP0 (int *x) { x[2] = 1; }", "3:17: found x[2], want an element of x: it has 2"},
		{"assignment to a number", "C t\n{ }\nP0 (int *x) { 1 = 2; }", "3:15: found an assignment to an expression, want one to a variable, *p or p[i]"},
		{"step of a call", "C t\n{ }\nP0 (int *x) { atomic_load(x)++; }", "3:15: found ++ of an expression, want one of a variable, *p or p[i]"},
		{"expression alone", "C t\n{ }\nP0 (int *x) { int r; r + 1; }", `3:24: found "+", want "="`},
		{"address of a number", "C t\n{ }\nP0 (int *x) { int r = &1; }", "3:24: found & of an expression, want & of a variable, *p or p[i]"},
		{"address of a variable", "C t\n{ }\nP0 (int *x) { int r = 1; int *p = &r; }", "3:35: found the address of a variable, want it as what a compare-and-swap expects only"},
		{"break outside", "C t\n{ }\nP0 (int *x) { break; }", "3:15: found break or continue outside of a loop, want it in one"},
		{"variable never written", "C t\n{ }\nP0 (int *x) { int r; r = 1; }\nexists (0:s=0)", "4:9: found 0:s, want a register that P0 writes or the initial state sets"},
		{"open comment in C", "C t\n{ }\nP0 (int *x) { /* }", "3:15: found the end of the file in a comment, want the end of the comment"},

		{"deep parentheses", x86("NOP ;", "exists "+strings.Repeat("(", 300)+"true"+strings.Repeat(")", 300)), "4:208: found more than 200 nested parentheses and blocks, want fewer"},
		{"deep blocks", "C t\n{ }\nP0 (int *x) " + strings.Repeat("{", 300), "3:213: found more than 200 nested parentheses and blocks, want fewer"},
		{"deep operators", "C t\n{ }\nP0 (int *x) { int r = " + strings.Repeat("!", 300) + "1; }", "3:221: found more than 200 nested parentheses and blocks, want fewer"},
		{"deep else", "C t\n{ }\nP0 (int *x) { " + strings.Repeat("if (1) ; else ", 300), "3:2791: found more than 200 nested parentheses and blocks, want fewer"},
		{"large file", "X86 t\n{ } (*" + strings.Repeat(" ", 1<<18), "1:1: found 262156 bytes, want at most 262144"},
		{"long type", "X86 t\n{ " + strings.Repeat("int ", 11) + "x; }", "2:43: found a type of more than 10 words, want fewer"},
		{"long type in C", "C t\n{ }\nP0 (" + strings.Repeat("int ", 11) + "*x) { }", "3:45: found a type of more than 10 words, want fewer"},
		{"many parameters", "C t\n{ }\nP0 (" + strings.Repeat("int *x,", 1001) + "int *x) { }", "3:7005: found more than 1000 parameters, want fewer"},
		{"much code", "X86 t\n{ }\nP0 ;\n" + strings.Repeat("INC [x] ;\n", 1000), "823:1: found a thread of more than 4096 steps, want fewer"},
		{"many registers", "X86 t\n{ }\nP0 ;\n" + manyRegisters(), "1004:1: found a thread with more than 1000 registers, want fewer"},
		{"many locations", "X86 t\n{ " + strings.Repeat("x;", 1001) + "}\nP0 ;\n", "2:2003: found 1001 entries in the initial state, want at most 1000"},
		{"architecture that is only recognised", "AArch64 MP\n{ whatever", "1:1: found a test that is not modelled (architecture AArch64 is not modelled), want one of X86, X86_64 or C"},
	} {
		assert.Equal(t, "t.litmus:"+c.want, refusal(t, c.text), "%s", c.name)
	}
}

// TestRecognised has tests that are not judged: their name and architecture are known.
func TestRecognised(t *testing.T) {
	for text, why := range map[string]string{
		"AArch64 MP+dmb.sys\n{ 0:X1=x; }\n": "architecture AArch64 is not modelled",
		"RISCV SB\n":                        "architecture RISCV is not modelled",
		"PPC SB\n":                          "architecture PPC is not modelled",
		"ARM SB\n":                          "architecture ARM is not modelled",
		"MIPS SB\n":                         "architecture MIPS is not modelled",
		"LISA SB\n":                         "architecture LISA is not modelled",
		"BPF SB\n":                          "architecture BPF is not modelled",
		"Bell SB\n":                         "architecture Bell is not modelled",
		"C SB\n{ }\nP0 (int *x) { WRITE_ONCE(*x, 1); }\n":                  "the Linux kernel's dialect of C, as WRITE_ONCE shows, is not modelled",
		"C SB\n{ }\nP0 (int *x) { int r = READ_ONCE(*x); }\n":              "the Linux kernel's dialect of C, as READ_ONCE shows, is not modelled",
		"C SB\n{ }\nP0 (int *x) { smp_mb(); }\n":                           "the Linux kernel's dialect of C, as smp_mb shows, is not modelled",
		"C SB\n{ }\nP0 (int *x, spinlock_t *l) { spin_lock(l); }\n":        "the Linux kernel's dialect of C, as spinlock_t shows, is not modelled",
		"C SB\n{ atomic_t x = ATOMIC_INIT(0); }\nP0 (atomic_t *x) { }\n":   "the Linux kernel's dialect of C, as atomic_t shows, is not modelled",
		"C SB\n{ }\nP0 (struct srcu_struct *s) { }\n":                      "the Linux kernel's dialect of C, as struct shows, is not modelled",
		"C SB\n{ }\nP0 (int *x) { r = __atomic_add_unless{mb}(x,1,0); }\n": "the Linux kernel's dialect of C, as __atomic_add_unless shows, is not modelled",
	} {
		test, err := litmus.Parse("t.litmus", []byte(text))
		require.NoError(t, err, "%s", text)
		assert.False(t, test.Supported(), "%s", text)
		assert.Equal(t, why, test.Why(), "%s", text)
		assert.NotEmpty(t, test.Name)
		_, err = test.Compile()
		assert.Error(t, err)
	}
}

// manyRegisters has instructions on 1001 registers.
func manyRegisters() string {
	var b strings.Builder
	for n := range 1001 {
		fmt.Fprintf(&b, "INC %%r%d ;\n", n)
	}
	return b.String()
}
