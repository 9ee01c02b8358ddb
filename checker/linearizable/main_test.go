package linearizable_test

import (
	"flag"
	"os"
	"testing"
)

// TestMain lets rapid take its time to make small what fails: how small it gets must not depend on who else runs. With -short it draws as many
// scenarios, of which rapid makes a fifth: what is found first depends on it.
func TestMain(m *testing.M) {
	flag.Parse()
	setFlag("rapid.shrinktime", "1h")
	if testing.Short() {
		setFlag("rapid.checks", "250")
	}
	os.Exit(m.Run())
}

func setFlag(name, value string) {
	if err := flag.Set(name, value); err != nil {
		panic(err)
	}
}
