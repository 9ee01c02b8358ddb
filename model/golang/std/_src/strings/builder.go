// Package strings is Go's own, but for Builder.
package strings

import "unicode/utf8"

// Builder builds a string.
type Builder struct {
	self *Builder // set by the first write: a copy differs from it
	text string
}

func (b *Builder) write(s string) {
	if b.self == nil {
		b.self = b
	} else if b.self != b {
		panic("strings: illegal use of non-zero Builder copied by value")
	}
	b.text += s
}

func (b *Builder) String() string { return b.text }
func (b *Builder) Len() int       { return len(b.text) }

// Cap gives the length: the string takes no more memory.
func (b *Builder) Cap() int { return len(b.text) }

func (b *Builder) Reset() { *b = Builder{} }

// Grow has nothing to do but to find a bad n.
func (b *Builder) Grow(n int) {
	b.write("")
	if n < 0 {
		panic("strings.Builder.Grow: negative count")
	}
}

func (b *Builder) Write(p []byte) (int, error) {
	b.write(string(p))
	return len(p), nil
}

func (b *Builder) WriteByte(c byte) error {
	b.write(string([]byte{c}))
	return nil
}

func (b *Builder) WriteRune(r rune) (int, error) {
	if !utf8.ValidRune(r) {
		r = utf8.RuneError
	}
	b.write(string(r))
	return utf8.RuneLen(r), nil
}

func (b *Builder) WriteString(s string) (int, error) {
	b.write(s)
	return len(s), nil
}
