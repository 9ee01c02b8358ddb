package machine

import (
	"fmt"
	"sort"

	"heddle/model/program"
)

// object is a run of cells with a layout: count elements of it.
type object struct {
	base   uint64
	size   int // words, ≥ 1
	layout int32
	count  int
	name   string // "" if it has none
}

// objects are disjoint, by ascending base.
type objects []object

// at gives the object of an address.
func (o objects) at(addr uint64) *object {
	i := sort.Search(len(o), func(i int) bool { return o[i].base > addr }) - 1
	return &o[i]
}

// pointer reports whether word i of an object of the layout holds an address.
func pointer(l *program.Layout, i int) bool {
	return l.Words > 0 && l.Pointer[i%l.Words]
}

// cellName names word i of o: "lock.next", "flags[2]".
func cellName(l *program.Layout, o *object, i int) string {
	name := o.name
	if name == "" {
		name = l.Name
	}
	if l.Words == 0 {
		return name
	}
	if o.count > 1 {
		name = fmt.Sprintf("%s[%d]", name, i/l.Words)
	}
	return name + l.Cells[i%l.Words]
}
