package checker

import (
	"context"
	"errors"
	"fmt"
	"time"

	"heddle/machine"
)

// errLimit ends a pass at a limit; the limit of the stopwatch says which.
type errLimit struct{ what string }

func (e errLimit) Error() string { return e.what }

// interrupted is what is said when a context has ended.
const interrupted = "it was interrupted"

func overTime(limit time.Duration) string { return fmt.Sprintf("the time limit of %v was met", limit) }

// stopwatch is the time of a search or of samples, and why they ended before they had an answer.
type stopwatch struct {
	started  time.Time
	reported time.Time
	limit    string           // the limit that was met, "" if none
	refused  *machine.Refused // the program does what the machine cannot do
}

// passes makes a pass until an answer or a limit, and another whenever the system says that its assumptions were wrong.
func (w *stopwatch) passes(ctx context.Context, pass, checkLimits func(context.Context) error) {
	for {
		err := pass(ctx)
		if err == machine.ErrAgain {
			if err = checkLimits(ctx); err == nil {
				continue
			}
		}
		if err != nil {
			w.limit = err.Error()
			errors.As(err, &w.refused)
		}
		return
	}
}

// checkTime looks whether it was interrupted or the time is up, and now and then reports progress.
func (w *stopwatch) checkTime(ctx context.Context, opts *Options, progress func() Progress) error {
	if ctx.Err() != nil {
		return errLimit{interrupted}
	}
	if opts.Limits.Time == 0 && opts.Progress == nil {
		return nil
	}
	now := time.Now()
	if t := opts.Limits.Time; t > 0 && now.Sub(w.started) > t {
		return errLimit{overTime(t)}
	}
	if opts.Progress != nil && now.Sub(w.reported) > 100*time.Millisecond {
		w.reported = now
		p := progress()
		p.Elapsed = now.Sub(w.started)
		opts.Progress(p)
	}
	return nil
}
