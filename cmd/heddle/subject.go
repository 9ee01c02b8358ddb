package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"heddle/checker"
	"heddle/checker/linear"
	"heddle/checker/report"
	"heddle/machine"
	"heddle/model"
	"heddle/model/golang"
	"heddle/model/golang/source"
	"heddle/model/litmus"
	"heddle/model/program"
	"heddle/specs"
)

// subject is a target that is ready to be checked.
type subject struct {
	report.Check // without a memory model
	prog         *program.Program
	err          error        // why it cannot be checked; nil: it can
	test         *litmus.Test // nil: it is Go

	object *checker.Loaded // nil: what it claims, it states itself

	// Of an entry of the library: what it is loaded again with, under a memory model with other defaults.
	entry  *specs.Entry
	given  bounds
	loader *golang.Loader
}

// under gives s to be checked under a memory model.
func (s subject) under(ctx context.Context, memory string) (subject, error) {
	if s.entry != nil {
		e := s.entry.Under(memory)
		threads, rounds, err := e.Parameters(s.given.threads, s.given.rounds)
		if err != nil {
			return s, err
		}
		if threads != s.Threads || rounds != s.Rounds {
			entry := s.entry
			if s, err = loadEntry(ctx, s.loader, e, s.given); err != nil {
				return s, err
			}
			s.entry = entry
		}
	}
	s.Memory = memory
	return s, nil
}

// asked completes the options of a search of s.
func (s subject) asked(opts checker.Options) checker.Options {
	opts.Memory, opts.Threads, opts.Rounds, opts.Sorted = s.Memory, s.Threads, s.Rounds, s.Sorted
	opts.Endless = opts.Endless || s.Rounds == model.Forever
	if s.object != nil {
		opts = s.object.Judged(opts)
	}
	return opts
}

// judgeable says why a search of s would judge nothing, nil if it judges something.
func (s subject) judgeable(opts checker.Options) error {
	if s.entry != nil && s.entry.Object != nil && s.Rounds == model.Forever && len(opts.Liveness) == 0 {
		return errors.New("--rounds forever: a history without end is not judged, want --liveness=wait-free or another class of progress, or a number of operations of each thread")
	}
	return nil
}

// bounds are the flags --threads and --rounds; 0 is not given. The criterion is that of objects, and so is whether one order of clients will do.
type bounds struct {
	threads, rounds int
	criterion       linear.Criterion
	sorted          bool
}

// maxThreads is what a machine can hold beside the main thread.
const maxThreads = 60

const maxRounds = 1_000_000

func (b bounds) validate() error {
	if b.threads < 0 || b.threads > maxThreads {
		return fmt.Errorf("--threads: %d, want 1 to %d", b.threads, maxThreads)
	}
	if (b.rounds < 0 || b.rounds > maxRounds) && b.rounds != model.Forever {
		return fmt.Errorf("--rounds: %d, want 1 to %d, or forever", b.rounds, maxRounds)
	}
	return nil
}

// subjects loads all that the patterns name, or nothing. A check that cannot be loaded,
// among others that can, has its error with it.
func subjects(ctx context.Context, patterns []string, b bounds) ([]subject, error) {
	loader := newLoader()
	var all []subject
	for _, pattern := range patterns {
		expanded, err := expand(pattern)
		if err != nil {
			return nil, err
		}
		for _, p := range expanded {
			found, err := load(ctx, loader, p, b)
			if err != nil {
				return nil, err
			}
			all = append(all, found...)
		}
	}
	if !slices.ContainsFunc(all, func(s subject) bool { return s.err == nil }) {
		return nil, firstError(all)
	}
	return all, nil
}

// newLoader gives what loads Go code from here, and from the library.
func newLoader() *golang.Loader { return &golang.Loader{Dir: ".", Library: specs.Sources()} }

// firstError gives the error of the first subject that has one, nil if none has.
func firstError(all []subject) error {
	for _, s := range all {
		if s.err != nil {
			return s.err
		}
	}
	return nil
}

func load(ctx context.Context, loader *golang.Loader, pattern string, b bounds) ([]subject, error) {
	entry, isLibrary, err := libraryEntry(pattern)
	if err != nil {
		return nil, err
	}
	if isLibrary {
		s, err := loadEntry(ctx, loader, entry, b)
		return []subject{s}, err
	}
	if b.sorted {
		return nil, errSorted(pattern)
	}
	if b != (bounds{}) {
		return nil, fmt.Errorf("%s: --threads, --rounds and --criterion are for library targets; a Go target says in its own code how many threads it starts", pattern)
	}
	if isLitmus(pattern) {
		s, err := loadLitmus(pattern)
		return []subject{s}, err
	}
	targets, err := loader.Targets(pattern)
	if err != nil {
		return nil, err
	}
	var all []subject
	for _, t := range targets {
		s := subject{Check: report.Check{Target: t.Name}}
		if s.prog, s.err = loader.Load(t); s.err == nil {
			s.Program = strings.Join(s.prog.Bounds, ", ")
		}
		all = append(all, s)
	}
	return all, nil
}

// libraryEntry finds the entry that a pattern names. What is neither an entry nor
// looks like a path is an error.
func libraryEntry(pattern string) (specs.Entry, bool, error) {
	name, check, picked := strings.Cut(pattern, ":")
	entry, err := specs.Find(name)
	if err == nil {
		if picked && check != entry.Check {
			return entry, false, fmt.Errorf("%s: the library entry %s has only %s", pattern, name, entry.Check)
		}
		return entry, true, nil
	}
	if isPath(name) {
		return entry, false, nil
	}
	return entry, false, fmt.Errorf("%s: no such file or directory; %w", name, err)
}

// isPath reports whether a target is meant as a file or directory.
func isPath(name string) bool {
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "/") || strings.HasSuffix(name, ".go") || isLitmus(name) {
		return true
	}
	_, err := os.Stat(name)
	return !errors.Is(err, os.ErrNotExist)
}

func loadEntry(ctx context.Context, loader *golang.Loader, e specs.Entry, b bounds) (subject, error) {
	threads, rounds, err := e.Parameters(b.threads, b.rounds)
	if err != nil {
		return subject{}, err
	}
	s := subject{
		Check: report.Check{Target: e.Name, Threads: threads, Rounds: rounds, Sorted: b.sorted},
		entry: &e, given: b, loader: loader,
	}
	switch {
	case b.sorted && (e.Object == nil || rounds == model.Forever || !e.Object.All(threads, rounds).Sortable()):
		return s, errSorted(e.Name)
	case e.Object != nil && rounds == model.Forever && b.criterion != linear.Linearizable:
		return s, fmt.Errorf("%s: --criterion %s: a history without end with --rounds forever, want a number of operations of each thread", e.Name, b.criterion)
	case e.Object != nil && rounds == model.Forever:
		s.prog, err = checker.LoadForever(loader, e.Name, e.Object, threads)
	case e.Object != nil:
		family := e.Object.All(threads, rounds)
		family.Sorted = b.sorted
		if s.object, err = checker.LoadObject(ctx, loader, e.Name, family, b.criterion); err == nil {
			s.prog = s.object.Program
		}
	case b.criterion != linear.Linearizable:
		return s, fmt.Errorf("%s: --criterion %s: not an object with a sequential specification", e.Name, b.criterion)
	default:
		s.prog, err = loader.Load(source.Target{Name: e.Name, Path: e.Package, Func: e.Check}, threads, rounds)
	}
	return s, err
}

// errSorted says that of a target not one order of clients is as good as another.
func errSorted(target string) error {
	return fmt.Errorf("%s: --symmetry clients: not an object of the library that is known to take any client for any other, in histories that end; want auto or off", target)
}

// memories resolves the flag --memory.
func memories(names []string) ([]string, error) {
	var list []string
	seen := map[string]bool{}
	for _, n := range names {
		n = strings.TrimSpace(n)
		if n == "all" && len(names) == 1 {
			return allMemories(), nil
		}
		if n == "all" || n == "" {
			return nil, fmt.Errorf("--memory: %q in a list of several, want names of %s", n, strings.Join(allMemories(), ", "))
		}
		if _, err := machine.FindMemory(n); err != nil {
			return nil, fmt.Errorf("--memory: %w", err)
		}
		if seen[n] {
			return nil, fmt.Errorf("--memory: %s is named twice", n)
		}
		seen[n] = true
		list = append(list, n)
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("--memory: no name, want one of %s", strings.Join(allMemories(), ", "))
	}
	return list, nil
}

func allMemories() []string {
	var names []string
	for _, m := range machine.Memories() {
		names = append(names, m.Name)
	}
	return names
}
