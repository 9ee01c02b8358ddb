package machine

import (
	"slices"
	"unsafe"

	"github.com/zeebo/xxh3"
)

// A know is the number of a record of what somebody knows: a thread, or who reads a
// message. Equal records have one number, 0 is to know nothing.
//
// A record is a sequence of rows, ascending by key. A row is a vector of numbers
// without zeros at its end, never empty. Row at holds, by cell, the place of the latest
// message known in the cell's list of messages; row seen, by mark, 1 if the access is known to
// happen before; row returned counts operations; the others are explained in psc.go. What two know together is, in each
// row, the greater of each two numbers.
//
// In words: key, length, numbers…
type know = uint32

const (
	rowAt uint16 = iota
	rowSeen
	rowReturned // by client: see view_returns.go
	_
	rowsPsc // the first of those of psc.go, whose families are pairs of rows: 2i and 2i+1
)

// byCell reports whether a row has places by cell.
func byCell(row uint16) bool { return row != rowSeen && row != rowReturned }

// knows interns records.
type knows struct {
	words []uint16
	list  []span // in words, by number
	table []know // open addressing, a power of two, 0 is empty
	joins map[uint64]know
	buf   []uint16
	row   []uint16
}

func (ks *knows) reset() {
	ks.words, ks.list = ks.words[:0], append(ks.list[:0], span{})
	if len(ks.table) != fewLocals {
		ks.table = make([]know, fewLocals)
	}
	clear(ks.table)
	if ks.joins == nil {
		ks.joins = map[uint64]know{}
	}
	clear(ks.joins)
}

func (ks *knows) bytes() int {
	return 2*cap(ks.words) + int(unsafe.Sizeof(span{}))*cap(ks.list) + 4*cap(ks.table) + 32*len(ks.joins)
}

func (ks *knows) record(k know) []uint16 { return ks.words[ks.list[k].from:ks.list[k].to] }

// get gives number i of a row.
func (ks *knows) get(k know, row uint16, i int) int {
	if r := ks.find(k, row); i < len(r) {
		return int(r[i])
	}
	return 0
}

// find gives a row, nil if all of it is 0.
func (ks *knows) find(k know, row uint16) []uint16 {
	for r := ks.record(k); len(r) > 0; {
		n := int(r[1])
		if r[0] >= row {
			if r[0] == row {
				return r[2 : 2+n]
			}
			return nil
		}
		r = r[2+n:]
	}
	return nil
}

func (ks *knows) intern(rec []uint16) know {
	if len(rec) == 0 {
		return 0
	}
	if 2*len(ks.list) > len(ks.table) {
		ks.rehash()
	}
	mask := uint64(len(ks.table) - 1)
	for i := hashShorts(rec) & mask; ; i = (i + 1) & mask {
		switch k := ks.table[i]; {
		case k == 0:
			k = know(len(ks.list))
			ks.table[i] = k
			from := int32(len(ks.words))
			ks.words = append(ks.words, rec...)
			ks.list = append(ks.list, span{from, int32(len(ks.words))})
			return k
		case slices.Equal(ks.record(k), rec):
			return k
		}
	}
}

func (ks *knows) rehash() {
	ks.table = make([]know, 2*len(ks.table))
	mask := uint64(len(ks.table) - 1)
	for k := 1; k < len(ks.list); k++ {
		i := hashShorts(ks.record(know(k))) & mask
		for ks.table[i] != 0 {
			i = (i + 1) & mask
		}
		ks.table[i] = know(k)
	}
}

func hashShorts(w []uint16) uint64 {
	return xxh3.Hash(unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(w))), 2*len(w)))
}

// join is what a and b know together.
func (ks *knows) join(a, b know) know {
	switch {
	case a == b || b == 0:
		return a
	case a == 0:
		return b
	case a > b:
		a, b = b, a
	}
	key := uint64(a)<<32 | uint64(b)
	if k, ok := ks.joins[key]; ok {
		return k
	}
	out := ks.buf[:0]
	p, q := ks.record(a), ks.record(b)
	for len(p) > 0 || len(q) > 0 {
		switch {
		case len(q) == 0 || len(p) > 0 && p[0] < q[0]:
			n := 2 + int(p[1])
			out, p = append(out, p[:n]...), p[n:]
		case len(p) == 0 || q[0] < p[0]:
			n := 2 + int(q[1])
			out, q = append(out, q[:n]...), q[n:]
		default:
			n, m := 2+int(p[1]), 2+int(q[1])
			long, short := p[:n], q[:m]
			if m > n {
				long, short = short, long
			}
			at := len(out)
			out = append(out, long...)
			for i := 2; i < len(short); i++ {
				out[at+i] = max(out[at+i], short[i])
			}
			p, q = p[n:], q[m:]
		}
	}
	ks.buf = out
	k := ks.intern(out)
	ks.joins[key] = k
	return k
}

// raise is k and that number i of a row is at least v.
func (ks *knows) raise(k know, row uint16, i, v int) know {
	if ks.get(k, row, i) >= v {
		return k
	}
	return ks.join(k, ks.single(row, i, v))
}

// single is to know that number i of a row is v ≥ 1.
func (ks *knows) single(row uint16, i, v int) know {
	b := append(ks.row[:0], row, uint16(i+1))
	for range i {
		b = append(b, 0)
	}
	b = append(b, uint16(v))
	ks.row = b
	return ks.intern(b)
}

// without is k with number i of a row 0.
func (ks *knows) without(k know, row uint16, i int) know {
	if ks.get(k, row, i) == 0 {
		return k
	}
	return ks.change(k, func(dst []uint16, r uint16, numbers []uint16) []uint16 {
		at := len(dst)
		if dst = append(dst, numbers...); r == row {
			dst[at+i] = 0
		}
		return dst
	})
}

// only is the part of k that is in rows from … to-1, renamed as …
func (ks *knows) only(k know, from, to, as uint16) know {
	out := ks.buf[:0]
	for r := ks.record(k); len(r) > 0; {
		n := 2 + int(r[1])
		if r[0] >= from && r[0] < to {
			at := len(out)
			out = append(out, r[:n]...)
			out[at] += as - from
		}
		r = r[n:]
	}
	ks.buf = out
	return ks.intern(out)
}

// change is k with each row that f changes replaced: f appends the new numbers to dst.
func (ks *knows) change(k know, f func(dst []uint16, row uint16, numbers []uint16) []uint16) know {
	if k == 0 {
		return 0
	}
	out := ks.buf[:0]
	rec := ks.record(k)
	for len(rec) > 0 {
		n := 2 + int(rec[1])
		at := len(out)
		out = append(out, rec[0], 0)
		out = f(out, rec[0], rec[2:n])
		for len(out) > at+2 && out[len(out)-1] == 0 {
			out = out[:len(out)-1]
		}
		if len(out) == at+2 {
			out = out[:at]
		} else {
			out[at+1] = uint16(len(out) - at - 2)
		}
		rec = rec[n:]
	}
	ks.buf = out
	return ks.intern(out)
}

// rekey is k with its rows renamed by f, or dropped.
func (ks *knows) rekey(k know, f func(row uint16) (to uint16, kept bool)) know {
	type keyed struct {
		key  uint16
		from int
	}
	var rows []keyed
	same := true
	rec := ks.record(k)
	for at := 0; at < len(rec); at += 2 + int(rec[at+1]) {
		to, kept := f(rec[at])
		same = same && kept && to == rec[at]
		if kept {
			rows = append(rows, keyed{to, at})
		}
	}
	if same {
		return k
	}
	slices.SortFunc(rows, func(a, b keyed) int { return int(a.key) - int(b.key) })
	out := ks.buf[:0]
	for _, r := range rows {
		at := len(out)
		out = append(out, rec[r.from:r.from+2+int(rec[r.from+1])]...)
		out[at] = r.key
	}
	ks.buf = out
	return ks.intern(out)
}
