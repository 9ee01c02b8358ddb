package checker

import (
	"heddle/checker/sample"
	"heddle/machine"
)

// runOrder hashes a run up to the order of steps that commute: two runs have the same hash, but for collisions, if
// the steps that touch a cell, of which one writes, come in the same order in both (A. Mazurkiewicz, Trace theory, LNCS 255, 1987).
// Each process has the hash of its steps so far, and with each step that of the last ones on the cells that it touches.
//
// Cells on the heap are told apart by objects, wherever these lie. If threads are started by several threads at once
// their numbers tell runs apart, so that fewer are the same.
type runOrder struct {
	chains  []uint64 // by process, 0: it has not stepped
	active  []int
	low     []lowCell // fixed cells with low numbers, most of all
	run     uint32
	cells   map[runCell]lastUse // the others
	objects []int32             // of the present state: the number in this run
	next    int32
	old     []int32
}

// lowCell is the use of a cell in one run.
type lowCell struct {
	run uint32
	lastUse
}

const lowCells = 1 << 12

// runCell is a cell: of an object, -1 if it is none.
type runCell struct {
	object int32
	cell   uint64
}

// lastUse has the hashes of the last step that wrote a cell, and the sum of those that have read it since.
type lastUse struct{ write, reads uint64 }

func (o *runOrder) begin() {
	if o.cells == nil {
		o.chains, o.low, o.cells = make([]uint64, sample.Processes), make([]lowCell, lowCells), map[runCell]lastUse{}
	}
	o.run++
	for _, p := range o.active {
		o.chains[p] = 0
	}
	o.active, o.objects, o.next = o.active[:0], o.objects[:0], 0
	clear(o.cells)
}

// object gives the number of object i of the present state.
func (o *runOrder) object(i int) int32 {
	for len(o.objects) <= i {
		o.objects = append(o.objects, o.next)
		o.next++
	}
	return o.objects[i]
}

// step adds a step, alternative alt of its process.
func (o *runOrder) step(s *sample.Step, e *knownStep, alt int) {
	o.enter(s.Process)
	h := hashOf(o.chains[s.Process], uint64(alt)+1)
	if e.partner > 0 {
		h = hashOf(h, o.enter(int(e.partner-1)))
	}
	for _, t := range s.Touches {
		last := o.last(t)
		if h = hashOf(h, last.write); t.Write {
			h = hashOf(h, last.reads)
		}
	}
	for _, t := range s.Touches {
		if t.Write {
			o.use(t, lastUse{write: h})
		} else {
			last := o.last(t)
			last.reads += hashOf(h, 3)
			o.use(t, last)
		}
	}
	if o.chains[s.Process] = h; e.partner > 0 {
		o.chains[e.partner-1] = hashOf(h, 5)
	}
	o.move(e.origins)
}

// enter gives the hash of a process.
func (o *runOrder) enter(process int) uint64 {
	if o.chains[process] == 0 {
		o.chains[process] = hashOf(uint64(process)+7, 11)
		o.active = append(o.active, process)
	}
	return o.chains[process]
}

// last is what was done with a cell last.
func (o *runOrder) last(t sample.Touch) lastUse {
	if t.Fixed && t.Cell < lowCells {
		if c := &o.low[t.Cell]; c.run == o.run {
			return c.lastUse
		}
		return lastUse{}
	}
	return o.cells[o.cell(t)]
}

func (o *runOrder) use(t sample.Touch, u lastUse) {
	if t.Fixed && t.Cell < lowCells {
		o.low[t.Cell] = lowCell{o.run, u}
		return
	}
	o.cells[o.cell(t)] = u
}

func (o *runOrder) cell(t sample.Touch) runCell {
	if t.Fixed {
		return runCell{-1, t.Cell}
	}
	i, offset, _ := machine.Access{Cell: t.Cell}.HeapCell()
	return runCell{o.object(i), uint64(offset)}
}

// move follows the objects to their numbers in the next state.
func (o *runOrder) move(origins []int32) {
	if len(origins) == 0 {
		o.objects = o.objects[:0]
		return
	}
	for _, i := range origins {
		o.object(int(i))
	}
	o.old = append(o.old[:0], o.objects...)
	o.objects = o.objects[:0]
	for _, i := range origins {
		o.objects = append(o.objects, o.old[i])
	}
}

// hash is that of the run so far.
func (o *runOrder) hash() (h uint64) {
	for _, p := range o.active {
		h += hashOf(o.chains[p], uint64(p))
	}
	return h
}

// hashOf mixes two words.
func hashOf(a, b uint64) uint64 {
	h := (a ^ (b+0x9e3779b97f4a7c15)*0xbf58476d1ce4e5b9) * 0x94d049bb133111eb
	return h ^ h>>29
}
