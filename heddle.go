// Package heddle holds what the whole module shares, as data: the golden verdicts, and those sources of the
// vocabulary that checked programs run as they are. The command is in cmd/heddle, the checker in checker.
package heddle

import (
	"embed"
	"io/fs"
)

// VerdictsPath is where Verdicts come from, below the module's root.
const VerdictsPath = "testdata/golden/verdicts"

//go:embed testdata/golden/verdicts
var verdicts string

// Verdicts gives the matrix of library entries and memory models that we stand
// for, in the form that package report reads. "heddle matrix --update" rewrites it.
func Verdicts() string { return verdicts }

//go:embed model/history/*.go
var sources embed.FS

// Plain gives the sources of the package of the vocabulary with that import path, and whether there is one which is
// plain Go: heddle/model/history.
func Plain(importPath string) (fs.FS, bool) {
	if importPath != "heddle/model/history" {
		return nil, false
	}
	dir, err := fs.Sub(sources, "model/history")
	return dir, err == nil
}
