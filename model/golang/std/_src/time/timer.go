package time

import "heddle/model/golang/step"

// alarm is what a Timer or a Ticker waits for, armed at first. It goes off in a daemon
// thread, at any moment while it is armed. What Go delays for as long as nobody
// receives is, in a channel of capacity 1, here: a Stop or Reset takes it back, so
// that no stale value is received.
type alarm struct {
	off    bool     // not armed
	when   int64    // deadline, and
	period Duration // of a Ticker, both 0 if the clock is not kept
}

func newAlarm(d, period Duration) *alarm {
	a := new(alarm)
	if kept() {
		a.when, a.period = deadline(d), period
	}
	return a
}

// set arms or disarms a, in a section, and reports whether it had been armed. A value
// in c, which nobody has received, is taken back.
func (a *alarm) set(off bool, when int64, c chan Time) (was bool) {
	was = !a.off
	a.off = off
	a.when = when
	if c != nil {
		select {
		case <-c:
			was = true
		default:
		}
	}
	return was
}

// due gives the deadline of an armed alarm, and the moment when it goes off: it advances the clock.
func (a *alarm) due() (when, now int64) {
	step.Begin()
	step.Await(!a.off)
	when = a.when
	step.EndRelaxed()
	return when, advance(when)
}

// moved reports whether the alarm, which was due at when, is armed with another deadline.
func (a *alarm) moved(when int64) bool { return kept() && !a.off && a.when != when }

// sender is the thread of an alarm that sends on a channel. It ends when nobody has that.
type sender struct {
	c     chan Time
	alarm *alarm
	ticks bool
}

func newSender(d, period Duration) sender {
	w := sender{make(chan Time, 1), newAlarm(d, period), period > 0}
	step.GoWeak(sender.fire, w)
	return w
}

func (w sender) fire() {
	for {
		when, now := int64(0), int64(start)
		if kept() {
			when, now = w.alarm.due()
		}
		w.ring(when, at(now))
	}
}

func (w sender) ring(when int64, t Time) {
	step.Begin()
	sent, moved := false, w.alarm.moved(when)
	if !w.alarm.off && !moved {
		select {
		case w.c <- t:
			sent = true
		default:
		}
	}
	step.Await(sent || moved) // a tick waits until the one before it was received
	if sent {
		w.alarm.off = !w.ticks
		if kept() {
			w.alarm.when += int64(w.alarm.period)
		}
	}
	step.End()
}

// caller is the thread of an alarm that calls a function. It may end while the alarm is
// off, so it starts the function in the same section.
type caller struct {
	alarm *alarm
	f     func()
}

func (w caller) fire() {
	for {
		when := int64(0)
		if kept() {
			when, _ = w.alarm.due()
		}
		w.ring(when)
	}
}

func (w caller) ring(when int64) {
	step.Begin()
	step.Await(!w.alarm.off)
	if !w.alarm.moved(when) {
		w.alarm.off = true
		go w.f()
	}
	step.End()
}

// Timer is an alarm that goes off once.
type Timer struct {
	C     <-chan Time
	c     chan Time
	alarm *alarm
}

func NewTimer(d Duration) *Timer {
	w := newSender(d, 0)
	return &Timer{w.c, w.c, w.alarm}
}

func After(d Duration) <-chan Time { return newSender(d, 0).c }

// AfterFunc runs f in a thread of its own after d.
func AfterFunc(d Duration, f func()) *Timer {
	w := caller{newAlarm(d, 0), f}
	step.GoHeld(caller.fire, w)
	return &Timer{alarm: w.alarm}
}

func (t *Timer) Stop() bool {
	if t.alarm == nil {
		panic("time: Stop called on uninitialized Timer")
	}
	step.Begin()
	was := t.alarm.set(true, 0, t.c)
	step.End()
	return was
}

func (t *Timer) Reset(d Duration) bool {
	if t.alarm == nil {
		panic("time: Reset called on uninitialized Timer")
	}
	when := deadline(d)
	step.Begin()
	was := t.alarm.set(false, when, t.c)
	step.End()
	return was
}

// Ticker is an alarm that goes off again and again.
type Ticker struct {
	C     <-chan Time
	c     chan Time
	alarm *alarm
}

func NewTicker(d Duration) *Ticker {
	if d <= 0 {
		panic("non-positive interval for NewTicker")
	}
	w := newSender(d, d)
	return &Ticker{w.c, w.c, w.alarm}
}

func Tick(d Duration) <-chan Time {
	if d <= 0 {
		return nil
	}
	return newSender(d, d).c
}

func (t *Ticker) Stop() {
	if t.alarm == nil {
		return
	}
	step.Begin()
	t.alarm.set(true, 0, t.c)
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
	t.alarm.set(false, when, t.c)
	if kept() {
		t.alarm.period = d
	}
	step.End()
}
