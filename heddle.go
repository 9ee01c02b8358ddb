// Package heddle holds what the whole module shares: the golden verdicts, as data.
// The command is in cmd/heddle, the checker in checker.
package heddle

import _ "embed"

// VerdictsPath is where Verdicts come from, below the module's root.
const VerdictsPath = "testdata/golden/verdicts"

//go:embed testdata/golden/verdicts
var verdicts string

// Verdicts gives the matrix of library entries and memory models that we stand
// for, in the form that package report reads. "heddle matrix --update" rewrites it.
func Verdicts() string { return verdicts }
