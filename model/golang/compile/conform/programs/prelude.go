package programs

// Prelude is what every program uses: its log, and operations that can not panic.
const Prelude = `
// out is what the program has logged.
var out string

func log(s string) { out += s + "\n" }

// try calls f, and logs its panic.
func try(f func()) {
	defer func() {
		if x := recover(); x != nil {
			log(textOf(x))
		}
	}()
	f()
}

// textOf gives the text of a panic's value.
func textOf(x any) string {
	if e, ok := x.(error); ok {
		return "error: " + e.Error()
	}
	return "panic: " + fmtAny(x)
}

// failure is an error of the program's own.
type failure int

func (f failure) Error() string { return "failure " + fmtInt(f) }

// fuel bounds the rounds of all loops and the calls.
var fuel int

func burn() bool { fuel--; return fuel > 0 }

type signed interface{ ~int | ~int8 | ~int16 | ~int32 | ~int64 }
type unsigned interface{ ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr }
type integer interface{ signed | unsigned }
type float interface{ ~float32 | ~float64 }
type ordered interface{ integer | float | ~string }

func fmtUint(n uint64) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return fmtUint(n/10) + string(rune('0'+n%10))
}

func fmtInt[T integer](n T) string {
	if n < 0 {
		return "-" + fmtUint(-uint64(n))
	}
	return fmtUint(uint64(n))
}

func fmtBool[T ~bool](b T) string {
	if b {
		return "true"
	}
	return "false"
}

// fmtFloat gives the value exactly: its sign, and 53 bits and a power of two.
func fmtFloat[T float](x T) string {
	f := float64(x)
	switch {
	case f != f:
		return "NaN"
	case f == 0 && 1/f < 0:
		return "-0"
	case f == 0:
		return "0"
	case f < 0:
		return "-" + fmtFloat(-f)
	case f > 1e308 && f*2 == f:
		return "Inf"
	}
	e := 0
	for f >= 1<<53 {
		f /= 2
		e++
	}
	for f < 1<<52 {
		f *= 2
		e--
	}
	return fmtUint(uint64(f)) + "p" + fmtInt(e)
}

func fmtString[T ~string](s T) string {
	text := "\""
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= ' ' && c <= '~' {
			text += string(rune(c))
		} else {
			text += "\\" + fmtUint(uint64(c))
		}
	}
	return text + "\""
}

func fmtComplex(c complex128) string { return "(" + fmtFloat(real(c)) + "," + fmtFloat(imag(c)) + ")" }

func fmtSlice[T any](s []T, each func(T) string) string {
	if s == nil {
		return "nil"
	}
	text := "["
	for i, e := range s {
		if i > 0 {
			text += " "
		}
		text += each(e)
	}
	return text + "]" + fmtInt(cap(s)-len(s))
}

func fmtMap[K ordered, V any](m map[K]V, key func(K) string, each func(V) string) string {
	if m == nil {
		return "nil"
	}
	text := "map["
	for _, k := range sorted(m) {
		text += key(k) + ":" + each(m[k]) + " "
	}
	return text + "]" + fmtInt(len(m))
}

func fmtAny(v any) string {
	switch v := v.(type) {
	case nil:
		return "nil"
	case int:
		return "int " + fmtInt(v)
	case string:
		return "string " + fmtString(v)
	case bool:
		return "bool " + fmtBool(v)
	case uint8:
		return "uint8 " + fmtInt(v)
	case float64:
		return "float64 " + fmtFloat(v)
	case shower:
		return "shower"
	case error:
		return "error " + v.Error()
	}
	return "other"
}

type shower interface{ show() string }

// sorted gives the keys of m in ascending order.
func sorted[K ordered, V any](m map[K]V) []K {
	var keys []K
	for k := range m {
		keys = append(keys, k)
	}
	for i := range keys {
		for j := i; j > 0 && keys[j] < keys[j-1]; j-- {
			keys[j], keys[j-1] = keys[j-1], keys[j]
		}
	}
	return keys
}

// clip drops the spare capacity of a slice, which append leaves as it likes.
func clip[S ~[]T, T any](s S) S { return s[:len(s):len(s)] }

// short keeps strings from growing without bound.
func short[S ~string](s S) S { return s[:min(len(s), 24)] }

func at[S ~[]T, T any](s S, i int) (e T) {
	if len(s) > 0 {
		e = s[uint(i)%uint(len(s))]
	}
	return e
}

func put[S ~[]T, T any](s S, i int, e T) {
	if len(s) > 0 {
		s[uint(i)%uint(len(s))] = e
	}
}

func cut[S ~[]T, T any](s S, i, j int) S {
	a, b := uint(i)%uint(len(s)+1), uint(j)%uint(len(s)+1)
	return s[min(a, b):max(a, b)]
}

func sub[S ~string](s S, i, j int) S {
	a, b := uint(i)%uint(len(s)+1), uint(j)%uint(len(s)+1)
	return s[min(a, b):max(a, b)]
}

func char[S ~string](s S, i int) uint8 {
	if len(s) == 0 {
		return 0
	}
	return s[uint(i)%uint(len(s))]
}

func id[T any](x T) T { return x }

func is[T any](v any) bool { _, ok := v.(T); return ok }

func pick[T any](b bool, x, y T) T {
	if b {
		return x
	}
	return y
}

// toInt converts what fits.
func toInt[F float](f F) int {
	if f > -1e9 && f < 1e9 {
		return int(f)
	}
	return 1
}

type pair[A, B any] struct {
	first  A
	second B
}

func (p pair[A, B]) swap() pair[B, A] { return pair[B, A]{p.second, p.first} }

func fold[T, A any](s []T, a A, f func(A, T) A) A {
	for _, e := range s {
		a = f(a, e)
	}
	return a
}

func convert[T, U any](s []T, f func(T) U) []U {
	var list []U
	for _, e := range s {
		list = append(list, f(e))
	}
	return clip(list)
}

type stack[T any] struct {
	items []T
	count int
}

func (s *stack[T]) push(e ...T) *stack[T] {
	s.items = clip(append(s.items, e...))
	s.count += len(e)
	return s
}

func (s *stack[T]) pop() (e T, ok bool) {
	if n := len(s.items); n > 0 {
		e, ok = s.items[n-1], true
		s.items = clip(s.items[:n-1])
	}
	return e, ok
}

func (s *stack[T]) all(yield func(int, T) bool) {
	for i, e := range s.items {
		if !yield(i, e) {
			return
		}
	}
}

type node[K ordered] struct {
	key         K
	left, right *node[K]
}

func (n *node[K]) insert(k K) *node[K] {
	if n == nil {
		return &node[K]{key: k}
	}
	switch {
	case k < n.key:
		n.left = n.left.insert(k)
	case k > n.key:
		n.right = n.right.insert(k)
	}
	return n
}

func (n *node[K]) walk(f func(K)) {
	if n != nil {
		n.left.walk(f)
		f(n.key)
		n.right.walk(f)
	}
}
`
