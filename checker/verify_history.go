package checker

import (
	"errors"
	"fmt"
	"strings"

	histories "heddle/checker/recorded"
	"heddle/checker/report"
	"heddle/model"
)

// VerifyHistory checks in a test what a history has recorded of an object that ran natively: whether it is linearizable. The
// specification is that of Linearizable: a function that gives a new object, whose methods are the operations.
//
//	func TestStackNatively(t *testing.T) {
//		var h model.History
//		s := NewTreiber()
//		model.Run(8, func(client int) {
//			for v := range 1000 {
//				h.Call(client, "Push", v)
//				s.Push(v)
//				h.Return(client)
//			}
//		})
//		checker.VerifyHistory(t, &h, func() *Stack { return new(Stack) })
//	}
//
// Unlike Linearizable it runs the specification, and says nothing of other runs than this one. The test fails at
// once if the history is not linearizable, and shows the smallest part of it that is known not to be; with -artifacts the whole history,
// which "heddle history" reads, and a picture are kept. It fails too if there is no answer within the Limits that an option
// may give, or the time that go test's -timeout leaves.
func VerifyHistory(t TB, h *model.History, spec any, options ...Option) {
	t.Helper()
	v := &verification{t: t, opts: Options{Limits: Limits{Memory: defaultMemory}}}
	for _, o := range options {
		o.set(v)
	}
	events := h.Events()
	a, err := v.recorded(events, spec)
	if err != nil {
		t.Fatalf("%v", err)
		return
	}
	var text strings.Builder
	if err := a.Text(&text, report.Style{Width: logWidth}); err != nil {
		panic("checker: bug: " + err.Error()) // a Builder takes everything
	}
	if a.Verdict == Verified {
		t.Logf("%s", text.String())
		return
	}
	if dir, ok := t.(interface{ ArtifactDir() string }); ok && testFlag("artifacts") {
		if err := a.Keep(dir.ArtifactDir(), events); err != nil {
			t.Logf("not kept among the artifacts: %v", err)
		}
	}
	t.Fatalf("%s", text.String())
}

// recorded judges events.
func (v *verification) recorded(events []model.HistoryEvent, spec any) (*histories.Answer, error) {
	limits := v.opts.Limits
	if left, ok := v.timeLeft(); ok && (limits.Time == 0 || limits.Time > left) {
		limits.Time = left
	}
	if len(events) == 0 {
		return nil, errors.New("checker: the history is empty: nothing is checked")
	}
	ctx, cancel := histories.Bounded(v.t.Context(), limits.Time, limits.Memory)
	defer cancel()
	history, err := histories.OfEvents(events)
	if err != nil {
		return nil, fmt.Errorf("checker: %w", err)
	}
	s := histories.Specification{Name: fmt.Sprintf("%T", spec), New: spec}
	name, _ := strings.CutPrefix(s.Name, "func() *")
	r, err := histories.Check(ctx, history, s)
	if err != nil {
		return nil, fmt.Errorf("checker: %w", err)
	}
	return &histories.Answer{File: v.t.Name(), Specification: name, Result: r}, nil
}
