// Package timers waits for the clock, whose order with everything else is open.
package timers
