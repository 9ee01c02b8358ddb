// Package atomicity has no data race, and yet breaks: what should be one step is two.
package atomicity
