// Package os is what has a meaning in a check: the end of the program.
package os

import "heddle/model/golang/step"

// Exit ends the program at once; deferred calls are not made.
func Exit(code int) { step.Exit(code) }
