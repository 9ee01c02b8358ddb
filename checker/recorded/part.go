package recorded

import (
	"cmp"
	"errors"
	"reflect"
	"slices"
)

// until gives the history up to the moment when: what is called later is not in it, what returns later has not returned.
func until(tasks []*task, when int64) []*task {
	var list []*task
	for _, t := range tasks {
		if t.Call > when {
			continue
		}
		if t.Return > when && !t.open() {
			t = t.opened()
		}
		list = append(list, t)
	}
	return list
}

// opened is t without a return.
func (t *task) opened() *task {
	o := *t.Operation
	o.Return, o.LineBack = Open, 0
	o.Steps = slices.Clone(o.Steps)
	calls := slices.Clone(t.calls)
	for i := range calls {
		calls[i].known, calls[i].results = false, nil
		o.Steps[i].Results = nil
	}
	return &task{Operation: &o, calls: calls}
}

// one gives the first object that is not linearizable.
func (j *judge) one(objects []*object) (*object, error) {
	for _, o := range objects {
		if ok, err := j.linearizable(o.tasks); err != nil || !ok {
			return o, err
		}
	}
	return nil, errors.New("bug: a history is not linearizable, but that of each object is")
}

// shortest gives the shortest prefix of tasks, which are not linearizable, that is not either. With an error, the shortest known.
func (j *judge) shortest(tasks []*task) ([]*task, error) {
	var ends []int64
	for _, t := range tasks {
		if !t.open() {
			ends = append(ends, t.Return)
		}
	}
	slices.Sort(ends)
	ends = slices.Compact(ends)
	good, bad := -1, len(ends)-1 // linearizable up to ends[good], not up to ends[bad]
	for bad-good > 1 {
		at := (good + bad) / 2
		ok, err := j.linearizable(until(tasks, ends[at]))
		if err != nil {
			return until(tasks, ends[bad]), err
		}
		if ok {
			good = at
		} else {
			bad = at
		}
	}
	return until(tasks, ends[bad]), nil
}

// smallest gives a part of tasks, which are not linearizable, that is not either for the same reason: no group of values can be
// left out of it. With an error, the smallest known.
func (j *judge) smallest(tasks []*task) ([]*task, error) {
	if slices.ContainsFunc(tasks, func(t *task) bool { return !t.among(j.spec.Parts) }) {
		return tasks, nil
	}
	if j.spec.Failures {
		rest := slices.DeleteFunc(slices.Clone(tasks), (*task).fails)
		if ok, err := j.linearizable(rest); ok || err != nil {
			return tasks, err
		}
		tasks = rest
	}
	fixed, groups := groupsOf(tasks, j.spec)
	// As A. Zeller, R. Hildebrandt, Simplifying and isolating failure-inducing input, TSE 28(2), 2002, without complements.
	for size := (len(groups) + 1) / 2; size > 0; {
		before := len(groups)
		for at := 0; at < len(groups); {
			less := slices.Concat(groups[:at], groups[min(at+size, len(groups)):])
			ok, err := j.linearizable(joined(fixed, less))
			if err != nil {
				return joined(fixed, groups), err
			}
			if ok {
				at += size
			} else {
				groups = less
			}
		}
		if size > 1 || len(groups) == before {
			size /= 2
		}
	}
	return joined(fixed, groups), nil
}

// fails reports whether t returned false last, which says that nothing was changed.
func (t *task) fails() bool {
	last := t.calls[len(t.calls)-1]
	return last.known && len(last.results) > 0 && last.results[len(last.results)-1].Equal(reflect.ValueOf(false))
}

// groupsOf gives the operations on values that one operation or another links, and those that failed one by one. Those of which
// nobody knows what values they are about cannot be left out.
func groupsOf(tasks []*task, spec Specification) (fixed []*task, groups [][]*task) {
	root := map[any]any{}
	find := func(v any) any {
		for root[v] != v {
			if _, ok := root[v]; !ok {
				root[v] = v
			}
			v = root[v]
		}
		return v
	}
	for _, t := range tasks {
		values, _ := t.values(spec)
		for _, v := range values {
			root[find(v)] = find(values[0])
		}
	}
	place := map[any]int{}
	for _, t := range tasks {
		values, ok := t.values(spec)
		if !ok {
			fixed = append(fixed, t)
			continue
		}
		var key any = t // a group of its own
		if len(values) > 0 {
			key = find(values[0])
		}
		at, ok := place[key]
		if !ok {
			at = len(groups)
			place[key] = at
			groups = append(groups, nil)
		}
		groups[at] = append(groups[at], t)
	}
	return fixed, groups
}

// values gives the values that t is about, but keys. It is not ok if nobody knows them, or it is about all, as what deletes is.
func (t *task) values(spec Specification) (list []any, ok bool) {
	for _, c := range t.calls {
		for i, v := range c.in {
			if i > 0 || !slices.Contains(spec.Keyed, c.name) {
				list = append(list, v.Interface())
			}
		}
		signature := c.method.Type()
		for i := range signature.NumOut() {
			if k := signature.Out(i).Kind(); !c.known && k != reflect.Bool {
				return nil, false
			}
		}
		if t.fails() {
			continue
		}
		for _, v := range c.results {
			list = append(list, elements(v)...)
		}
	}
	return list, len(list) > 0 || t.fails()
}

// elements gives the values in a result.
func elements(v reflect.Value) []any {
	switch {
	case v.CanInt():
		return []any{v.Interface()}
	case v.Kind() == reflect.Slice:
		var list []any
		for i := range v.Len() {
			list = append(list, elements(v.Index(i))...)
		}
		return list
	}
	return nil
}

// joined gives all operations, in the order of their calls.
func joined(fixed []*task, groups [][]*task) []*task {
	list := append(slices.Concat(groups...), fixed...)
	slices.SortStableFunc(list, func(a, b *task) int { return cmp.Compare(a.Call, b.Call) })
	return list
}
