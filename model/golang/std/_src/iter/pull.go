// Package iter is Go's own, but for Pull and Pull2, which need coroutines.
package iter

import "heddle/model/golang/step"

// puller is a sequence that runs in a thread of its own, in turn with its caller. The
// thread ends when nobody can ask for more. The flags are the caller's.
type puller[V any] struct {
	seq     Seq[V]
	in      chan bool // resumes the sequence: whether it is to go on
	out     chan turn[V]
	started bool
	done    bool
}

// turn is what the caller is resumed with: a value, or the end.
type turn[V any] struct {
	value    V
	ok       bool
	panicked any  // the end is a panic
	exited   bool // the end is a Goexit
}

// Pull gives functions that resume seq: for its next value, and to end it.
func Pull[V any](seq Seq[V]) (next func() (V, bool), stop func()) {
	p := &puller[V]{seq: seq, in: make(chan bool), out: make(chan turn[V])}
	return p.next, p.stop
}

func (p *puller[V]) next() (V, bool) {
	if p.done {
		var zero V
		return zero, false
	}
	if !p.started {
		p.started = true
		step.GoWeak((*puller[V]).run, p)
	}
	return p.resume(true)
}

func (p *puller[V]) stop() {
	if p.done {
		return
	}
	p.done = true
	if p.started {
		p.resume(false)
	}
}

// resume runs the sequence up to its next value or end, of which the caller has its part.
func (p *puller[V]) resume(more bool) (V, bool) {
	p.in <- more
	t := <-p.out
	p.done = !t.ok
	if t.panicked != nil {
		panic(t.panicked)
	}
	if t.exited {
		step.Goexit()
	}
	return t.value, t.ok
}

func (p *puller[V]) run() {
	in, out, seq := p.in, p.out, p.seq
	returned := false
	defer func() {
		t := turn[V]{exited: !returned}
		if x := recover(); x != nil {
			t = turn[V]{panicked: x}
		}
		out <- t
	}()
	more := <-in
	seq(func(value V) bool {
		if more {
			out <- turn[V]{value: value, ok: true}
			more = <-in
		}
		return more
	})
	returned = true
}

type pair[K, V any] struct {
	key   K
	value V
}

// Pull2 is Pull for pairs.
func Pull2[K, V any](seq Seq2[K, V]) (next func() (K, V, bool), stop func()) {
	next1, stop := Pull(func(yield func(pair[K, V]) bool) {
		seq(func(k K, v V) bool { return yield(pair[K, V]{k, v}) })
	})
	return func() (K, V, bool) {
		p, ok := next1()
		return p.key, p.value, ok
	}, stop
}
