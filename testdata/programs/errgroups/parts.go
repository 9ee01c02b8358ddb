package errgroups

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/sync/errgroup"
)

// A reader feeds a parser; both belong to a group that is cancelled at the first error.
// Blocking, Lib: the reader does not look at the context of the group, whose parser has failed.

var errSyntax = errors.New("syntax error")

func readDeaf(_ context.Context, lines chan<- string) error {
	defer close(lines)
	for _, line := range []string{"ok", "bad", "more"} {
		lines <- line // want violated deadlock in CheckGroupUnheard
	}
	return nil
}

func read(ctx context.Context, lines chan<- string) error {
	defer close(lines)
	for _, line := range []string{"ok", "bad", "more"} {
		select {
		case lines <- line:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

func parse(lines <-chan string) error {
	for line := range lines {
		if line == "bad" {
			return fmt.Errorf("%w in %q", errSyntax, line)
		}
	}
	return nil
}

func readAndParse(read func(context.Context, chan<- string) error) {
	g, ctx := errgroup.WithContext(context.Background())
	lines := make(chan string)
	g.Go(func() error { return read(ctx, lines) })
	g.Go(func() error { return parse(lines) })
	fmt.Println(g.Wait())
}

func CheckGroupUnheard() { readAndParse(readDeaf) }

func CheckGroupHeard() { readAndParse(read) } // want verified
