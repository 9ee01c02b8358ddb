// Package round numbers the rounds of the library's checks.
package round

import "heddle/model"

// Next gives the number of the round after r, where there are rounds of them. Those of
// model.Forever have the numbers 0 … period-1, over and over: a number that grew would never let a state come back.
//
// A loop through them all is: for r := 0; r != rounds; r = round.Next(r, rounds, period).
func Next(r, rounds, period int) int {
	if rounds == model.Forever {
		return (r + 1) % period
	}
	return r + 1
}
