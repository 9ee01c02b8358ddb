package specs

import (
	"slices"

	"heddle/checker/scenario"
)

const afek1993 = "Y. Afek, H. Attiya, D. Dolev, E. Gafni, M. Merritt, N. Shavit, Atomic snapshots of shared memory, JACM 40(4), 1993"

func snapshots() []Entry {
	return []Entry{
		snapshot("afek", "NewAfek(clients)", afek1993+", section 3",
			"All segments at one moment, from reads and writes: a scan that is disturbed twice by the same borrows that one's.", 2, 2),
		snapshot("afek~hasty", "NewHasty(clients)", afek1993,
			"A scan that is disturbed once borrows a scan that may have been before it began.", 3, 1),
		snapshot("afek~bare", "NewBare(clients)", afek1993,
			"Who writes does not scan: there is nothing to borrow.", 2, 2),
		snapshot("double-collect", "NewDouble(clients)", afek1993+", section 3",
			"Collect until two in a row are the same: others can keep one from an end.", 2, 2),
		snapshot("double-collect~single", "NewSingle(clients)", afek1993,
			"Collect once: of two segments the older value of one and the newer of the other.", 3, 1),
		snapshot("double-collect~unfenced", "NewUnfenced(clients)", afek1993, asPublished, 2, 2),
	}
}

// snapshot gives an entry of package snapshot.
func snapshot(name, expression, source, doc string, threads, rounds int) Entry {
	e := object("snapshot", name, expression, "NewSnapshot()", source, doc, threads, rounds,
		scenario.Operation{Name: "Update", Parameters: slices.Concat(caller, fresh)},
		scenario.Operation{Name: "Scan", Results: []scenario.Result{scenario.Int, scenario.Int, scenario.Int}})
	e.MaxThreads = 3
	return e
}
