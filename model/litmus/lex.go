package litmus

import "strings"

// tokenKind is the kind of a token.
type tokenKind uint8

const (
	tokenEnd tokenKind = iota
	tokenName
	tokenNumber // begins with a digit
	tokenMark   // an operator or punctuation
	tokenText   // "…", with the quotes
)

// token is a word of a litmus file; its text is a part of the file.
type token struct {
	kind tokenKind
	text string
	place
}

// is reports whether t is that mark or name.
func (t token) is(text string) bool {
	return t.text == text && (t.kind == tokenMark || t.kind == tokenName)
}

// dialect is the lexical rules of a part of a file: those of C, of columns of
// instructions, or of states and conditions.
type dialect uint8

const (
	dialectState dialect = iota
	dialectAssembly
	dialectC
)

// lexer splits a file into tokens, one at a time.
type lexer struct {
	src     string
	at      int
	line    int32
	start   int // of the line
	dialect dialect
	unended string // what was open at the end of the file: "comment"; "" if nothing was
	open    place  // where it began
}

// here gives the place of the next byte.
func (l *lexer) here() place { return place{l.line, int32(l.at-l.start) + 1} }

func (l *lexer) newline() {
	l.line++
	l.start = l.at
}

// next skips spaces and comments and gives the token after them.
func (l *lexer) next() token {
	l.skip()
	t := token{place: l.here()}
	if l.at == len(l.src) || l.unended != "" {
		return t
	}
	from := l.at
	c := l.src[from]
	switch {
	case class[c]&nameStart != 0 || c == '.' && l.dialect != dialectC:
		t.kind = tokenName
		l.word()
	case class[c]&digit != 0:
		t.kind = tokenNumber
		l.word()
	case c == '"':
		t.kind = tokenText
		if n := strings.IndexByte(l.src[from+1:], '"'); n >= 0 {
			l.at += n + 2
			l.count(from)
		} else {
			l.unended, l.open = "string", t.place
			l.at = len(l.src)
			return token{place: t.place}
		}
	default:
		t.kind = tokenMark
		l.at += l.mark()
	}
	t.text = l.src[from:l.at]
	return t
}

// word passes the rest of a name or number.
func (l *lexer) word() {
	for l.at < len(l.src) {
		c := l.src[l.at]
		if class[c]&(nameStart|digit) == 0 && (c != '.' || l.dialect == dialectC) {
			return
		}
		l.at++
	}
}

// count notes the newlines from there to l.at.
func (l *lexer) count(from int) {
	for i := from; i < l.at; i++ {
		if l.src[i] == '\n' {
			l.line++
			l.start = i + 1
		}
	}
}

// marks are the operators of more than one byte, by dialect, longest first.
var marks = [...][]string{
	dialectState:    {`/\`, `\/`, "=>", "==", "!=", "<>"},
	dialectAssembly: nil,
	dialectC: {"<<=", ">>=", "==", "!=", "<=", ">=", "&&", "||", "<<", ">>", "++", "--",
		"+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "->"},
}

// mark gives the length of the mark that comes next.
func (l *lexer) mark() int {
	rest := l.src[l.at:]
	for _, m := range marks[l.dialect] {
		if strings.HasPrefix(rest, m) {
			return len(m)
		}
	}
	n := 1
	for rest[0] >= 0x80 && n < len(rest) && rest[n]&0xc0 == 0x80 && n < 4 { // a whole character, for messages
		n++
	}
	return n
}

// skip passes spaces and comments.
func (l *lexer) skip() {
	for l.at < len(l.src) {
		c := l.src[l.at]
		switch {
		case c == '\n':
			l.at++
			l.newline()
		case c == ' ' || c == '\t' || c == '\r':
			l.at++
		case c == '(' && l.dialect != dialectC && l.follows('*'):
			l.comment()
		case c == '/' && l.dialect == dialectC && l.follows('/'):
			if n := strings.IndexByte(l.src[l.at:], '\n'); n >= 0 {
				l.at += n
			} else {
				l.at = len(l.src)
			}
		case c == '/' && l.dialect == dialectC && l.follows('*'):
			from := l.at
			n := strings.Index(l.src[from+2:], "*/")
			if n < 0 {
				l.unended, l.open = "comment", l.here()
				l.at = len(l.src)
				return
			}
			l.at += n + 4
			l.count(from)
		default:
			return
		}
	}
}

func (l *lexer) follows(c byte) bool { return l.at+1 < len(l.src) && l.src[l.at+1] == c }

// comment passes a comment in herd's form, which nests.
func (l *lexer) comment() {
	open, depth := l.here(), 0
	for l.at < len(l.src) {
		switch c := l.src[l.at]; {
		case c == '(' && l.follows('*'):
			depth++
			l.at += 2
		case c == '*' && l.follows(')'):
			depth--
			if l.at += 2; depth == 0 {
				return
			}
		default:
			if l.at++; c == '\n' {
				l.newline()
			}
		}
	}
	l.unended, l.open = "comment", open
}

const (
	nameStart = 1 << iota
	digit
	space
)

// class says what a byte can be part of.
var class = classes()

func classes() (table [256]uint8) {
	for c := range table {
		switch {
		case c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			table[c] = nameStart
		case c >= '0' && c <= '9':
			table[c] = digit
		case c == ' ' || c == '\t' || c == '\r':
			table[c] = space
		}
	}
	return table
}
