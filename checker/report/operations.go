package report

import "heddle/checker/result"

// nameOperations says, of a schedule against a class of progress, of claims about critical sections what they are to operations: one is
// under way from where a thread wants in until it is in, be there anything critical or not.
func nameOperations(property string, rows []row) []row {
	switch property {
	case result.PropertyObstructionFree, result.PropertyLockFree, result.PropertyWaitFree:
	default:
		return rows
	}
	for i := range rows {
		if r := &rows[i]; r.kind == "claim" {
			switch r.text {
			case "wants into the critical section":
				r.text = "begins an operation"
			case "enters the critical section":
				r.text = "completes the operation"
			case "leaves the critical section":
				r.text = "goes on"
			}
		}
	}
	return rows
}
