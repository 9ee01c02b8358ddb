package checker

import (
	"context"
	"fmt"
	"maps"
	"testing/fstest"

	"heddle/checker/linear"
	"heddle/checker/scenario"
	"heddle/model/golang"
	"heddle/model/golang/source"
	"heddle/model/program"
)

// LoadObject makes the program in which clients call an object of the library, as a family says, and the monitor that judges their
// histories: the automaton of the object's specification decides.
func LoadObject(ctx context.Context, loader *golang.Loader, name string, f scenario.Family, c linear.Criterion) (*Loaded, error) {
	return loadFamily(ctx, f, c, func(text, function string) (*program.Program, error) {
		l := *loader
		l.Library = maps.Clone(l.Library)
		l.Library[scenario.Path] = fstest.MapFS{"scenario.go": {Data: []byte(text)}}
		return l.Load(source.Target{Name: name, Path: scenario.Path, Func: function})
	})
}

// LoadForever makes the program in which threads call an object of the library for ever, so that it can be asked whether
// they keep each other from completing operations. What the operations do is not judged.
func LoadForever(loader *golang.Loader, name string, o *scenario.Object, threads int) (*program.Program, error) {
	l := *loader
	l.Library = maps.Clone(l.Library)
	l.Library[scenario.Path] = fstest.MapFS{"scenario.go": {Data: []byte(o.Forever(threads))}}
	return l.Load(source.Target{Name: name, Path: scenario.Path, Func: scenario.ForeverFunc})
}

// specificationBytes bounds what exploring a specification may hold.
const specificationBytes = 1 << 30

// Loaded is a family that was loaded.
type Loaded struct {
	Program   *program.Program
	Automaton *linear.Automaton
	Criterion linear.Criterion
	blocking  bool
}

// loadFamily loads the two texts of a family.
func loadFamily(ctx context.Context, f scenario.Family, c linear.Criterion, load func(text, function string) (*program.Program, error)) (*Loaded, error) {
	if err := f.Valid(); err != nil {
		return nil, err
	}
	prog, err := load(f.Concurrent(), scenario.ConcurrentFunc)
	if err != nil {
		return nil, err
	}
	specification, err := load(f.Sequential(c != linear.QuiescentlyConsistent), scenario.SequentialFunc)
	if err != nil {
		return nil, err
	}
	a, err := linear.Build(ctx, specification, linear.Bounds{Bytes: specificationBytes})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.Object.Spec, err)
	}
	a.Signatures = f.Object.Operations
	return &Loaded{prog, a, c, f.Object.Blocking}, nil
}

// Judged gives opts for a search in which the histories of l's program are judged.
func (l *Loaded) Judged(opts Options) Options {
	m, judge := linear.New(l.Automaton, l.Criterion), l.Automaton.Judge(l.Criterion)
	opts.Monitor, opts.Judge = m, judge
	if !l.blocking {
		opts.Monitor = lively{m}
		opts.Judge = func(history []HistoryEvent, waits bool) error {
			if waits {
				return nil // the specification is not asked
			}
			return judge(history, false)
		}
	}
	return opts
}

// lively is a monitor for an object none of whose operations may wait for ever, whatever its specification says.
type lively struct{ *linear.Monitor }

// Waits lets no operation wait for ever.
func (lively) Waits(uint64) bool { return false }
