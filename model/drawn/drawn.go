// Package drawn is imported by tests, for its effect: rapid draws the same programs in every run, so that a test which fails
// does so because of a change, and fewer than is rapid's own default. The flag -rapid.seed asks for others, 0 for some that nobody
// has seen; -rapid.checks for more.
package drawn

import (
	"flag"

	_ "pgregory.net/rapid" // has the flag
)

func init() {
	for name, value := range map[string]string{"seed": "20261122", "checks": "50"} {
		if err := flag.Set("rapid."+name, value); err != nil {
			panic("drawn: bug: " + err.Error())
		}
	}
}
