// Package selects waits for several things at once, and takes the wrong one, or none.
package selects
