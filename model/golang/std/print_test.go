package std_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestPrinting checks what uses fmt, log, math/rand and os.
func TestPrinting(t *testing.T) {
	tests := []struct{ name, imports, body, want string }{
		{"printing takes no steps from others", "fmt sync", "func CheckX() { var wg sync.WaitGroup; for i := range 2 { wg.Go(func() { fmt.Println(i) }) }; wg.Wait() }", "verified"},
		{"a variable that is printed is read", "fmt", "func CheckX() { x := struct{ A, B int }{}; go func() { x.B = 1 }(); fmt.Println(&x) }", "race: data race on x.B"},
		{"a map that is printed is read", "fmt", "func CheckX() { m := map[int]int{}; go func() { m[1] = 1 }(); fmt.Println(m) }", "race: fatal error: concurrent map read and map write"},
		{"a panic's value", "fmt errors", "type e struct{ n int }; func (x *e) Error() string { return fmt.Sprintf(\"e%d\", x.n) }; func CheckX() { err := fmt.Errorf(\"a: %w\", &e{3}); var x *e; if !errors.As(err, &x) || x.n != 3 { panic(0) }; panic(err) }", "panic: panic: a: e3"},
		{"log", "log strings", "func CheckX() { var b strings.Builder; l := log.New(&b, \"p \", log.LstdFlags); l.Print(1, 2); log.Println(3); if b.String() != \"p 2009/11/10 23:00:00 1 2\\n\" { panic(b.String()) } }", "verified"},
		{"loggers take turns", "log strings", "func CheckX() { var b strings.Builder; l := log.New(&b, \"\", 0); go l.Print(1); l.Print(2) }", "verified"},
		{"log.Fatal", "log", "func CheckX() { defer println(); log.Fatalf(\"x %d\", 1) }", "panic: exit status 1"},
		{"log.Panic", "log", "func CheckX() { defer func() { if recover() != \"x 1\" { panic(0) } }(); log.Panicf(\"x %d\", 1) }", "verified"},
		{"a small draw is each value", "math/rand", "func CheckX() { for i := range 4 { if rand.Intn(4) != 3 - i { return } }; panic(\"all\") }", "panic: panic: all"},
		{"a draw is below", "math/rand/v2", "func CheckX() { n := rand.N(uint8(200)); if n >= 200 || rand.Float64() >= 1 || rand.Int32N(3) > 2 { panic(n) } }", "verified"},
		{"permutations", "math/rand", "func CheckX() { p := rand.New(rand.NewSource(1)).Perm(3); if p[0] == 2 && p[1] == 0 && p[2] == 1 { panic(\"found\") } }", "panic: panic: found"},
		{"a permutation has all elements", "math/rand", "func CheckX() { seen := 0; for _, x := range rand.Perm(6) { seen |= 1 << x }; if seen != 63 { panic(seen) } }", "verified"},
		{"a Rand is for one goroutine", "math/rand", "func CheckX() { r := rand.New(rand.NewSource(1)); go r.Int(); r.Int() }", "race: data race on Rand.drawn"},
		{"the functions are for all goroutines", "math/rand", "func CheckX() { go rand.Int(); rand.Int() }", "verified"},
		{"no bad draw", "math/rand", "func CheckX() { rand.Intn(0) }", "panic: panic: invalid argument to Intn"},
		{"a Source of one's own", "math/rand", "type s struct{ n int64 }; func (x *s) Int63() int64 { x.n++; return x.n }; func (x *s) Seed(int64) {}; func CheckX() { r := rand.New(&s{}); if a, b := r.Int63(), r.Int63(); a == b { panic(a) } }", "verified"},
		{"an empty environment", "os fmt", "func CheckX() { _, ok := os.LookupEnv(\"HOME\"); fmt.Fprintln(os.Stderr, os.Getenv(\"HOME\"), ok); if ok { panic(0) } }", "verified"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := verdict(t, strings.Fields(test.imports), test.body)
			assert.True(t, strings.HasPrefix(got, test.want), "%s, want %s", got, test.want)
		})
	}
}
