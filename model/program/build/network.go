package build

import "heddle/model/program"

// Behaviour is the words Behave… of a network.
type Behaviour [program.BehaveWords]int

// Network gives a new network of n nodes for messages of a layout.
func (f *Func) Network(n int, layout int32, as Behaviour) Reg {
	var list []Reg
	for _, x := range as {
		list = append(list, f.Const(int64(x)))
	}
	nodes, r := f.Const(int64(n)), f.Reg()
	f.Emit(program.Instr{Op: program.NetMake, A: r, B: nodes, C: f.List(list...), Imm: int64(layout)})
	return r
}

// Attach makes the thread a node.
func (f *Func) Attach(net, node Reg) { f.Emit(program.Instr{Op: program.NetAttach, B: net, C: node}) }

// Disk makes that many words at addr stable storage of a node.
func (f *Func) Disk(net, node, addr Reg, words int) {
	f.Emit(program.Instr{Op: program.NetDisk, B: net, C: f.List(node, addr), Imm: int64(words)})
}

// Transmit sends words from one node to another.
func (f *Func) Transmit(net, from, to Reg, words ...Reg) {
	f.Emit(program.Instr{Op: program.NetSend, B: net, C: f.List(append([]Reg{from, to}, words...)...)})
}

// Listen receives a message of so many words for a node; of is the node to hear from, if how is ReceiveFrom. It gives the
// first of: whom from, whether there was one, the words.
func (f *Func) Listen(how program.Receiving, words int, net, node Reg, of ...Reg) Reg {
	list := f.List(append([]Reg{node}, of...)...)
	r := f.Reg()
	for range 1 + words {
		f.Reg()
	}
	f.Emit(program.Instr{Op: program.NetReceive, Aux: uint8(how), A: r, B: net, C: list, D: int32(2 + words)})
	return r
}

// Mark marks an event.
func (f *Func) Mark(name string) { f.Emit(program.Instr{Op: program.Mark, B: f.String(name)}) }
