package sync

import "heddle/model/golang/step"

// Map is a map with atomic operations. They order each other whatever their keys:
// more than Go promises.
type Map struct {
	_ noCopy
	m map[any]any
}

// hash panics for a key that no map can have, before a section begins.
func hash(key any) { _ = map[any]bool(nil)[key] }

// set stores a value, in a section.
func (m *Map) set(key, value any) {
	if m.m == nil {
		m.m = map[any]any{}
	}
	m.m[key] = value
}

func (m *Map) Load(key any) (value any, ok bool) {
	hash(key)
	step.Begin()
	value, ok = m.m[key]
	step.End()
	return value, ok
}

func (m *Map) Store(key, value any) {
	hash(key)
	step.Begin()
	m.set(key, value)
	step.End()
}

func (m *Map) Clear() {
	step.Begin()
	clear(m.m)
	step.End()
}

func (m *Map) LoadOrStore(key, value any) (actual any, loaded bool) {
	hash(key)
	step.Begin()
	actual, loaded = m.m[key]
	if !loaded {
		actual = value
		m.set(key, value)
	}
	step.End()
	return actual, loaded
}

func (m *Map) LoadAndDelete(key any) (value any, loaded bool) {
	hash(key)
	step.Begin()
	value, loaded = m.m[key]
	delete(m.m, key)
	step.End()
	return value, loaded
}

func (m *Map) Delete(key any) {
	hash(key)
	step.Begin()
	delete(m.m, key)
	step.End()
}

func (m *Map) Swap(key, value any) (previous any, loaded bool) {
	hash(key)
	step.Begin()
	previous, loaded = m.m[key]
	m.set(key, value)
	step.End()
	return previous, loaded
}

func (m *Map) CompareAndSwap(key, old, new any) (swapped bool) {
	return m.exchange(key, old, func() { m.m[key] = new })
}

func (m *Map) CompareAndDelete(key, old any) (deleted bool) {
	return m.exchange(key, old, func() { delete(m.m, key) })
}

// exchange runs change, in a section, if the value of key is old, and reports whether
// it did. The comparison may panic, which a section must not, so it comes between a
// step that reads and one that changes if the value is still the same.
func (m *Map) exchange(key, old any, change func()) bool {
	for {
		now, ok := m.Load(key)
		if !ok || now != old {
			return false
		}
		step.Begin()
		again, ok := m.m[key]
		same := ok && again == now
		if same {
			change()
		}
		step.End()
		if same {
			return true
		}
	}
}

// Range calls f for each key that is there when it begins and has not been deleted
// when its turn comes, in any order, with the value of that moment, until f gives false.
// A key that comes meanwhile may have its turn too.
func (m *Map) Range(f func(key, value any) bool) {
	turns := map[any]bool{}
	m.keys(turns)
	for key := range turns {
		step.Begin()
		value, ok := m.m[key]
		step.End()
		if ok && !f(key, value) {
			return
		}
		m.keys(turns)
	}
}

// keys adds all keys to set.
func (m *Map) keys(set map[any]bool) {
	step.Begin()
	keys := step.Keys(m.m)
	step.End()
	for _, key := range keys {
		set[key] = true
	}
}
