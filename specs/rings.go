package specs

import "heddle/checker/scenario"

func rings() []Entry {
	return []Entry{
		spsc("spsc", "NewSPSC(2)",
			"A bounded queue between one producer and one consumer by reads and writes alone.", 2, 4),
		spsc("spsc~unfenced", "NewSPSCUnfenced(2)", asPublished, 2, 3),
		spsc("spsc~released", "NewSPSCReleased(2)",
			"Counts are released and acquired only: who comes after an operation may not see yet what it did.", 2, 3),
		spsc("spsc~early", "NewSPSCEarly(2)",
			"A value is counted before it is there.", 2, 1),
		spsc("spsc~overfull", "NewSPSCOverfull(2)",
			"There is room for one value more than there are places.", 2, 3),
		spsc("spsc~wrapped", "NewSPSCWrapped(2)",
			"Counts go round with the places: a full ring looks like an empty one.", 2, 2),
		producers(spsc("spsc~producers", "NewSPSC(2)",
			"Two producers: both put their value in the same place.", 3, 2)),
	}
}

// ioRings are those between a guest and Xen.
func ioRings() []Entry {
	return []Entry{
		xen("xen", "CheckXen",
			"Requests of a guest and responses of Xen in the slots of one ring; four indices, each with one writer.", 2, 3),
		xen("xen~unfenced", "CheckXenUnfenced", asPublished, 2, 3),
		xen("xen~early", "CheckXenEarly",
			"A request is counted before its descriptor is there.", 2, 1),
		xen("xen~overrun", "CheckXenOverrun",
			"The guest does not look at which responses it has consumed, and writes over the others.", 2, 3),
		xen("xen~own-slot", "CheckXenOwnSlot",
			"A response is put where its request was: the guest looks for it where the next one should be.", 2, 3),
		xen("xen~late", "CheckXenLate",
			"A request counts as consumed when it is answered: until then it is taken again.", 2, 2),
		xen("xen~reorder", "CheckXenReorder",
			"Xen answers requests in any order, barriers or not.", 2, 3),
	}
}

// xen gives an entry of package ring for a guest and Xen.
func xen(name, check, doc string, threads, rounds int) Entry {
	return pair(Entry{
		Name: "ring/" + name, Doc: doc,
		Source:  "P. Barham et al., Xen and the art of virtualization, SOSP 2003, section 3.2",
		Package: packagePath("ring"), Check: check,
		Threads: threads, Rounds: rounds, Finite: true,
		Claims: []string{ClaimIndices, ClaimAnswered, ClaimProgress},
	})
}

// spsc gives an entry of package ring for a producer, client 0, and a consumer.
func spsc(name, expression, doc string, threads, rounds int) Entry {
	return pair(object("ring", name, expression, "NewBoundedQueue(2)",
		"L. Lamport, Specifying concurrent program modules, ACM TOPLAS 5(2), 1983, section 3", doc, threads, rounds,
		scenario.Operation{Name: "Enqueue", Parameters: fresh, Results: yesOrNo, Clients: scenario.Owner},
		scenario.Operation{Name: "Dequeue", Results: valueOrNot, Clients: scenario.Others}))
}

// producers gives e for a consumer, client 0, and several producers.
func producers(e Entry) Entry {
	e.MinThreads, e.MaxThreads = 0, 0
	e.Object.Operations[0].Clients, e.Object.Operations[1].Clients = scenario.Others, scenario.Owner
	return e
}
