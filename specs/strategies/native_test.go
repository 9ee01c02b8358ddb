//go:build native

package strategies

import (
	"testing"
	"time"

	"heddle/specs/strategies/bug"
)

// TestNative runs the programs as ordinary Go, in which they may fail: see native.go. One that takes longer than five seconds hangs.
func TestNative(t *testing.T) {
	for name, check := range bug.Checks() {
		t.Run(name, func(t *testing.T) {
			done := make(chan struct{})
			go func() {
				check()
				close(done)
			}()
			select {
			case <-done:
			case <-time.After(5 * time.Second):
				t.Fatal("it hangs")
			}
		})
	}
}
