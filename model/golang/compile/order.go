package compile

import "golang.org/x/tools/go/ssa"

// orderFree reports whether the order in which the loop of next produces the entries of
// a map cannot matter.
func orderFree(next *ssa.Next) bool {
	refs := *next.Referrers()
	return len(refs) == 0
}
