package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"heddle"
	"heddle/checker"
	"heddle/checker/report"
	"heddle/specs"
)

const matrixLong = `Matrix checks the library, each entry with its default bounds, under each memory
model, and prints the verdicts as a table, with bounds where an entry has others
under a memory model. Programs that share no memory are checked under go and sc
only.

With --diff it compares verdicts and exact counts with the golden matrix of this
version and prints what differs: exit code 0 if nothing does, else 1. With
--update it rewrites the golden file (run it inside heddle's own repository).`

// matrixFlags are the flags of matrix.
type matrixFlags struct {
	searchFlags
	diff, update bool
}

func (a *app) matrixCommand() *cobra.Command {
	var f matrixFlags
	cmd := &cobra.Command{
		Use:               "matrix [NAME...]",
		Short:             "Check the library under every memory model",
		Long:              matrixLong,
		Example:           "  heddle matrix\n  heddle matrix lock --memory sc,tso\n  heddle matrix --diff",
		ValidArgsFunction: completeTargets,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.matrix(cmd, args, &f)
		},
	}
	f.searchFlags.register(cmd, "all")
	cmd.Flags().BoolVar(&f.diff, "diff", false, "compare with the golden matrix")
	cmd.Flags().BoolVar(&f.update, "update", false, "rewrite the golden matrix")
	cmd.MarkFlagsMutuallyExclusive("diff", "update")
	return cmd
}

func (a *app) matrix(cmd *cobra.Command, args []string, f *matrixFlags) error {
	opts, err := f.options(cmd)
	if err != nil {
		return err
	}
	names, err := memories(f.memory)
	if err != nil {
		return err
	}
	entries, err := selected(args)
	if err != nil {
		return err
	}
	if (f.diff || f.update) && (f.bounded() || f.allowLeaks) {
		return errors.New("matrix: --diff and --update are for complete searches, without --depth, --preemptions and --allow-leaks")
	}
	if f.update && (len(args) > 0 || len(names) < len(allMemories())) {
		return errors.New("matrix: --update needs the whole library and all memory models")
	}
	cells, err := a.cells(cmd.Context(), entries, names, opts, f)
	if err != nil {
		return err
	}
	if cmd.Context().Err() != nil {
		a.exit(exitIncomplete)
		return report.Matrix(a.stdout, cells, styleOf(a.stdout))
	}
	switch {
	case f.diff:
		return a.diff(cells, len(args) == 0, names)
	case f.update:
		return a.update(cells)
	}
	return report.Matrix(a.stdout, cells, styleOf(a.stdout))
}

// cells checks entries under memory models; if that is interrupted it gives those that were checked, if there are some.
func (a *app) cells(
	ctx context.Context, entries []specs.Entry, memories []string, opts checker.Options, f *matrixFlags,
) (cells []report.Cell, err error) {
	loader := newLoader()
	for _, e := range entries {
		own, err := loadEntry(ctx, loader, e, bounds{})
		if err != nil {
			return interruptedAt(ctx, cells, err)
		}
		for _, memory := range memories {
			if !e.Worth(memory) {
				continue
			}
			s, err := own.under(ctx, memory)
			if err != nil {
				return interruptedAt(ctx, cells, err)
			}
			result, err := a.explore(ctx, s, opts, f.heartbeat)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", s.Target, err)
			}
			cell := report.CellOf(s.Check, result)
			if cell.Verdict == "incomplete" {
				if cell.Bounded == "" {
					fmt.Fprintln(a.stderr, report.Verdict(s.Check, result, report.Style{}))
				}
				a.exit(f.exitOf(result))
			}
			if cells = append(cells, cell); ctx.Err() != nil {
				return cells, nil
			}
		}
	}
	return cells, nil
}

// interruptedAt gives the cells that were checked when loading ended with err; the error itself if there are none or
// it was not an interruption.
func interruptedAt(ctx context.Context, cells []report.Cell, err error) ([]report.Cell, error) {
	if ctx.Err() == nil || len(cells) == 0 {
		return nil, err
	}
	return cells, nil
}

// diff compares cells with what the golden matrix has for their targets, all
// targets if they are the whole library, and memory models.
func (a *app) diff(cells []report.Cell, whole bool, memories []string) error {
	want, err := golden()
	if err != nil {
		return err
	}
	checked := map[string]bool{}
	for _, c := range cells {
		checked[c.Target] = true
	}
	want = slices.DeleteFunc(want, func(c report.Cell) bool {
		return !whole && !checked[c.Target] || !slices.Contains(memories, c.Memory)
	})
	lines := report.DiffMatrix(want, cells)
	for _, line := range lines {
		fmt.Fprintln(a.stdout, line)
	}
	if len(lines) > 0 {
		a.exit(exitViolated)
		return nil
	}
	_, err = fmt.Fprintf(a.stdout, "%d verdicts equal %s\n", len(cells), heddle.VerdictsPath)
	return err
}

// update rewrites the golden file of the repository around the working directory.
func (a *app) update(cells []report.Cell) error {
	if a.code == exitIncomplete {
		return errors.New("matrix: an incomplete verdict is not worth keeping; the golden file is as it was")
	}
	root, err := repository()
	if err != nil {
		return err
	}
	var text strings.Builder
	if err := report.WriteMatrix(&text, cells); err != nil {
		return err
	}
	path := filepath.Join(root, filepath.FromSlash(heddle.VerdictsPath))
	if err := report.WriteFile(path, text.String()); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "%d verdicts written to %s\n", len(cells), path)
	return err
}

// repository finds heddle's own sources: the directory with its go.mod, upwards from here.
func repository() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		text, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if err == nil && strings.HasPrefix(string(text), "module heddle\n") {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errors.New("matrix: --update needs heddle's own repository around the working directory")
		}
		dir = parent
	}
}
