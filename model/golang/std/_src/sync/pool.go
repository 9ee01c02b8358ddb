package sync

import (
	"heddle/model"
	"heddle/model/golang/step"
)

// Pool is a set of values. A Get gives any of them, or a new one: Go may drop what is
// in a pool at any moment.
type Pool struct {
	_     noCopy
	items []any
	New   func() any
}

// Put adds x unless it is nil.
func (p *Pool) Put(x any) {
	if x == nil {
		return
	}
	step.Begin()
	p.items = append(p.items, x)
	step.End()
}

// Get takes a value out, or makes one.
func (p *Pool) Get() any {
	if x := p.take(); x != nil {
		return x
	}
	if p.New == nil {
		return nil
	}
	return p.New()
}

// take gives any of the values, or nil.
func (p *Pool) take() (x any) {
	step.Begin()
	n := len(p.items)
	step.End()
	if n == 0 {
		return nil
	}
	i := model.Choose(n + 1)
	step.Begin()
	if n := len(p.items); i < n {
		x = p.items[i]
		rest := make([]any, 0, n-1)
		p.items = append(append(rest, p.items[:i]...), p.items[i+1:]...)
	}
	step.End()
	return x
}
