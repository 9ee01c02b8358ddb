package register

// NoWriteBack is ABD that reads without telling what it has read: it is regular, not atomic.
type NoWriteBack struct{ *ABD }

// NewNoWriteBack gives a register for so many clients that is 0.
func NewNoWriteBack(clients int) NoWriteBack { return NoWriteBack{NewABD(clients)} }

// Read gives the value.
func (r NoWriteBack) Read(client int) int { return r.ask(client, message{kind: query}).value }

// NewMinority gives an ABD that waits for one answer less than a majority: who reads may ask none of those that the writer has told.
func NewMinority(clients int) *ABD { return newABD(clients, majority-1, 0) }

// Unnumbered is ABD whose requests have no numbers: an answer to an earlier one that comes late is taken for an answer to this one.
type Unnumbered struct{ *ABD }

// NewUnnumbered gives a register for so many clients that is 0.
func NewUnnumbered(clients int) Unnumbered { return Unnumbered{NewABD(clients)} }

// Write sets the value.
func (r Unnumbered) Write(client, v int) {
	r.calls[client] = 0
	r.ABD.Write(client, v)
}

// Read gives the value.
func (r Unnumbered) Read(client int) int {
	r.calls[client] = 0
	newest := r.ask(client, message{kind: query})
	r.calls[client] = 0
	r.ask(client, message{kind: store, has: newest})
	return newest.value
}
