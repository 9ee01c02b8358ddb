package reflect

import "heddle/model/golang/step"

// The words of a map's object, as package program has them: its length, and the
// address of its entries, each a key and then an element.
type object struct {
	len     int
	entries step.Ref
}

// mapped gives the object of a map that is not nil.
func (v Value) mapped() *object { return step.Cast[object](v.word()) }

// MapIter goes through the entries of a map.
type MapIter struct {
	m    Value
	next int
}

func (v Value) MapRange() *MapIter {
	v.must("MapRange", Map, Map)
	return &MapIter{m: v}
}

func (it *MapIter) Next() bool {
	if it.next >= it.m.Len() {
		return false
	}
	it.next++
	return true
}

// entry gives the words of the current entry, from word at.
func (it *MapIter) entry(at int) step.Ref {
	t := it.m.t
	return step.At(it.m.mapped().entries, (it.next-1)*max(t.Key.Words+t.Elem.Words, 1)+at)
}

// seen is how keys and elements were found.
func (it *MapIter) seen() flag {
	if it.m.CanInterface() {
		return 0
	}
	return hidden
}

func (it *MapIter) Key() Value {
	return Value{it.m.t.Key, it.entry(0), it.seen()}
}

func (it *MapIter) Value() Value {
	return Value{it.m.t.Elem, it.entry(it.m.t.Key.Words), it.seen()}
}
