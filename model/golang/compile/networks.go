package compile

import (
	"go/token"
	"go/types"

	"heddle/model/program"
)

// networkIntrinsic gives the operation of a function of the vocabulary that is about networks, nil if it is none.
func networkIntrinsic(name string) *intrinsic {
	receive := func(how program.Receiving) *intrinsic {
		return &intrinsic{emit: func(d *body, c *intrinsicCall) { d.netReceive(c, how) }}
	}
	switch name {
	case "makeNetwork":
		return &intrinsic{emit: (*body).netMake}
	case "attach":
		return &intrinsic{emit: (*body).netAttach}
	case "disk":
		return &intrinsic{emit: (*body).netDisk}
	case "send":
		return &intrinsic{emit: (*body).netSend}
	case "receive":
		return receive(program.ReceiveAny)
	case "receiveFrom":
		return receive(program.ReceiveFrom)
	case "tryReceive":
		return receive(program.ReceiveTry)
	case "serve":
		return receive(program.ReceiveServe)
	case "Mark":
		return &intrinsic{emit: func(d *body, c *intrinsicCall) {
			d.b.emit(program.Instr{Op: program.Mark, B: d.b.reg(d.words(c.args[0])[0])})
		}}
	case "Ghost":
		return &intrinsic{emit: (*body).ghostCode}
	case "Violate":
		return &intrinsic{emit: func(d *body, c *intrinsicCall) {
			property := d.b.reg(d.words(c.args[0])[0])
			d.b.emit(program.Instr{Op: program.Violate, B: property, C: d.b.reg(d.words(c.args[1])[0])})
			d.claim()
		}}
	}
	return nil
}

// message gives the type of the messages that a function of the vocabulary is about.
func (d *body) message(c *intrinsicCall) *flat {
	t := c.fn.TypeArgs()[0]
	f := d.c.types.of(t)
	for i := range f.words {
		if f.pointer(i) || f.words[i].Kind == program.KindIface {
			pos := token.NoPos // where the type is declared says more than the place in the vocabulary
			if named, ok := t.(*types.Named); ok {
				pos = named.Obj().Pos()
			}
			d.c.refuse(pos, "message", "a message of type %s holds a pointer (%s%s), want numbers and strings: nodes of a network share no memory",
				shortName(t), shortName(t), f.cells[i])
			break
		}
	}
	return f
}

func (d *body) netMake(c *intrinsicCall) {
	d.message(c)
	nodes := d.b.reg(d.words(c.args[0])[0])
	list := d.b.list(d.words(c.args[1]))
	dst := d.b.fresh(false)
	d.b.emit(program.Instr{
		Op: program.NetMake, A: dst.reg, B: nodes, C: list, Imm: int64(d.c.static.layout(c.fn.TypeArgs()[0])),
	})
	c.result = []loc{dst}
}

func (d *body) netAttach(c *intrinsicCall) {
	net := d.b.reg(d.words(c.args[0])[0])
	d.b.emit(program.Instr{Op: program.NetAttach, B: net, C: d.b.reg(d.words(c.args[1])[0])})
}

func (d *body) netDisk(c *intrinsicCall) {
	net := d.b.reg(d.words(c.args[0])[0])
	words := d.c.types.size(elem(c.args[2]))
	list := d.b.list([]loc{d.words(c.args[1])[0], d.address(d.place(c.args[2]))})
	d.b.emit(program.Instr{Op: program.NetDisk, B: net, C: list, Imm: int64(words)})
}

func (d *body) netSend(c *intrinsicCall) {
	d.message(c)
	var words []loc
	for _, a := range c.args[1:] {
		words = append(words, d.words(a)...)
	}
	net := d.b.reg(d.words(c.args[0])[0])
	d.b.emit(program.Instr{Op: program.NetSend, B: net, C: d.b.list(words)})
}

func (d *body) netReceive(c *intrinsicCall, how program.Receiving) {
	size := len(d.message(c).words)
	var words []loc
	for _, a := range c.args[1:] {
		words = append(words, d.words(a)...)
	}
	net, list := d.b.reg(d.words(c.args[0])[0]), d.b.list(words)
	res := d.b.run(make([]bool, 2+size)...)
	d.b.emit(program.Instr{Op: program.NetReceive, A: res[0].reg, B: net, C: list, D: int32(len(res)), Aux: uint8(how)})
	c.result = res
}
