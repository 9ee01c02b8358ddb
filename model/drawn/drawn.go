// Package drawn is imported by tests, for its effect: rapid draws the same programs in every run, so that a test which fails
// does so because of a change. The flag -rapid.seed asks for others, 0 for some that nobody has seen.
package drawn

import (
	"flag"

	_ "pgregory.net/rapid" // has the flag
)

func init() {
	if err := flag.Set("rapid.seed", "20261122"); err != nil {
		panic("drawn: bug: " + err.Error())
	}
}
