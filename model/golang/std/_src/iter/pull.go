// Package iter is Go's own, but for Pull and Pull2, which need coroutines.
package iter

import "heddle/model/golang/step"

// puller is a sequence that runs in a thread of its own, in turn with its caller. The
// thread ends when nobody can ask for more.
type puller[V any] struct {
	seq      Seq[V]
	in       chan bool     // resumes the sequence: whether to go on
	out      chan struct{} // resumes the caller
	value    V
	ok       bool // there is a value
	started  bool
	done     bool
	panicked any
	exited   bool // by Goexit
}

// Pull gives functions that resume seq: for its next value, and to end it.
func Pull[V any](seq Seq[V]) (next func() (V, bool), stop func()) {
	p := &puller[V]{seq: seq, in: make(chan bool), out: make(chan struct{})}
	return p.next, p.stop
}

func (p *puller[V]) next() (V, bool) {
	var zero V
	if p.done {
		return zero, false
	}
	if !p.started {
		p.started = true
		step.GoWeak((*puller[V]).run, p)
	}
	p.resume(true)
	value := p.value
	p.value = zero
	return value, p.ok
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
func (p *puller[V]) resume(more bool) {
	p.ok = false
	p.in <- more
	<-p.out
	if x := p.panicked; x != nil {
		p.panicked = nil
		panic(x)
	}
	if p.exited {
		step.Goexit()
	}
}

func (p *puller[V]) run() {
	<-p.in
	returned := false
	defer func() {
		if !returned {
			p.panicked = recover()
			p.exited = p.panicked == nil
		}
		p.done = true
		p.out <- struct{}{}
	}()
	p.seq(p.yield)
	returned = true
}

func (p *puller[V]) yield(value V) bool {
	if p.done {
		return false
	}
	if p.ok {
		panic("iter.Pull: yield called again before next")
	}
	p.value, p.ok = value, true
	p.out <- struct{}{}
	return <-p.in
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
