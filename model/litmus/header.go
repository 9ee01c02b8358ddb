package litmus

import (
	"path/filepath"
	"strings"
)

// header reads ARCH NAME (texname) "doc";
func (p *parser) header() {
	p.src = strings.TrimPrefix(p.src, "\ufeff")
	p.skip()
	if p.unended != "" {
		p.advance()
		return
	}
	at := p.here()
	arch := p.run(func(c byte) bool { return class[c]&(nameStart|digit) != 0 })
	if p.test.Arch = archs[arch]; p.test.Arch == nil {
		p.foundText(at, arch, "the name of an architecture: X86, X86_64, C …")
		return
	}
	p.blanks()
	at = p.here()
	name := p.run(func(c byte) bool { return class[c]&(nameStart|digit) != 0 || strings.IndexByte("/.-+[]", c) >= 0 })
	if name == "" {
		p.foundText(at, "", "the name of the test")
		return
	}
	if name == "--" {
		name = filepath.Base(p.test.File)
		name = strings.TrimSuffix(name, filepath.Ext(name))
	}
	p.test.Name = name
	p.test.unsupported = p.test.Arch.why
	if !p.test.Supported() {
		return
	}
	p.titles()
}

// titles reads what may follow the name: (texname), "doc" and a semicolon.
func (p *parser) titles() {
	p.blanks()
	if p.at < len(p.src) && p.src[p.at] == '(' && !p.follows('*') {
		at := p.here()
		p.run(func(c byte) bool { return c != ')' && c != '\n' })
		if p.at == len(p.src) || p.src[p.at] != ')' {
			p.foundText(at, "(", "a name in parentheses")
			return
		}
		p.at++
	}
	before := p.lexer
	if p.skip(); p.at < len(p.src) && p.src[p.at] == '"' {
		if t := p.lexer.next(); t.kind == tokenText {
			p.test.Doc = t.text[1 : len(t.text)-1]
		}
	} else {
		p.lexer = before
	}
	if p.blanks(); p.at < len(p.src) && p.src[p.at] == ';' {
		p.at++
	}
	if p.unended != "" {
		p.advance()
	}
}

// run passes the bytes that are ok and gives them.
func (p *parser) run(ok func(byte) bool) string {
	from := p.at
	for p.at < len(p.src) && ok(p.src[p.at]) {
		p.at++
	}
	return p.src[from:p.at]
}

func (p *parser) blanks() { p.run(func(c byte) bool { return class[c]&space != 0 }) }

// foundText fails at a place of the head, where text or else a character stands.
func (p *parser) foundText(at place, text, want string) {
	t := token{place: at, kind: tokenMark, text: text}
	if text == "" && p.at < len(p.src) {
		t.text = p.src[p.at : p.at+p.mark()]
	}
	if t.text == "" {
		t.kind = tokenEnd
	}
	p.wantAt(t, "%s", want)
}

// meta passes the lines up to the initial state. Those of the form KEY=value are
// kept; others mean nothing.
func (p *parser) meta() {
	for p.err == nil {
		if p.skip(); p.at == len(p.src) {
			p.advance() // for an open comment
			p.want("the initial state in braces")
			return
		}
		if p.src[p.at] == '{' {
			p.advance()
			return
		}
		from := p.lexer
		line := p.run(func(c byte) bool { return c != '\n' })
		key, value, ok := strings.Cut(line, "=")
		key = strings.TrimSpace(key)
		if ok && isKey(key) {
			p.test.Meta = append(p.test.Meta, Meta{key, strings.TrimSpace(value)})
			continue
		}
		if n := strings.IndexAny(line, "{("); n >= 0 {
			p.lexer = from // a brace or a comment may follow
			if p.at += n; p.src[p.at] == '(' && !p.follows('*') {
				p.at++
			}
		}
	}
}

// isKey reports whether s is a letter and letters, digits and _ / . -
func isKey(s string) bool {
	for i := range len(s) {
		if c := s[i]; class[c]&nameStart == 0 && (i == 0 || class[c]&digit == 0 && strings.IndexByte("/.-", c) < 0) {
			return false
		}
	}
	return s != ""
}
