package sequential

// Map is values by key; a key without a value has 0.
type Map struct{ values map[int]int }

// NewMap gives an empty map.
func NewMap() *Map { return &Map{map[int]int{}} }

// Put sets the value of key.
func (m *Map) Put(key, v int) { m.values[key] = v }

// Get gives the value of key.
func (m *Map) Get(key int) int { return m.values[key] }

// Delete takes key out.
func (m *Map) Delete(key int) { delete(m.values, key) }

// CompareAndSwap sets the value of key to next if it is old, and reports whether it was.
func (m *Map) CompareAndSwap(key, old, next int) bool {
	if m.values[key] != old {
		return false
	}
	m.values[key] = next
	return true
}
