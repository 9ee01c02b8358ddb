package strategies

import (
	"embed"
	"io/fs"
	"maps"

	"heddle/checker"
	"heddle/model/golang"
	"heddle/model/golang/source"
	"heddle/model/program"
	"heddle/specs"
)

// Program is one of package bug.
type Program struct {
	Name     string // of its function, without Check
	Memory   string
	Property string // that a search of all schedules finds violated
}

// Programs lists them, the more usual bugs first.
func Programs() []Program {
	return []Program{
		{"LostUpdate", "go", checker.PropertyPanic},
		{"UnsafePublication", "go", checker.PropertyRace},
		{"StartedTooEarly", "go", checker.PropertyPanic},
		{"LockOrder", "go", checker.PropertyDeadlock},
		{"TornSnapshot", "go", checker.PropertyPanic},
		{"TicketSplit", "go", checker.PropertyExclusion},
		{"PetersonUnfenced", "tso", checker.PropertyExclusion},
		{"MCSPlainRelease", "go", checker.PropertyStuck},
		{"CountingBarrier", "go", checker.PropertyBarrier},
		{"ReusedNodes", "go", checker.PropertyPanic},
		{"TailFirst", "go", checker.PropertyPanic},
		{"StaleAcknowledgement", "go", checker.PropertyExclusion},
	}
}

//go:embed bug/*.go
var sources embed.FS

const bugPath = "heddle/specs/strategies/bug"

// load gives the program as it is checked.
func (p Program) load() (*program.Program, error) {
	library := maps.Clone(specs.Sources())
	bugs, err := fs.Sub(sources, "bug")
	if err != nil {
		return nil, err
	}
	library[bugPath] = bugs
	loader := &golang.Loader{Library: library}
	return loader.Load(source.Target{Name: p.Name, Path: bugPath, Func: "Check" + p.Name})
}
