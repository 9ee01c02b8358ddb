package strategies

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"heddle/checker"
)

// natively fills in the column of runs as ordinary Go, under the race detector, by go test -race -count: how often a program
// ran until a run failed. Unlike all the others it depends on the machine, and is another one each time.
//
// It needs the go command, a C compiler, and the sources: the working directory must be in the repository.
func (t *Table) natively(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "heddle")
	if err != nil {
		return fmt.Errorf("strategies: natively: %w", err)
	}
	defer os.RemoveAll(dir)
	test := filepath.Join(dir, "native.test")
	build := exec.CommandContext(ctx, "go", "test", "-race", "-tags", "native", "-c", "-o", test, "heddle/specs/strategies")
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("strategies: natively: want go, a C compiler, and the repository of heddle as the working directory: %w\n%s", err, out)
	}
	t.Columns = append(t.Columns, "go test -race")
	for i := range t.Rows {
		r := &t.Rows[i]
		var cell Cell
		runs, began := 0, time.Now()
		for range t.Seeds {
			if t.Progress != nil {
				t.Progress(r.Name+" natively", checker.Progress{Schedules: runs, Asked: t.Seeds * t.Native, Elapsed: time.Since(began)})
			}
			n, err := t.runNatively(ctx, test, r.Name)
			if err != nil {
				return fmt.Errorf("strategies: %s natively: %w", r.Name, err)
			}
			if cell = append(cell, n); n == 0 {
				n = t.Native
			}
			runs += n
		}
		r.Cells = append(r.Cells, cell)
	}
	return nil
}

// runNatively runs a program until a run fails, and says in which that was; 0: in none.
func (t *Table) runNatively(ctx context.Context, test, name string) (int, error) {
	cmd := exec.CommandContext(ctx, test, "-test.run", "^TestNative$/^"+name+"$", "-test.count", strconv.Itoa(t.Native), "-test.failfast", "-test.v")
	cmd.Dir = filepath.Dir(test)
	out, err := cmd.CombinedOutput()
	runs := bytes.Count(out, []byte("=== RUN   TestNative/"+name+"\n"))
	var failed *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return 0, ctx.Err()
	case err == nil && runs == t.Native:
		return 0, nil
	case errors.As(err, &failed) && runs > 0:
		return runs, nil
	}
	return 0, fmt.Errorf("%d runs, want %d or a failure: %v\n%s", runs, t.Native, err, out)
}
