package specs

// SizesUnder counts the entries that have defaults of their own under a memory model.
func SizesUnder(memory string) int {
	n := 0
	for _, s := range sizes() {
		if s.memory == memory {
			n++
		}
	}
	return n
}
