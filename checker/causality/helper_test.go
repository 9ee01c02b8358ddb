package causality_test

import "heddle/checker/causality"

// named gives the events of a run by their labels.
func named(r *causality.Run) map[string]int {
	events := map[string]int{}
	for i, l := range r.Labels() {
		if l != "" {
			events[l] = i
		}
	}
	return events
}
