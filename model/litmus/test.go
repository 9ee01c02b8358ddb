package litmus

// Test is a litmus test as it is written.
type Test struct {
	File string
	Name string
	Arch *Arch
	Doc  string // what stands between quotes after the name
	Meta []Meta // lines KEY=value before the initial state

	Init    []Binding
	Threads []Thread // P0, P1, …
	Shown   []Place  // locations [...]: also shown in states
	Filter  *Prop    // final states that do not satisfy it do not count; nil: all do
	Final   Quantifier
	Prop    *Prop
	With    []With // what the final condition is on certain platforms, for the record

	numbers     []int64 // all that the text mentions
	unsupported string
}

// Meta is a line of a test's head, as Cycle=Rfe PodRR Fre PodWW.
type Meta struct{ Key, Value string }

// Place is a register or a part of memory that a condition can speak of.
type Place struct {
	Proc  int    // of a register; -1: memory
	Name  string // canonical, for a register: EAX
	Index int    // of an element of the array Name; -1: all of it
	register
	place
}

// Binding is one entry of the initial state.
type Binding struct {
	Place
	Type   string  // as written, without stars; "" if there is none
	Stars  int     // pointer levels
	Length int     // of an array; -1: it is none
	Values []Value // none: zero
}

// Value is an integer or an address.
type Value struct {
	Int   int64
	Name  string // the address is that of this location; "": Int counts
	Index int    // … of this element of it
	place
}

// With is the final condition's quantifier on one platform.
type With struct {
	Platform string
	Final    Quantifier
}

// Quantifier says how the final condition ranges over the final states.
type Quantifier uint8

// The quantifiers. A test without a final condition asks Forall of true.
const (
	Exists Quantifier = iota
	NotExists
	Forall
)

// String gives the quantifier as it is written.
func (q Quantifier) String() string { return [...]string{"exists", "~exists", "forall"}[q] }

// Thread is the code of one thread: instructions, or C.
type Thread struct {
	Code []Instr
	c    *cThread
	place
}

// Supported reports whether the test can be compiled: whether its architecture is
// one of those that are, and its dialect of C that of <stdatomic.h>.
func (t *Test) Supported() bool { return t.unsupported == "" }

// Why says why the test is not supported; "" if it is.
func (t *Test) Why() string { return t.unsupported }

// Parse reads a test. file is for messages, and for the name of a test that is
// named "--". The error is an *Error. Of a test that is not supported only the head is read.
func Parse(file string, src []byte) (*Test, error) {
	p := &parser{lexer: lexer{src: string(src), line: 1}, test: &Test{File: file}}
	if len(src) > maxSource {
		return nil, p.test.errorf(place{1, 1}, "found %d bytes, want at most %d", len(src), maxSource)
	}
	p.header()
	if p.err == nil && p.test.Supported() {
		p.body()
	}
	if p.err != nil && p.test.Supported() {
		return nil, p.err
	}
	return p.test, nil
}

// body reads what comes after the head.
func (p *parser) body() {
	p.meta()
	p.init()
	if p.test.Arch.c {
		p.cThreads()
	} else {
		p.columns()
	}
	if p.test.Supported() {
		p.switchTo(dialectState)
		p.final()
	}
}
