package golang_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"heddle/model/golang"
)

// BenchmarkStandard loads checks that use large packages of Go's.
func BenchmarkStandard(b *testing.B) {
	for _, c := range []struct{ name, src string }{
		{"nothing", "package p\nfunc CheckX() {}\n"},
		{"sync", "package p\nimport \"sync\"\nfunc CheckX() { var m sync.Mutex; m.Lock() }\n"},
		{"fmt", "package p\nimport \"fmt\"\nfunc CheckX() { fmt.Println(1) }\n"},
		{"context", "package p\nimport (\"context\"; \"time\")\nfunc CheckX() { ctx, stop := context.WithTimeout(context.Background(), time.Second); <-ctx.Done(); stop() }\n"},
		{"all", "package p\nimport (\"context\"; \"fmt\"; \"sync\"; \"time\")\nfunc CheckX() { ctx, stop := context.WithTimeout(context.Background(), time.Second); <-ctx.Done(); stop(); var m sync.Mutex; m.Lock(); fmt.Println(ctx.Err()) }\n"},
	} {
		b.Run(c.name, func(b *testing.B) {
			dir := b.TempDir()
			require.NoError(b, os.WriteFile(filepath.Join(dir, "x.go"), []byte(c.src), 0o600))
			l := &golang.Loader{Dir: dir}
			targets, err := l.Targets("x.go")
			require.NoError(b, err)
			for b.Loop() {
				_, err := l.Load(targets[0])
				require.NoError(b, err)
			}
		})
	}
}
