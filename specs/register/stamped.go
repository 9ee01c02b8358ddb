package register

import "heddle/model"

// stamped is a value with the number of the write that it comes from, or a number that orders it otherwise.
type stamped struct{ stamp, value int }

// newer gives the one with the higher stamp.
func newer(a, b stamped) stamped {
	if b.stamp > a.stamp {
		return b
	}
	return a
}

// SingleReader is an atomic register with one writer and one reader, made of a regular one that holds the
// number of each write too. The reader keeps the newest that it has read, and does not go back to an older one.
//
// Source: the idea is that of L. Lamport, Distributed Computing 1(2), 1986, part II; in this form M. Herlihy, N. Shavit, The
// art of multiprocessor programming, 2008, section 4.2.4.
type SingleReader struct {
	cell    Regular[stamped]
	written stamped // the writer's
	read    stamped // the reader's
}

// NewSingleReader gives a register that is 0.
func NewSingleReader() *SingleReader { return new(SingleReader) }

// Write sets the value.
func (r *SingleReader) Write(v int) {
	r.written = stamped{r.written.stamp + 1, v}
	r.cell.Write(r.written)
}

// Read gives the value.
func (r *SingleReader) Read() int {
	r.read = newer(r.read, r.cell.Read())
	return r.read.value
}

// Forgetful is SingleReader whose reader does not keep what it has read.
type Forgetful struct{ SingleReader }

// NewForgetful gives a register that is 0.
func NewForgetful() *Forgetful { return new(Forgetful) }

// Read gives the value.
func (r *Forgetful) Read() int { return r.cell.Read().value }

// cell is an atomic register of stamped values.
type cell struct{ p model.Pointer[stamped] }

func (c *cell) write(s stamped) { c.p.StoreSeqCst(&s) }

func (c *cell) read() (s stamped) {
	if p := c.p.LoadSeqCst(); p != nil {
		s = *p
	}
	return s
}

// MultiReader is an atomic register with one writer, client 0, and several readers, made of atomic registers with one reader each: cells[i][j] is
// written by i for j. The writer tells each reader, and each reader, before it gives a value, tells the others.
//
// Source: in this form M. Herlihy, N. Shavit, The art of multiprocessor programming, 2008, section 4.2.5; the
// first are P. M. B. Vitányi, B. Awerbuch, Atomic shared register access by asynchronous hardware, FOCS 1986.
type MultiReader struct {
	cells [][]cell
	last  int // number of the last write; the writer's
}

// NewMultiReader gives a register for so many clients that is 0.
func NewMultiReader(clients int) *MultiReader {
	r := &MultiReader{cells: make([][]cell, clients)}
	for i := range r.cells {
		r.cells[i] = make([]cell, clients)
	}
	return r
}

// Write sets the value.
func (r *MultiReader) Write(_, v int) {
	r.last++
	r.tell(0, stamped{r.last, v})
}

// Read gives the value.
func (r *MultiReader) Read(client int) int {
	newest := r.newest(client)
	r.tell(client, newest)
	return newest.value
}

// newest gives the newest that a reader was told, or tells itself.
func (r *MultiReader) newest(client int) (newest stamped) {
	for i := range r.cells {
		newest = newer(newest, r.cells[i][client].read())
	}
	return newest
}

// tell tells all readers, which the teller may be one of.
func (r *MultiReader) tell(client int, s stamped) {
	for reader := 1; reader < len(r.cells); reader++ {
		r.cells[client][reader].write(s)
	}
}

// Silent is MultiReader whose readers do not tell each other: one may read a new value, and then another the old.
type Silent struct{ *MultiReader }

// NewSilent gives a register for so many clients that is 0.
func NewSilent(clients int) Silent { return Silent{NewMultiReader(clients)} }

// Read gives the value.
func (r Silent) Read(client int) int { return r.newest(client).value }

// MultiWriter is an atomic register with several writers and readers, made of atomic registers with one writer each. Who writes
// takes a number higher than all that it finds, and of equal numbers that of the higher client counts.
//
// Source: P. M. B. Vitányi, B. Awerbuch, Atomic shared register access by asynchronous hardware, FOCS 1986; in this form M.
// Herlihy, N. Shavit, The art of multiprocessor programming, 2008, section 4.2.6.
type MultiWriter struct{ cells []cell }

// NewMultiWriter gives a register for so many clients that is 0.
func NewMultiWriter(clients int) MultiWriter { return MultiWriter{make([]cell, clients)} }

// Write sets the value.
func (r MultiWriter) Write(client, v int) {
	n := len(r.cells)
	r.cells[client].write(stamped{(r.newest().stamp/n+1)*n + client, v})
}

// Read gives the value.
func (r MultiWriter) Read(client int) int { return r.newest().value }

func (r MultiWriter) newest() (newest stamped) {
	for i := range r.cells {
		newest = newer(newest, r.cells[i].read())
	}
	return newest
}

// Tied is MultiWriter whose writers take equal numbers: who is found first counts, even if that one has written before the other began.
type Tied struct{ MultiWriter }

// NewTied gives a register for so many clients that is 0.
func NewTied(clients int) Tied { return Tied{NewMultiWriter(clients)} }

// Write sets the value.
func (r Tied) Write(client, v int) {
	r.cells[client].write(stamped{r.cells[client].read().stamp + 1, v})
}
