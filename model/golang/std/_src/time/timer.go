package time

import "heddle/model/golang/step"

// alarm is what a Timer or a Ticker waits for. It goes off in a daemon thread, at any
// moment while it is armed. What Go delays for as long as nobody receives is, in c,
// here: a Stop or Reset takes it back, so that no stale value is received.
type alarm struct {
	armed  bool
	ticks  bool     // stays armed
	when   int64    // deadline, and
	period Duration // of a Ticker, both 0 if the clock is not kept
	c      chan Time
	f      func()
}

// channel is an alarm that sends on a channel. Its thread ends when nobody has that.
type channel struct {
	c     chan Time
	alarm *alarm
}

func newChannel(d Duration, ticks bool) channel {
	c := make(chan Time, 1)
	w := channel{c, &alarm{armed: true, ticks: ticks, when: deadline(d), c: c}}
	if ticks && kept() {
		w.alarm.period = d
	}
	step.GoWeak(channel.run, w)
	return w
}

// run is the thread of the alarm.
func (w channel) run() {
	for {
		now := nano
		if kept() {
			now = w.alarm.due()
		}
		w.ring(at(now))
	}
}

// due is the moment when the alarm goes off: it advances the clock.
func (a *alarm) due() int64 {
	step.Begin()
	step.Await(a.armed)
	when := a.when
	step.EndRelaxed()
	return advance(when)
}

func (w channel) ring(t Time) {
	step.Begin()
	sent := false
	if w.alarm.armed {
		select {
		case w.c <- t:
			sent = true
		default:
		}
	}
	step.Await(sent) // a tick waits until the one before it was received
	w.alarm.armed = w.alarm.ticks
	w.alarm.when += int64(w.alarm.period)
	step.End()
}

// run is the thread of an alarm that calls a function.
func (a *alarm) run() {
	for {
		if kept() {
			a.due()
		}
		a.ring()
		go a.f()
	}
}

func (a *alarm) ring() {
	step.Begin()
	step.Await(a.armed)
	a.armed = false
	step.End()
}

// set arms or disarms a, in a section, and reports whether it had been armed and
// nobody has noticed that it went off.
func (a *alarm) set(armed bool, when int64) (was bool) {
	was = a.armed
	a.armed = armed
	a.when = when
	if a.c != nil {
		select {
		case <-a.c:
			was = true
		default:
		}
	}
	return was
}

// Timer is an alarm that goes off once.
type Timer struct {
	C     <-chan Time
	alarm *alarm
}

func NewTimer(d Duration) *Timer {
	w := newChannel(d, false)
	return &Timer{w.c, w.alarm}
}

func After(d Duration) <-chan Time { return newChannel(d, false).c }

// AfterFunc runs f in a thread of its own after d.
func AfterFunc(d Duration, f func()) *Timer {
	a := &alarm{armed: true, when: deadline(d), f: f}
	step.GoHeld((*alarm).run, a)
	return &Timer{nil, a}
}

func (t *Timer) Stop() bool {
	if t.alarm == nil {
		panic("time: Stop called on uninitialized Timer")
	}
	step.Begin()
	was := t.alarm.set(false, 0)
	step.End()
	return was
}

func (t *Timer) Reset(d Duration) bool {
	if t.alarm == nil {
		panic("time: Reset called on uninitialized Timer")
	}
	when := deadline(d)
	step.Begin()
	was := t.alarm.set(true, when)
	step.End()
	return was
}

// Ticker is an alarm that goes off again and again.
type Ticker struct {
	C     <-chan Time
	alarm *alarm
}

func NewTicker(d Duration) *Ticker {
	if d <= 0 {
		panic("non-positive interval for NewTicker")
	}
	w := newChannel(d, true)
	return &Ticker{w.c, w.alarm}
}

func Tick(d Duration) <-chan Time {
	if d <= 0 {
		return nil
	}
	return newChannel(d, true).c
}

func (t *Ticker) Stop() {
	if t.alarm == nil {
		return
	}
	step.Begin()
	t.alarm.set(false, 0)
	step.End()
}

func (t *Ticker) Reset(d Duration) {
	if d <= 0 {
		panic("non-positive interval for Ticker.Reset")
	}
	if t.alarm == nil {
		panic("time: Reset called on uninitialized Ticker")
	}
	when := deadline(d)
	step.Begin()
	t.alarm.set(true, when)
	if kept() {
		t.alarm.period = d
	}
	step.End()
}
