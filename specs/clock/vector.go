package clock

// MaxProcesses is the most processes of a Vector.
const MaxProcesses = 4

// Vector is a logical clock that tells what happened before what exactly: it counts, for each process, the events
// of that process that its owner has heard of. The zero value is before the first event.
//
// Sources: F. Mattern, Virtual time and global states of distributed systems, 1989; C. J. Fidge, Timestamps in
// message-passing systems that preserve the partial ordering, 1988.
type Vector [MaxProcesses]int

// Tick is an event of process id, the owner.
func (v *Vector) Tick(id int) { v[id]++ }

// Hear is the receipt by process id, the owner, of a message that was sent at a time.
func (v *Vector) Hear(id int, sent Vector) {
	v.merge(sent)
	v.Tick(id)
}

func (v *Vector) merge(w Vector) {
	for i := range v {
		v[i] = max(v[i], w[i])
	}
}

// Before reports whether the event with vector v happened before the one with vector w: of no process it knows more.
func (v Vector) Before(w Vector) bool {
	for i := range v {
		if v[i] > w[i] {
			return false
		}
	}
	return v != w
}
