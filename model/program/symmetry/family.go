package symmetry

// family is memory of the group's threads' own: a block for each, all of one size.
type family struct {
	blocks []uint64 // by thread: its first cell
	size   int
}

// families come after the objects of fixed memory among the regions, and layouts on the heap after those.
func (a *analysis) isFamily(region int) bool {
	return region >= len(a.Objects) && region < len(a.Objects)+len(a.families)
}

func (a *analysis) heapRegion(layout int32) int {
	return len(a.Objects) + len(a.families) + int(layout)
}

// places is what is known of an address that is words[i] in the group's thread i, of a block of size cells if
// that is not known otherwise.
func (a *analysis) places(words []uint64, size int) value {
	if v, ok := a.knownPlaces(words); ok {
		return v
	}
	f := family{size: size}
	if size == 0 {
		f.blocks, f.size = a.blocksOf(words)
	} else {
		f.blocks = append(f.blocks, words...)
	}
	if f.blocks == nil || !a.disjoint(&f) {
		a.refuse("threads have addresses that are not of memory of their own")
		return value{kind: data}
	}
	a.families = append(a.families, f)
	a.again = true
	return value{}
}

// knownPlaces finds words in the families that are known.
func (a *analysis) knownPlaces(words []uint64) (value, bool) {
	for n := range a.families {
		f := &a.families[n]
		off := words[0] - f.blocks[0]
		same := off < uint64(f.size)
		for i, w := range words {
			same = same && w-f.blocks[i] == off
		}
		if same {
			return pointing(len(a.Objects)+n, int(off)), true
		}
	}
	return value{}, false
}

// blocksOf finds what memory addresses of threads are in: an object each, or an element each of an array.
func (a *analysis) blocksOf(words []uint64) (blocks []uint64, size int) {
	one := a.objectAt(words[0])
	if one < 0 {
		return nil, 0
	}
	o := &a.Objects[one]
	off := words[0] - o.Base
	if a.objectAt(words[1]) == one {
		stride := words[1] - words[0]
		if n := uint64(a.Prog.Layouts[o.Layout].Words); stride == n {
			off %= n
		} else {
			off = 0
		}
		for i, w := range words {
			if w != words[0]+uint64(i)*stride {
				return nil, 0
			}
			blocks = append(blocks, w-off)
		}
		return blocks, int(stride)
	}
	for _, w := range words {
		i := a.objectAt(w)
		if i < 0 || a.Objects[i].Layout != o.Layout || a.Objects[i].Size != o.Size || w-a.Objects[i].Base != off {
			return nil, 0
		}
		blocks = append(blocks, a.Objects[i].Base)
	}
	return blocks, o.Size
}

// disjoint reports whether the blocks of f are blocks of fixed memory that no two share.
func (a *analysis) disjoint(f *family) bool {
	seen := map[uint64]bool{}
	for _, b := range f.blocks {
		object := a.objectAt(b)
		if object < 0 || f.size < 1 || b+uint64(f.size) > a.Objects[object].Base+uint64(a.Objects[object].Size) {
			return false
		}
		for addr := b; addr < b+uint64(f.size); addr++ {
			if seen[addr] || a.owner[addr] >= 0 {
				return false
			}
			seen[addr] = true
		}
	}
	return true
}

// settle gives each cell of a block to its thread.
func (a *analysis) settle() {
	for n := range a.families {
		f := &a.families[n]
		for k := range uint64(f.size) {
			words := make([]uint64, len(f.blocks))
			for i, b := range f.blocks {
				a.owner[b+k], a.bases[b+k] = int16(i), f.blocks[0]+k
				words[i] = a.Words[b+k]
			}
			a.cells[f.blocks[0]+k] = a.tuple(words, a.Pointers[f.blocks[0]+k])
		}
	}
}

// tuple is what is known of a word that is words[i] in the group's thread i.
func (a *analysis) tuple(words []uint64, pointer bool) value {
	same, counts := true, true
	for i, w := range words {
		same = same && w == words[0]
		counts = counts && w == words[0]+uint64(i)
	}
	switch {
	case same:
		return word(words[0])
	case pointer:
		return a.places(words, 0)
	case counts && (!a.numbered || a.first == words[0]):
		a.first, a.numbered = words[0], true
		return value{kind: number}
	}
	a.part("threads start with different values", func(i int) uint64 { return words[i] })
	return value{kind: data}
}
