// Package step is the machine as the sources beside it see it. Every function is
// an intrinsic of the compiler. Checked programs can not import it.
package step

type integer interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr
}

// Begin opens an atomic section: all up to End is one step, and every access in
// it is a synchronization access. Sections do not nest, and nothing in one
// panics: a panic comes after End.
func Begin()

// End closes the section.
func End()

// EndRelaxed closes the section, which then does not synchronize: what it
// observes does not happen before what follows.
func EndRelaxed()

// Await takes the whole section back unless cond holds: the thread is blocked at
// Begin until it does.
func Await(cond bool)

// Fatal ends the program with an error that Go does not let it recover from.
func Fatal(message string)

// Join blocks until every thread that the calling one started has ended.
func Join()

// SameType reports whether a and b have the same dynamic type.
func SameType(a, b any) bool

// Load gives *p. It and the functions below are sequentially consistent
// operations on a variable of one word.
func Load[T any](p *T) T

// Store sets *p to v.
func Store[T any](p *T, v T)

// Swap sets *p to v and gives the old value.
func Swap[T any](p *T, v T) T

// CompareAndSwap sets *p to new if it is old, and reports whether it did.
func CompareAndSwap[T comparable](p *T, old, new T) bool

// Add adds delta to *p and gives the new value.
func Add[T integer](p *T, delta T) T

// And sets *p to *p & mask and gives the OLD value.
func And[T integer](p *T, mask T) T

// Or sets *p to *p | mask and gives the OLD value.
func Or[T integer](p *T, mask T) T

// Float32bits gives the IEEE 754 bits of f, and those below are alike.
func Float32bits(f float32) uint32

func Float32frombits(b uint32) float32
func Float64bits(f float64) uint64
func Float64frombits(b uint64) float64

// GoDaemon runs f in a thread of its own, a daemon: the program ends when only
// daemons are left, and nobody waits for one.
func GoDaemon(f func())

// GoWeak is GoDaemon of f(x), for a daemon that moreover ends when no thread but
// daemons can reach the object that the first word of x points into.
func GoWeak[T any](f func(T), x T)

// Goexit ends the calling thread after its deferred calls.
func Goexit()

// Exit ends the program: properly if code is 0.
func Exit(code int)

// Print prints s: to standard output (0), standard error (1) or the log (2). No thread can notice.
func Print(s string, to int)

// GoHeld is GoWeak, but the daemon does not end so while what the first word of x points to is 0.
func GoHeld[T any](f func(T), x T)

// Used reports whether the checked program's own code mentions a function of the
// calling package with one of the names, which blanks separate, or a method of a
// type with one. It is known when the program is compiled, as are the arguments of Bound.
func Used(names string) bool

// Bound states a bound on what the program does, if cond.
func Bound(cond bool, text string)

// TypeName gives the name of x's dynamic type, "<nil>" if it has none.
func TypeName(x any) string

// Comparable reports whether the dynamic type of x, not nil, is comparable.
func Comparable(x any) bool

// Target says what x is: 0 a pointer that an error may be assigned through, 1
// another pointer, 2 a nil pointer, 3 not a pointer.
func Target(x any) int

// Assign sets what target, for which Target gives 0, points to to err if err's
// dynamic type lets it, and reports whether it did.
func Assign(target any, err error) bool

// Len gives the length of a slice.
func Len(slice any) int

// SwapElems swaps elements i and j of a slice.
func SwapElems(slice any, i, j int)

// Keys gives the keys of m, in its own order.
func Keys[K comparable, V any](m map[K]V) []K
