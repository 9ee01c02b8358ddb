// Package suite runs litmus tests, many at once, and answers in a fixed order.
package suite

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"heddle/checker/outcome"
	"heddle/machine"
	"heddle/model/litmus"
)

// Options say how to run tests.
type Options struct {
	Memories []machine.Memory // to be tried; nil: all that are models for a test's architecture
	System   machine.System   // of the machines, resolved; on one that is not flat the memory model is sc, if Memories is nil
	Limits   outcome.Limits   // of each search
	Workers  int              // tests that run at once; 0 is 1
	Herd     bool             // without Memories: the model that herd7 takes for an architecture
	// Witness asks for schedules, and for the axioms that forbid outcomes: WitnessCondition
	// for those that the test asks about, WitnessAll for all; "": none.
	Witness string
	// Progress, if not nil, is called after each file, from the goroutine that called Run.
	Progress func(done, all int)
}

// What Options.Witness can be.
const (
	WitnessCondition = "condition"
	WitnessAll       = "all"
)

// Models gives the names of the memory models that are meant for an architecture: of
// processors, or of a language with memory orders. "sc" is for all.
func Models(arch *litmus.Arch) []string {
	if arch.Name == "C" {
		return []string{"sc", "rc11", "rc"}
	}
	return []string{"sc", "tso", "pso"}
}

// ofHerd gives the memory model that herd7 takes for an architecture if not told another one.
func ofHerd(arch *litmus.Arch) string {
	if arch.Name == "C" {
		return "rc11"
	}
	return "tso"
}

// Most is the largest number of the memory models that are meant for one architecture.
func Most(memories []machine.Memory) int {
	most := 0
	for _, arch := range litmus.Archs {
		n := 0
		for _, m := range memories {
			if slices.Contains(Models(arch), m.Name) {
				n++
			}
		}
		most = max(most, n)
	}
	return most
}

// Run runs the tests in files and calls answer with all that there is to say of one
// file, file after file in their order, from the goroutine that called it. When ctx is
// cancelled the tests that are left have answers without a result.
func Run(ctx context.Context, files []File, opts Options, answer func([]outcome.Answer) error) error {
	done := make([]chan []outcome.Answer, len(files))
	for i := range done {
		done[i] = make(chan []outcome.Answer, 1)
	}
	var next atomic.Int64
	var stopped atomic.Bool
	var workers sync.WaitGroup
	for range max(1, min(opts.Workers, len(files))) {
		workers.Go(func() {
			r := runner{opts: opts, explorer: outcome.Explorer{System: opts.System}}
			for i := int(next.Add(1)) - 1; i < len(files) && !stopped.Load(); i = int(next.Add(1)) - 1 {
				done[i] <- r.file(ctx, files[i])
			}
		})
	}
	defer workers.Wait()
	for i := range files {
		if err := answer(<-done[i]); err != nil {
			stopped.Store(true)
			return err
		}
		if opts.Progress != nil {
			opts.Progress(i+1, len(files))
		}
	}
	return nil
}

// runner is one worker; its buffers are used again.
type runner struct {
	opts     Options
	explorer outcome.Explorer
}

// file answers for one file. A bug of ours that one brings to light must not keep the others from running.
func (r *runner) file(ctx context.Context, f File) (answers []outcome.Answer) {
	a := outcome.Answer{File: f.Path, System: r.opts.System, Name: strings.TrimSuffix(filepath.Base(f.Path), Extension), Refused: f.Err}
	defer func() {
		if bug := recover(); bug != nil {
			a.Refused = fmt.Errorf("%s: suite: bug: %v\n%s", f.Path, bug, debug.Stack())
			answers, r.explorer = []outcome.Answer{a}, outcome.Explorer{System: r.opts.System}
		}
	}()
	if a.Refused != nil {
		return []outcome.Answer{a}
	}
	src, err := os.ReadFile(f.Path)
	if err != nil {
		a.Refused = err
		return []outcome.Answer{a}
	}
	if a.Test, err = litmus.Parse(f.Path, src); err != nil {
		a.Test, a.Refused = nil, err
		return []outcome.Answer{a}
	}
	a.Name = a.Test.Name
	if !a.Test.Supported() {
		a.Foreign = true
		return []outcome.Answer{a}
	}
	code, err := a.Test.Compile()
	if err != nil {
		a.Refused = err
		return []outcome.Answer{a}
	}
	return r.test(ctx, a, code)
}

// test answers for one test under each memory model.
func (r *runner) test(ctx context.Context, a outcome.Answer, code *litmus.Code) []outcome.Answer {
	var answers []outcome.Answer
	meant := Models(a.Test.Arch)
	for _, memory := range r.memories(a.Test.Arch, meant) {
		a.Memory, a.Result, a.Witnesses, a.Forbidden = memory.Name, nil, nil, nil
		a.Skipped = !slices.Contains(meant, memory.Name)
		if !a.Skipped && ctx.Err() == nil {
			if err := r.explore(ctx, &a, code, memory); err != nil {
				a.Refused = err
			}
		}
		answers = append(answers, a)
	}
	return answers
}

// memories gives the memory models to be tried, if meant are those of the architecture.
func (r *runner) memories(arch *litmus.Arch, meant []string) []machine.Memory {
	if r.opts.Memories != nil {
		return r.opts.Memories
	}
	switch {
	case r.opts.Herd:
		meant = []string{ofHerd(arch)}
	case !r.opts.System.IsFlat():
		meant = []string{"sc"}
	}
	var list []machine.Memory
	for _, name := range meant {
		if m, err := machine.FindMemory(name); err == nil {
			list = append(list, m)
		}
	}
	return list
}

func (r *runner) explore(ctx context.Context, a *outcome.Answer, code *litmus.Code, memory machine.Memory) (err error) {
	if a.Result, err = r.explorer.Explore(ctx, code, memory, r.opts.Limits); err != nil || r.opts.Witness == "" {
		return err
	}
	return r.explain(a, code, memory)
}
