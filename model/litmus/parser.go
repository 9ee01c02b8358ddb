package litmus

import (
	"fmt"
	"strconv"
	"strings"
)

// maxSource bounds a file, in bytes; maxDepth how deep parentheses and blocks nest.
const (
	maxSource = 1 << 18
	maxDepth  = 200
)

// parser reads a test. tok is the next token. After an error there are no more
// tokens, so that every loop comes to its end; the first error counts.
type parser struct {
	lexer
	tok      token
	test     *Test
	err      *Error
	depth    int
	operands []Operand // of all instructions
}

// advance passes the next token and gives it.
func (p *parser) advance() token {
	t := p.tok
	if p.err != nil {
		return t
	}
	p.tok = p.lexer.next()
	if p.unended != "" {
		p.errorf(p.open, "found the end of the file in a %s, want the end of the %s", p.unended, p.unended)
	}
	return t
}

// switchTo goes on in another dialect; the next token is read again.
func (p *parser) switchTo(d dialect) {
	if p.err != nil {
		return
	}
	if t := p.tok; t.kind != tokenEnd {
		p.at -= len(t.text)
		p.line, p.start = t.line, p.at-int(t.column)+1
	}
	p.dialect = d
	p.advance()
}

// peek gives the token after the next one.
func (p *parser) peek() token {
	l := p.lexer
	return l.next()
}

// accept passes the next token if it is that one.
func (p *parser) accept(text string) bool {
	if p.tok.is(text) {
		p.advance()
		return true
	}
	return false
}

// expect passes that token, or fails.
func (p *parser) expect(text string) {
	if !p.accept(text) {
		p.want("%q", text)
	}
}

// name passes a name, or fails; what says of what.
func (p *parser) name(what string) string {
	if p.tok.kind != tokenName {
		p.want("%s", what)
		return ""
	}
	return p.advance().text
}

// want fails at the next token.
func (p *parser) want(format string, args ...any) {
	p.wantAt(p.tok, format, args...)
}

// wantAt fails at t.
func (p *parser) wantAt(t token, format string, args ...any) {
	p.errorf(t.place, "found %s, want %s", t.describe(), fmt.Sprintf(format, args...))
}

// errorf fails; the first failure stays.
func (p *parser) errorf(at place, format string, args ...any) {
	if p.err == nil {
		p.err = p.test.errorf(at, format, args...)
		p.tok = token{place: at}
	}
}

// describe names a token in a message.
func (t token) describe() string {
	if t.kind == tokenEnd {
		return "the end of the file"
	}
	if len(t.text) > 40 {
		return strconv.Quote(t.text[:40] + "…")
	}
	return strconv.Quote(t.text)
}

// nest enters a nested form, and fails where that is too deep; leave it with unnest.
func (p *parser) nest() {
	if p.depth++; p.depth > maxDepth {
		p.errorf(p.tok.place, "found more than %d nested parentheses and blocks, want fewer", maxDepth)
	}
}

func (p *parser) unnest() { p.depth-- }

// number passes an integer with an optional sign. It must fit 64 bits, as a signed
// or an unsigned one.
func (p *parser) number(what string) int64 {
	at := p.tok
	minus := p.accept("-")
	if p.tok.kind != tokenNumber {
		p.wantAt(at, "%s", what)
		return 0
	}
	t := p.advance()
	v, ok := integer(t.text)
	if !ok || minus && v > 1<<63 {
		p.wantAt(t, "an integer of at most 64 bits")
		return 0
	}
	n := int64(v)
	if minus {
		n = -n
	}
	p.test.numbers = append(p.test.numbers, n)
	return n
}

// integer gives the value of a decimal or hexadecimal number, which may have C's suffixes.
func integer(text string) (uint64, bool) {
	if len(text) == 1 {
		return uint64(text[0] - '0'), class[text[0]]&digit != 0
	}
	text = strings.TrimRight(text, "uUlL")
	base := 10
	if len(text) > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X') {
		text, base = text[2:], 16
	}
	if strings.Contains(text, "_") {
		return 0, false
	}
	v, err := strconv.ParseUint(text, base, 64)
	return v, err == nil
}

// small passes a number from 0 to limit.
func (p *parser) small(what string, limit int64) int {
	at := p.tok
	n := p.number(what)
	if p.err == nil && (n < 0 || n > limit) {
		p.wantAt(at, "%s from 0 to %d", what, limit)
		return 0
	}
	return int(n)
}

// procOf gives n for a name Pn.
func procOf(name string) (int, bool) {
	if len(name) < 2 || len(name) > 4 || name[0] != 'P' {
		return 0, false
	}
	n := 0
	for i := 1; i < len(name); i++ {
		if class[name[i]]&digit == 0 {
			return 0, false
		}
		n = n*10 + int(name[i]-'0')
	}
	return n, true
}
