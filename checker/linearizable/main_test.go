package linearizable_test

import (
	"flag"
	"os"
	"testing"
)

// TestMain draws as many scenarios with -short, of which rapid makes a fifth: what is found first depends on it.
func TestMain(m *testing.M) {
	flag.Parse()
	if testing.Short() {
		if err := flag.Set("rapid.checks", "250"); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}
