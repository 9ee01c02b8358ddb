// Command heddle checks concurrent Go programs: it explores every schedule of a
// check, under a memory model, and shows the one that breaks it.
//
// This package turns flags into calls of the packages below it and results into
// an exit code; it decides nothing about programs.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
)

// The exit codes. When several targets are checked the first of 2, 1, 3, 0 that
// applies to one of them is the code of all.
const (
	exitVerified   = 0
	exitViolated   = 1
	exitBadInput   = 2
	exitIncomplete = 3
)

// grace is how long after a signal that ends a check others are ignored.
const grace = time.Second

func main() {
	ctx, _ := interruptible(grace)
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// interruptible gives a context that the first Ctrl-C cancels. One that comes
// later than grace kills: not any second signal, because timeout(1) sends two at once.
func interruptible(grace time.Duration) (ctx context.Context, stop func()) {
	ctx, stop = signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, func() { time.AfterFunc(grace, stop) })
	return ctx, stop
}

// run executes one command line and gives the exit code. When ctx is cancelled
// the check that runs ends as incomplete.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	a := &app{stdout: stdout, stderr: stderr}
	root := a.root()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	cmd, err := root.ExecuteContextC(ctx)
	switch {
	case err == nil:
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		fmt.Fprintln(stderr, "interrupted")
		a.exit(exitIncomplete)
	default:
		fmt.Fprintln(stderr, takenForTarget(cmd, args, err))
		a.exit(exitBadInput)
	}
	return a.code
}

// app is one run of the command.
type app struct {
	stdout, stderr io.Writer
	code           int
}

// exit records the code of one of several results.
func (a *app) exit(code int) {
	rank := map[int]int{exitVerified: 0, exitIncomplete: 1, exitViolated: 2, exitBadInput: 3}
	if rank[code] > rank[a.code] {
		a.code = code
	}
}

const longHelp = `heddle checks concurrent Go programs. It explores every schedule of a check,
under a memory model, and shows the one that breaks it.

A target is a function without parameters or results in a Go file or package,
or an entry of the library ("heddle list"), or a litmus test. To begin, write
one that starts goroutines, and panics if something is wrong at the end, into a
file visits.go,

    package visits

    import "sync"

    func CheckVisits() {
        visits := 0
        var wg sync.WaitGroup
        for range 2 {
            wg.Go(func() { visits++ })
        }
        wg.Wait()
        if visits != 2 {
            panic("a visit was lost")
        }
    }

and run "heddle check visits.go". It shows a data race; with an atomic.Int32,
visits.Add(1) and visits.Load() it is verified. Nothing is run natively, no
dependency is needed. A test of Go's own checks a function literal by
checker.Verify, or an object by checker.Linearizable, and is run by go test.

Exit codes: 0 everything is verified; 1 something is violated; 2 bad use or bad
input; 3 a limit or bound was met before an answer. Of several targets 2 comes
before 1, 1 before 3, and 3 before 0.`

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:                        "heddle",
		Short:                      "Check concurrent Go programs, schedule by schedule",
		Long:                       longHelp,
		Args:                       unknownCommand,
		SuggestionsMinimumDistance: 2,
		SilenceUsage:               true,
		SilenceErrors:              true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return cmd.Help()
		},
	}
	root.SetFlagErrorFunc(flagError)
	root.SetHelpCommand(helpCommand())
	root.SetUsageTemplate(strings.ReplaceAll(root.UsageTemplate(), ".FlagUsages", fmt.Sprint(".FlagUsagesWrapped ", helpWidth)))
	root.AddCommand(a.checkCommand(), a.sampleCommand(), a.replayCommand(), a.listCommand(), a.matrixCommand(), a.litmusCommand(), a.fencesCommand(), a.costCommand(), a.tableCommand(), a.diagramCommand(), a.historyCommand())
	showSections(root, root.UsageTemplate())
	return root
}
