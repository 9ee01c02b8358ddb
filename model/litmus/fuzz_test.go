package litmus_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	_ "heddle/model/drawn"
	"heddle/model/litmus"
)

// corpus is what mutations begin with.
var corpus = []string{
	storeBuffering, messagePassing,
	alone("X86", "x=1; 0:%p=x; %q=2; int t[2]={1,-2}", "LOCK CMPXCHG [x],EBX; L:; JNE L; CMOVZ EAX,[%p]; ADD EAX,0x10", "0:EAX; x; t[1]; t"),
	alone("X86_64", "uint64_t x; *y=&x; uint8_t z=255", "movq $1,(%rax); lock xaddq %rax,x(%rip); incb (z); setne %al; clflush (x); jg L; L:; movq 8(%rsi,%rdi,8),%r8", "0:rax; [x]; y t*"),
	"X86 W+with (tex) \"doc\";\nCycle=Rfe\n(* a (* b *) *)\n{ P0:EAX=y; [x]; }\n;P0:ann | P1 ;\nMOV EAX,1 | ;\nlocations [P0:EAX]\nfilter not (x=1)\n" +
		"~exists 0:EAX=1:EAX => x<>y /\\ true \\/ x={1} \\/ [x]=*y\nwith tso: ~exists; sc: forall;\n",
	"X86 o\n{ }\nP0 ;\nMOV [x],1 ;\nobserved x=1; and x=0;\n",
	`C all
{ int t[3]={1,2,3}; int *p=&x; _Atomic int a; }
P0 (volatile int *x, int **p, int *t, atomic_int *a, const unsigned long *u) {
  int r, *q = *p; /* c */ uint8_t b = (uint8_t)-1; // c
  if (r == 0 && *x) { *q = t[1]; } else while (r < 3u) { r++; if (b) break; else continue; }
  do { r ^= ~*x << 2; } while (!(r ? 1 : 0x0));
  int e = 0; e = atomic_compare_exchange_weak_explicit(a, &e, 5, memory_order_acq_rel, memory_order_relaxed);
  atomic_fetch_sub(a, *(t + r)); atomic_thread_fence(memory_order_seq_cst); return;
}
P1 (atomic_int *a) { atomic_store_explicit(a, atomic_exchange(a, 3), memory_order_release); }
forall (0:r=1 \/ 0:q=x /\ [a]=4 \/ t={1,2,3})
`,
}

// terminates parses, prints and compiles a text, and checks what can be said of the result.
func terminates(t require.TestingT, text string) {
	started := time.Now()
	test, err := litmus.Parse("f.litmus", []byte(text))
	if err != nil {
		refused(t, text, err)
		return
	}
	if !test.Supported() {
		assert.NotEmpty(t, test.Why())
		return
	}
	printed := test.String()
	again, err := litmus.Parse("f.litmus", []byte(printed))
	require.NoError(t, err, "%s\n\n%s", text, printed)
	assert.Equal(t, printed, again.String())
	code, err := test.Compile()
	if err != nil {
		refused(t, text, err)
		return
	}
	require.NoError(t, code.Program.Validate(), "%s", text)
	code2, err := again.Compile()
	require.NoError(t, err, "%s\n\n%s", text, printed)
	assert.Equal(t, listing(code), listing(code2), "%s\n\n%s", text, printed)
	words := make([]uint64, len(code.Observed()))
	code.Admits(words)
	code.Holds(words)
	code.Format(words)
	assert.Less(t, time.Since(started), 20*time.Second, "%s", text)
}

// listing is the program without the places in the file.
func listing(code *litmus.Code) string {
	p := code.Program
	for i := range p.Funcs {
		clear(p.Funcs[i].Pos)
	}
	return p.String()
}

// refused checks a refusal: it names a place in the text.
func refused(t require.TestingT, text string, err error) {
	var e *litmus.Error
	require.True(t, errors.As(err, &e), "%v", err)
	assert.Equal(t, "f.litmus", e.File)
	lines := strings.Split(text, "\n")
	require.True(t, e.Line >= 1 && e.Line <= len(lines), "%v\n%s", err, text)
	assert.True(t, e.Column >= 1 && e.Column <= len(lines[e.Line-1])+1, "%v\n%s", err, text)
}

// TestCorpus: every text of the corpus is accepted and can be printed.
func TestCorpus(t *testing.T) {
	for _, text := range corpus {
		test, err := litmus.Parse("f.litmus", []byte(text))
		require.NoError(t, err, "%s", text)
		assert.True(t, test.Supported())
		terminates(t, text)
	}
	files, err := filepath.Glob(filepath.Join("..", "..", "testdata", "litmus", "*", "*.litmus"))
	require.NoError(t, err)
	for _, file := range files {
		src, err := os.ReadFile(file)
		require.NoError(t, err)
		terminates(t, string(src))
	}
}

// TestTruncated cuts each text of the corpus everywhere.
func TestTruncated(t *testing.T) {
	for _, text := range corpus {
		for n := range text {
			terminates(t, text[:n])
		}
	}
}

// TestMutations: a text with pieces dropped, doubled, swapped or put in is refused with a
// place in it, or compiles to a valid program. It never panics.
func TestMutations(t *testing.T) {
	pieces := []string{"{", "}", "(", ")", "[", "]", ";", "|", "P0", "P1:", "(*", "*)", "/*", "\"", "0:EAX", "x", "=", "~", "/\\", "\\/", "=>", "99999999999999999999",
		"-", "0x", "$", "%", "&", "*", "LOCK", "MOV", "exists", "filter", "locations", "int", "if (", "while", "else", "do", "atomic_store(", "\x00", "\xff", "é", "\n", ",", "++", "?", ":"}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SampledFrom(corpus).Draw(t, "text")
		for range rapid.IntRange(1, 6).Draw(t, "mutations") {
			from := rapid.IntRange(0, len(text)).Draw(t, "from")
			to := min(len(text), from+rapid.IntRange(0, 12).Draw(t, "length"))
			switch rapid.IntRange(0, 3).Draw(t, "mutation") {
			case 0:
				text = text[:from] + text[to:]
			case 1:
				text = text[:to] + text[from:]
			case 2:
				text = text[:from] + rapid.SampledFrom(pieces).Draw(t, "piece") + text[to:]
			case 3:
				other := rapid.SampledFrom(corpus).Draw(t, "other")
				at := rapid.IntRange(0, len(other)).Draw(t, "at")
				text = text[:from] + other[at:min(len(other), at+12)] + text[to:]
			}
		}
		terminates(t, text)
	})
}

// FuzzParse is for go test -fuzz.
func FuzzParse(f *testing.F) {
	for _, text := range corpus {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) { terminates(t, text) })
}
