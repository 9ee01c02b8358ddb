package litmus_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"heddle/model/litmus"
)

const maxSource = 1 << 18

// TestLarge has files of almost the largest size: each is read, or refused, soon.
func TestLarge(t *testing.T) {
	fill := func(head, piece, tail string) string {
		return head + strings.Repeat(piece, (maxSource-len(head)-len(tail))/len(piece)) + tail
	}
	const x, c = "X86 t\n{ 0:EAX=x; }\n", "C t\n{ x=0; int *p=&x; }\nP0 (int *x, int **p) { int r, *q = *p;\n"
	for name, text := range map[string]string{
		"meta lines":     fill("X86 t\n", "K=v\n", ""),
		"odd lines":      fill("X86 t\n", "((((\n", ""),
		"comments":       fill("X86 t\n", "(*", ""),
		"bindings":       fill("X86 t\n{", "x;", "}"),
		"types":          fill("X86 t\n{", "int ", "}"),
		"values":         fill("X86 t\n{ int x[9]={", "1,", "1}; }"),
		"threads":        fill(x, "P0|", ""),
		"rows":           fill(x+"P0 ;\n", "MOV [EAX],$1;\n", ""),
		"labels":         fill(x+"P0 ;\n", "L: ", ";"),
		"registers":      fill("X86_64 t\n{ }\nP0 ;\n", "movq %a,%b;", ""),
		"one condition":  fill(x+"P0 ;\nMOV EBX,[x] ;\nexists ", `0:EBX=1 /\ `, "true"),
		"many elements":  fill("C t\n{ int x[1024]; }\nP0 (int *x) { }\nexists ", `x[7]=1 \/ x[8]=x \/ `, "true"),
		"negations":      fill(x+"P0 ;\nexists ", "~", "true"),
		"locations":      fill(x+"P0 ;\nNOP ;\nlocations [", "x;", "]"),
		"observed":       fill(x+"P0 ;\nNOP ;\nobserved ", "x=0; and ", ""),
		"with":           fill(x+"P0 ;\nNOP ;\nexists true with ", "tso: exists;", ""),
		"statements":     fill(c, "r=*q+1;", "}"),
		"variables":      fill(c, "int v; ", "}"),
		"sums":           fill(c+"r=", "1+", "1; }"),
		"calls":          fill(c, "atomic_fetch_add(q,r);", "}"),
		"weak swaps":     fill(c, "atomic_compare_exchange_weak(q,&r,1);", "}"),
		"loops":          fill(c, "while(r)r++;", "}"),
		"parentheses":    fill(c+"r=", "(", ""),
		"else":           fill(c, "if(r){}else ", "}"),
		"parameters":     fill("C t\n{ }\nP0 (int *x", ",int *x", ") { }"),
		"types in C":     fill(c, "int ", "}"),
		"comments in C":  fill(c, "/**/", "}"),
		"C threads":      fill("C t\n{ }\n", "P0 (int *x) { }", ""),
		"distinct names": distinct(c, "r%=*q;", "}"),
		"distinct rows":  distinct("X86 t\n{ }\nP0 ;\n", "MOV EAX,[x%];\n", "forall true"),
		"distinct ends":  distinct("X86 t\n{ int x[1024]; }\nP0 ;\nNOP ;\nforall ", "x[%]=% /\\ ", "true"),
	} {
		started := time.Now()
		if test, err := litmus.Parse("t.litmus", []byte(text)); err == nil {
			_, _ = test.Compile()
		}
		assert.Less(t, time.Since(started), 30*time.Second, "%s", name)
	}
}

// distinct fills a file with a piece in which % stands for numbers from 0 to 999.
func distinct(head, piece, tail string) string {
	var b strings.Builder
	b.WriteString(head)
	for n := 0; b.Len()+len(tail)+2*len(piece) < maxSource; n++ {
		b.WriteString(strings.ReplaceAll(piece, "%", string([]byte{'0' + byte(n/100%10), '0' + byte(n/10%10), '0' + byte(n%10)})))
	}
	return b.String() + tail
}
