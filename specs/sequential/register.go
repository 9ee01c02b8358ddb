package sequential

// Register is a value that is read and written.
type Register struct{ value int }

// NewRegister gives a register that is 0.
func NewRegister() *Register { return new(Register) }

// Write sets the value.
func (r *Register) Write(v int) { r.value = v }

// Read gives the value.
func (r *Register) Read() int { return r.value }

// ClientRegister is a Register whose operations are told which client calls them.
type ClientRegister struct{ value int }

// NewClientRegister gives a register that is 0.
func NewClientRegister() *ClientRegister { return new(ClientRegister) }

// Write sets the value.
func (r *ClientRegister) Write(client, v int) { r.value = v }

// Read gives the value.
func (r *ClientRegister) Read(client int) int { return r.value }
