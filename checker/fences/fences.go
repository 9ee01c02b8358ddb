// Package fences finds which memory orders and fences of a program matter: those
// without which a claim of it fails, under a memory model and within the bounds of
// a check.
//
// The orders of a program that is verified are weakened, one order at a time, while
// the checker verifies all claims. What is left is minimal: no single order can be
// weakened further; another assignment may well have fewer strong orders. The
// orders of a program that is violated are strengthened until all claims hold, and
// then taken back, with the same meaning of minimal.
//
// It decides by the ordinary checker alone, so that an answer holds for the memory
// model, the bounds and the harness that the program was checked with. Orders in
// package sync and other library code, which a user cannot change, stay as they are;
// plain variables have none, but a fence may stand beside an access to one if nothing else will do.
package fences

import (
	"context"
	"slices"
	"time"

	"heddle/checker"
	"heddle/model/program"
)

// Options say how each of the checks is made.
type Options struct {
	checker.Options
	// Checked, if not nil, is called after each check with the number of checks so far.
	Checked func(checks int)
}

// Answer is what was found about one program under one memory model.
type Answer struct {
	AsWritten checker.Result // of the program as it is
	// Parts has one part, the weakening, if that is verified; if it is violated, the ways in
	// which it was tried to mend it: by stronger orders, by fences; nothing if it is incomplete.
	Parts   []Part
	Checks  int // made in all
	Elapsed time.Duration
	CPU     time.Duration
}

// Means is how a program is changed.
type Means uint8

// The means.
const (
	Weaken     Means = iota // orders are weakened and fences dropped
	Strengthen              // orders are strengthened
	Insert                  // fences are inserted
)

func (m Means) String() string { return [...]string{"weaken", "strengthen", "insert"}[m] }

// Part is the outcome of one way of changing a program.
type Part struct {
	Means    Means
	Holds    bool           // with the orders of Findings all claims hold
	Remains  checker.Result // if not: what is violated, or which limit is met, with all orders as strong as can be
	Findings []Finding      // for Weaken the sites that could be weaker; else those that are changed
	Minimal  bool           // every weaker order was refuted, none was left undecided
}

// Finding is what was found about one site.
type Finding struct {
	Site
	Suffices program.Order
	Needed   []Need // why nothing weaker does: one for each of the next weaker orders; empty if there is none
}

// Need is the check of an order that is too weak, all others being as found.
type Need struct {
	Weaker program.Order
	Result checker.Result // a violation; or Incomplete: a limit was met, and the order was not weakened
}

// Decided reports whether no limit was met: what was found is minimal, and what was not found is not there.
func (a *Answer) Decided() bool {
	for _, p := range a.Parts {
		if p.Holds && !p.Minimal || !p.Holds && p.Remains.Verdict == checker.Incomplete {
			return false
		}
	}
	return a.AsWritten.Verdict != checker.Incomplete
}

// Find finds which orders and fences of p matter. One that is interrupted gives what it has,
// which is not minimal. An error is one of checker.Check.
func Find(ctx context.Context, p *program.Program, opts Options) (Answer, error) {
	started := time.Now()
	f := &finder{ctx: ctx, opts: opts}
	err := f.find(p)
	f.answer.Elapsed = time.Since(started)
	return f.answer, err
}

type finder struct {
	ctx    context.Context
	opts   Options
	answer Answer
}

func (f *finder) find(p *program.Program) (err error) {
	if f.answer.AsWritten, err = f.check(p); err != nil {
		return err
	}
	sites := Sites(p)
	switch f.answer.AsWritten.Verdict {
	case checker.Verified:
		return f.part(Weaken, p, sites)
	case checker.Violated:
		if err := f.part(Strengthen, p, sites); err != nil {
			return err
		}
		if err := f.insert(p, sites); err != nil || f.mended() {
			return err
		}
		if plain := accesses(p, true); len(plain) > 0 {
			f.answer.Parts = f.answer.Parts[:1]
			return f.insert(p, slices.Concat(sites, plain))
		}
	}
	return nil
}

// insert looks for fences before and after accesses that mend p.
func (f *finder) insert(p *program.Program, accesses []Site) error {
	q, fences := withFences(p, accesses)
	return f.part(Insert, q, fences)
}

func (f *finder) mended() bool { return f.answer.Parts[len(f.answer.Parts)-1].Holds }

// check makes one check.
func (f *finder) check(p *program.Program) (checker.Result, error) {
	r, err := checker.Check(f.ctx, p, f.opts.Options)
	f.answer.Checks++
	f.answer.CPU += r.CPU
	if f.opts.Checked != nil {
		f.opts.Checked(f.answer.Checks)
	}
	return r, err
}

// part looks for a minimal assignment of orders to sites of p, and adds it to the answer.
func (f *finder) part(means Means, p *program.Program, sites []Site) error {
	d := newDescent(sites, func(orders []program.Order) (checker.Result, error) {
		return f.check(assign(p, sites, orders))
	})
	if means == Weaken {
		d.now, d.floor = written(sites), weakest(sites)
		d.known[name(d.now)] = f.answer.AsWritten
	} else {
		d.now, d.floor = strongest(sites), written(sites)
		d.known[name(d.floor)] = f.answer.AsWritten
	}
	begin, err := d.look(d.now)
	if err != nil {
		return err
	}
	if begin.Verdict != checker.Verified {
		f.answer.Parts = append(f.answer.Parts, Part{Means: means, Remains: begin})
		return nil
	}
	if means != Weaken {
		if err := d.restore(); err != nil {
			return err
		}
	}
	if err := d.descend(); err != nil {
		return err
	}
	f.answer.Parts = append(f.answer.Parts, Part{
		Means: means, Holds: true, Findings: d.findings(), Minimal: d.decided(),
	})
	return nil
}
