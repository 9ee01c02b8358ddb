// Package panics leaves functions by panic and Goexit, and what they hold behind.
package panics
