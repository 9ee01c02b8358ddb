package specs

import "heddle/checker/scenario"

func exchangers() []Entry {
	const scherer2005 = "W. N. Scherer III, D. Lea, M. L. Scott, A scalable elimination-based exchange channel, SCOOL 2005"
	return []Entry{
		exchanger("slot", "NewSlot()", scherer2005,
			"Who comes first leaves an offer in the slot, which who comes second takes and answers.", 3, 1),
		exchanger("slot~rude", "NewRude()", scherer2005,
			"Who gives up does not look whether somebody has come: the other has exchanged with nobody.", 2, 1),
		exchanger("slot~crowded", "NewCrowded()", scherer2005,
			"An offer is answered by a write: two get the same item.", 3, 1),
	}
}

// exchanger gives an entry of package exchanger.
func exchanger(name, expression, source, doc string, threads, rounds int) Entry {
	e := object("exchanger", name, expression, "NewExchanger(clients * rounds)", source, doc, threads, rounds,
		scenario.Operation{Name: "Exchange", Parameters: fresh, Results: valueOrNot},
		scenario.Operation{Name: "Settled", Clients: scenario.Nobody})
	e.Object.Final = []scenario.Call{{Operation: "Settled"}}
	return e
}
