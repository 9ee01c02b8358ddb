package litmus

import "heddle/model/program"

var c11 = Arch{Name: "C", Doc: "C with <stdatomic.h>", Word: 8, c: true, why: "C is not compiled yet"}

type cThread struct{}

func (p *parser) cThreads()           {}
func (c *compiler) collectC()         {}
func (e *emitter) cThread(th *Thread) {}
func typeKind(name string) (program.Kind, bool) {
	switch name {
	case "int":
		return program.KindInt32, true
	}
	return 0, false
}
