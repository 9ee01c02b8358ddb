package litmus

import "fmt"

// Error says what is wrong with a litmus file, and where. Columns count bytes from 1.
type Error struct {
	File   string
	Line   int
	Column int
	Text   string // "found …, want …"
}

// Error prints file:line:column: text.
func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Text)
}

// place is a position in a litmus file. The zero place is nowhere.
type place struct{ line, column int32 }

// errorf makes an error at a place of the test's file.
func (t *Test) errorf(at place, format string, args ...any) *Error {
	return &Error{File: t.File, Line: int(at.line), Column: int(at.column), Text: fmt.Sprintf(format, args...)}
}
