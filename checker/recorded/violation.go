package recorded

import (
	"cmp"
	"context"
	"reflect"
	"slices"
)

// Violation is why a history is not linearizable.
type Violation struct {
	Object     string      // its key, "" if there is only one
	Part       []Operation // operations on the object that are not linearizable: as few as is known, in the order of calls
	Last       Operation   // of the part; until it returns the part is linearizable
	Possible   []string    // Last with what it could have returned, if anything
	Orders     []string    // of each order of the part how far the specification goes with it; nil if the part is large
	Unfinished string      // why there may be a smaller part, "" if it is the smallest

	judge  *judge
	binder *binder
	tasks  []*task // of Part
}

// violation says why o is not linearizable.
func (j *judge) violation(b *binder, o *object) (*Violation, error) {
	v := &Violation{Object: o.key, judge: j, binder: b}
	tasks, err := j.shortest(o.tasks)
	if objects := objectsOf(tasks, j.spec); err == nil && len(objects) > 1 {
		if o, err = j.one(objects); err == nil {
			v.Object, tasks = o.key, o.tasks
		}
	}
	if err == nil {
		tasks, err = j.smallest(tasks)
	}
	if err == nil {
		tasks, err = j.shortest(tasks)
	}
	if err == nil && j.spec.FIFO {
		tasks, err = j.fewer(tasks, o.tasks)
	}
	v.tasks = slices.Clone(tasks)
	slices.SortStableFunc(v.tasks, func(a, b *task) int { return cmp.Compare(a.Call, b.Call) })
	for _, t := range v.tasks {
		v.Part = append(v.Part, *t.Operation)
	}
	last := lastOf(v.tasks)
	v.Last = *last.Operation
	if err == nil {
		v.Possible, err = j.possible(b, v.tasks, last)
	}
	v.Orders = v.orders()
	if j.ctx.Err() != nil {
		v.Unfinished, err = context.Cause(j.ctx).Error(), nil
	}
	return v, err
}

// fewer gives a part of all on a queue, of tasks or another one that has fewer operations. In a beginning, which tasks are of, values are not known
// that are returned only later; in the whole they are.
func (j *judge) fewer(tasks, all []*task) ([]*task, error) {
	tasks, err := j.withoutIdle(tasks)
	if err != nil {
		return tasks, err
	}
	part, err := j.smallest(all)
	if err == nil {
		part, err = j.withoutIdle(part)
	}
	if err != nil || len(part) >= len(tasks) {
		return tasks, err
	}
	return part, nil
}

// withoutIdle leaves out Dequeues that have nothing to take, and what is called after the last return that matters.
func (j *judge) withoutIdle(tasks []*task) ([]*task, error) {
	for {
		less, err := j.shortest(busy(tasks))
		if err != nil || len(less) == len(tasks) {
			return less, err
		}
		tasks = less
	}
}

// lastOf gives the operation that returns last.
func lastOf(tasks []*task) *task {
	var last *task
	for _, t := range tasks {
		if !t.open() && (last == nil || t.Return >= last.Return) {
			last = t
		}
	}
	return last
}

// possible gives what last could have returned, each once.
func (j *judge) possible(b *binder, tasks []*task, last *task) ([]string, error) {
	_, others, err := j.run(tasks, last)
	if err != nil {
		return nil, err
	}
	end := len(last.calls) - 1
	var list []string
	for _, results := range others {
		try := &task{Operation: last.Operation, calls: slices.Clone(last.calls)}
		try.calls[end].results = results
		changed := slices.Clone(tasks)
		changed[slices.Index(changed, last)] = try
		ok, err := j.linearizable(changed)
		if err != nil {
			return nil, err
		}
		if ok {
			list = append(list, b.returning(last, results))
		}
	}
	return list, nil
}

// returning prints t with other results of its last call.
func (b *binder) returning(t *task, results []reflect.Value) string {
	o := *t.Operation
	o.Steps = slices.Clone(o.Steps)
	last := &o.Steps[len(o.Steps)-1]
	last.Results = nil
	for _, r := range results {
		last.Results = append(last.Results, b.symbols.recorded(r))
	}
	return o.String()
}
