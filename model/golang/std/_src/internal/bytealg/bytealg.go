// Package bytealg is Go's own, as on machines for which that has no assembly, but for
// one function.
package bytealg

// MakeNoZero makes a slice of n bytes.
func MakeNoZero(n int) []byte { return make([]byte, n) }
