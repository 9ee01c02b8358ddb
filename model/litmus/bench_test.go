package litmus_test

import (
	"testing"

	"heddle/model/litmus"
)

func BenchmarkX86(b *testing.B) { benchmark(b, storeBuffering) }
func BenchmarkC(b *testing.B)   { benchmark(b, messagePassing) }

// benchmark parses and compiles a test.
func benchmark(b *testing.B, text string) {
	b.ReportAllocs()
	src := []byte(text)
	for b.Loop() {
		test, err := litmus.Parse("x.litmus", src)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := test.Compile(); err != nil {
			b.Fatal(err)
		}
	}
}
