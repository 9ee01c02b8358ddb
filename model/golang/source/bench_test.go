package source

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func BenchmarkLoad(b *testing.B) {
	for _, c := range []struct{ name, src string }{
		{"ticket", ticket},
		{"plain", "package p\nimport (\"slices\"; \"math\"; \"errors\"; \"sync\")\nfunc CheckX() { var m sync.Mutex; m.Lock(); slices.Sort([]int{}); math.Floor(2.5); panic(errors.New(\"x\")) }\n"},
		{"fmt", "package p\nimport \"fmt\"\nfunc CheckX() { }\nfunc y() { fmt.Println() }"},
		{"usual", "package p\nimport (\"context\"; \"fmt\"; \"sync\"; \"time\")\nfunc CheckX() { ctx, cancel := context.WithTimeout(context.Background(), time.Second); defer cancel(); var wg sync.WaitGroup; wg.Go(func() { <-ctx.Done() }); wg.Wait(); fmt.Println(fmt.Sprintf(\"%v\", ctx.Err())) }"},
		{"http", "package p\nimport \"net/http\"\nfunc CheckX() { }\nfunc y(r *http.Request) { r.Write(nil) }"},
		{"testing", "package p\nimport \"testing\"\nfunc CheckX() { }\nfunc TestX(t *testing.T) { t.Fatal() }"},
		{"time", "package p\nimport \"time\"\nfunc CheckX() { }\nfunc y() { time.Now() }"},
		{"runtime", "package p\nimport \"runtime\"\nfunc CheckX() { }\nfunc y() { runtime.NumGoroutine() }"},
	} {
		b.Run(c.name, func(b *testing.B) {
			l := &Loader{Dir: unpackFile(b, c.src)}
			for b.Loop() {
				_, err := loadFirst(l, "x.go")
				require.NoError(b, err)
			}
		})
	}
}
