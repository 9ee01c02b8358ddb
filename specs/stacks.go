package specs

import "heddle/checker/scenario"

const treiber1986 = "R. K. Treiber, Systems programming: coping with parallelism, IBM Almaden Research Center, report RJ 5118, 1986"

func stacks() []Entry {
	return []Entry{
		stack("treiber", "NewTreiber()", treiber1986,
			"A linked list, the top of which is compared and swapped; each push makes a new node.", 2, 3),
		stack("treiber~unfenced", "NewTreiberUnfenced()", treiber1986, asPublished, 2, 2),
		stack("treiber~relaxed", "NewTreiberRelaxed()", treiber1986,
			"A push does not release its node: right but where orders count.", 2, 2),
		stack("treiber~plain-pop", "NewTreiberPlainPop()", treiber1986,
			"The top is taken away by a store: two can pop the same value.", 2, 2),
		stack("treiber~reread", "NewTreiberReread()", treiber1986,
			"A push compares with a top that it reads anew, not with the one that it has linked to.", 2, 2),
		stack("treiber~once", "NewTreiberOnce()", treiber1986,
			"A pop that comes second says that the stack is empty.", 2, 2),
		pooled(stack("treiber~reused", "NewTreiberReused(clients, 100, 101)", treiber1986,
			"Popped nodes are pushed again: a top that was away in between is taken for the same (ABA).", 2, 3)),

		pooled(stack("treiber-tagged", "NewTagged(clients, rounds, 100, 101)", treiber1986,
			"Popped nodes are pushed again, and a tag beside the top tells one use from another.", 2, 2)),
		pooled(stack("treiber-tagged~narrow", "NewTaggedNarrow(clients, rounds, 100, 101)", treiber1986,
			"The tag has one bit: after two pops it is as before (ABA).", 2, 3)),
		pooled(stack("treiber-tagged~plain", "NewTaggedPlain(clients, rounds, 100, 101)", treiber1986,
			"The links are ordinary variables: who is late reads one while its node is pushed again.", 2, 2)),
	}
}

// stack gives an entry of package stack.
func stack(name, expression, source, doc string, threads, rounds int) Entry {
	return symmetric(object("stack", name, expression, "NewStack()", source, doc, threads, rounds,
		scenario.Operation{Name: "Push", Parameters: fresh},
		scenario.Operation{Name: "Pop", Results: valueOrNot}))
}

// pooled gives a stack whose operations are told who calls them, with two values in it to start with.
func pooled(e Entry) Entry {
	o := e.Object
	o.Spec = "sequential.NewClientStack(100, 101)"
	for i := range o.Operations {
		op := &o.Operations[i]
		op.Parameters = append(caller[:1:1], op.Parameters...)
	}
	return e
}
