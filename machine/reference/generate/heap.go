package generate

import (
	"pgregory.net/rapid"

	"heddle/model/program"
	"heddle/model/program/build"
)

// publish allocates a node, fills it and makes head point to it.
func (th *thread) publish() {
	p := th.f.Alloc("n", th.node)
	late := rapid.IntRange(0, 3).Draw(th.t, "late") == 0
	if !late {
		th.f.StoreAt(p, 0, th.value(), th.fillOrder(p))
	}
	th.f.StoreAt(th.head, 0, p, th.storeOrder(th.head))
	if late {
		th.f.StoreAt(p, 0, th.value(), program.Plain)
	}
	th.nodes = append(th.nodes, p)
}

// consume reads through head, if it is not nil, and may write there.
func (th *thread) consume() {
	q := th.f.LoadPointerAt(th.head, 0, th.loadOrder(th.head))
	how := rapid.IntRange(0, 3).Draw(th.t, "how")
	v := th.f.Reg()
	th.f.MoveTo(v, th.consts[3])
	th.f.If(q, func() {
		switch {
		case how == 2 && !th.separate:
			th.f.MoveTo(v, th.swap(q, th.constant(), th.constant()))
			return
		case how == 3 && !th.separate:
			th.sectionOn(q, v)
			return
		}
		th.f.MoveTo(v, th.f.LoadAt(q, 0, th.nodeOrder(q)))
		if how%2 == 1 {
			th.f.StoreAt(q, 0, th.value(), th.storeOrder(q))
		}
	})
	th.keep(v)
}

// sectionOn reads the node at q into v in an atomic section, and may write it.
func (th *thread) sectionOn(q, v build.Reg) {
	th.section(func() {
		th.f.MoveTo(v, th.f.LoadAt(q, 0, program.Plain))
		if rapid.Bool().Draw(th.t, "write") {
			th.f.StoreAt(q, 0, th.constant(), program.Plain)
		}
	})
}

// push adds a node to the list at head, with compare-and-swap.
func (th *thread) push() {
	p := th.f.Alloc("n", th.node)
	th.f.StoreAt(p, 0, th.value(), program.Plain)
	again, out := th.f.Here(), th.f.Label()
	old := th.f.LoadPointerAt(th.head, 0, th.strongLoad(th.head))
	th.f.StoreAt(p, 1, old, program.Plain)
	th.f.Branch(th.swap(th.head, old, p), out, again)
	th.f.Place(out)
}

// pop takes the first node off the list at head, if there is one, in one attempt.
func (th *thread) pop() {
	v := th.f.Reg()
	th.f.MoveTo(v, th.consts[3])
	first := th.f.LoadPointerAt(th.head, 0, th.strongLoad(th.head))
	th.f.If(first, func() {
		next := th.f.LoadPointerAt(first, 1, program.Plain)
		th.f.If(th.swap(th.head, first, next), func() {
			th.f.MoveTo(v, th.f.LoadAt(first, 0, program.Plain))
		})
	})
	th.keep(v)
}

// dereference reads through head, nil or not.
func (th *thread) dereference() {
	th.keep(th.f.LoadAt(th.f.LoadPointerAt(th.head, 0, th.loadOrder(th.head)), 0, program.Plain))
}

// private uses a node that no other thread can reach, or one that it has published.
func (th *thread) private() {
	if len(th.nodes) == 0 {
		th.nodes = append(th.nodes, th.f.Alloc("own", th.node))
	}
	p := rapid.SampledFrom(th.nodes).Draw(th.t, "node")
	th.f.StoreAt(p, 0, th.value(), program.Plain)
	th.keep(th.f.LoadAt(p, 0, program.Plain))
}
