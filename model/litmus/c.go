package litmus

import (
	"strings"

	"heddle/model/program"
)

var c11 = Arch{Name: "C", Doc: "C with <stdatomic.h>", Word: 8, c: true}

// cThread is the code of a thread in C.
type cThread struct {
	params []cParam
	body   []cStatement
	source string // with params and braces
}

// cParam is a parameter: it points to the location of its name.
type cParam struct {
	name string
	typ  cType
	place
}

// cType is a type: an integer of a kind, behind stars pointers. KindNone is void.
type cType struct {
	kind  program.Kind
	stars int
}

var cWord = cType{kind: program.KindInt64} // of variables that are not declared

// word gives the kind of words of type t.
func (t cType) word() program.Kind {
	if t.stars > 0 || t.kind == program.KindNone {
		return program.KindInt64
	}
	return t.kind
}

// pointee gives what t points to. What is not declared as a pointer points to words.
func (t cType) pointee() cType {
	if t.stars == 0 {
		return cWord
	}
	return cType{t.kind, t.stars - 1}
}

// cTypes are the integer types of <stdint.h>, <stddef.h> and <stdatomic.h> by the last
// part of their names: int8_t, atomic_int, atomic_uint_fast32_t. Integers are those of LP64.
var cTypes = map[string]program.Kind{
	"void": program.KindNone, "char": program.KindInt8, "schar": program.KindInt8, "uchar": program.KindUint8,
	"short": program.KindInt16, "ushort": program.KindUint16, "int": program.KindInt32, "uint": program.KindUint32,
	"long": program.KindInt64, "ulong": program.KindUint64, "llong": program.KindInt64, "ullong": program.KindUint64,
	"bool": program.KindUint8, "_Bool": program.KindUint8, "flag": program.KindUint8,
	"int8_t": program.KindInt8, "int16_t": program.KindInt16, "int32_t": program.KindInt32, "int64_t": program.KindInt64,
	"uint8_t": program.KindUint8, "uint16_t": program.KindUint16, "uint32_t": program.KindUint32, "uint64_t": program.KindUint64,
	"intptr_t": program.KindInt64, "uintptr_t": program.KindUint64, "size_t": program.KindUint64, "ptrdiff_t": program.KindInt64,
	"intmax_t": program.KindInt64, "uintmax_t": program.KindUint64,
}

// cQualifiers are words of a type that do not say which integer it is.
func cQualifier(word string) bool {
	switch word {
	case "const", "volatile", "_Atomic", "register", "static", "restrict":
		return true
	}
	return false
}

// cTypeWord gives the kind that one word names.
func cTypeWord(word string) (program.Kind, bool) {
	word = strings.TrimPrefix(word, "atomic_")
	for _, speed := range []string{"_fast", "_least"} {
		if before, after, ok := strings.Cut(word, speed); ok {
			word = before + after
		}
	}
	k, ok := cTypes[word]
	return k, ok
}

// isTypeWord reports whether a declaration may begin with word.
func isTypeWord(word string) bool {
	_, ok := cTypeWord(word)
	return ok || cQualifier(word) || word == "unsigned" || word == "signed"
}

// typeKind gives the kind of an integer type as it is written: "unsigned long int".
func typeKind(text string) (program.Kind, bool) {
	kind, known := program.KindNone, false
	unsigned := false
	for word := range strings.FieldsSeq(text) {
		switch k, ok := cTypeWord(word); {
		case cQualifier(word), word == "signed":
		case word == "unsigned":
			unsigned = true
		case !ok:
			return program.KindNone, false
		case known && k == program.KindInt32: // long int
		default:
			kind, known = k, true
		}
		if !cQualifier(word) && !known {
			kind = program.KindInt32 // unsigned alone
		}
	}
	if unsigned && signed(kind) {
		kind += program.KindUint8 - program.KindInt8
	}
	return kind, kind != program.KindNone
}

// linux reports whether a name is one of the Linux kernel's memory model: such tests
// are in C too, but of another dialect.
func linux(name string) bool {
	switch name {
	case "READ_ONCE", "WRITE_ONCE", "atomic_t", "spinlock_t", "srcu_struct", "synchronize_rcu", "synchronize_srcu", "call_rcu":
		return true
	}
	for _, prefix := range []string{"smp_", "rcu_", "srcu_", "spin_", "synchronize_", "xchg", "cmpxchg", "atomic_read", "atomic_set",
		"atomic_add", "atomic_sub", "atomic_inc", "atomic_dec", "atomic_xchg", "atomic_cmpxchg", "atomic_try_cmpxchg", "atomic_andnot",
		"__atomic_", "__load", "__store", "__fence", "__srcu", "__xchg", "__cmpxchg", "__lock", "__trylock", "__islocked", "__unlock"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// cThreads reads the threads: P0 (int *x) { … }
func (p *parser) cThreads() {
	p.switchTo(dialectC)
	for p.err == nil {
		n, ok := procOf(p.tok.text)
		if !ok {
			break
		}
		if n != len(p.test.Threads) || n > maxProc {
			p.want("P%d", len(p.test.Threads))
			return
		}
		th := Thread{place: p.tok.place, c: &cThread{}}
		p.advance()
		from := p.at - len(p.tok.text)
		p.cParams(th.c)
		if !p.tok.is("{") {
			p.want(`"{"`)
			return
		}
		th.c.body = p.cBlock(nil)
		if p.err == nil {
			th.c.source = strings.TrimRight(p.src[from:p.at-len(p.tok.text)], " \t\r\n")
		}
		p.test.Threads = append(p.test.Threads, th)
	}
	if p.err == nil && len(p.test.Threads) == 0 {
		p.want("P0")
	}
}

// cParams reads parameters in parentheses.
func (p *parser) cParams(th *cThread) {
	p.expect("(")
	for p.err == nil && !p.accept(")") {
		if len(th.params) > 0 {
			p.expect(",")
		}
		at := p.tok
		if len(th.params) == maxRegisters {
			p.errorf(at.place, "found more than %d parameters, want fewer", maxRegisters)
		}
		typ := p.cStars(p.cType())
		param := cParam{typ: typ, place: p.tok.place, name: p.name("the name of a location")}
		if p.err == nil && typ.stars == 0 {
			p.wantAt(at, "a pointer to a location")
		}
		th.params = append(th.params, param)
	}
}

// cType reads a type up to its stars.
func (p *parser) cType() cType {
	at := p.tok
	text := ""
	for p.tok.kind == tokenName && isTypeWord(p.tok.text) {
		atomic := p.tok.is("_Atomic")
		p.typeWord(&text)
		if atomic && p.accept("(") {
			t := p.cStars(p.cType())
			p.expect(")")
			return t
		}
	}
	kind, ok := typeKind(text)
	if !ok && text != "void" {
		if p.linux() {
			return cType{}
		}
		p.wantAt(at, "a type of integers")
	}
	return cType{kind: kind}
}

// cStars reads stars after a type.
func (p *parser) cStars(t cType) cType {
	for p.err == nil {
		if p.accept("*") {
			t.stars++
		} else if p.tok.kind == tokenName && cQualifier(p.tok.text) {
			p.advance()
		} else {
			break
		}
	}
	return t
}

// linux ends the reading of a test of the Linux kernel's dialect.
func (p *parser) linux() bool {
	if p.tok.kind != tokenName || !linux(p.tok.text) && p.tok.text != "struct" {
		return false
	}
	p.test.unsupported = "the Linux kernel's dialect of C, as " + p.tok.text + " shows, is not modelled"
	p.err = &Error{}
	return true
}
