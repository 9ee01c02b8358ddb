package conform

import (
	"errors"
	"fmt"
	"log"
	"reflect"
	"strconv"
	"strings"
)

type spot struct{ X, Y int }

type heat float64

func (c heat) String() string { return strconv.FormatFloat(float64(c), 'f', 1, 64) + "°C" }

type code int

func (c code) Error() string { return "code " + strconv.Itoa(int(c)) }

type fragile struct{ p *int }

func (f fragile) String() string { return strconv.Itoa(*f.p) }

type goish struct{ n int }

func (g goish) GoString() string { return "goish!" }

type shaped struct{ n int }

func (s shaped) Format(f fmt.State, verb rune) {
	width, ok := f.Width()
	fmt.Fprintf(f, "<%c %d %t %t %s>", verb, width, ok, f.Flag('+'), fmt.FormatString(f, verb))
}

type leaf struct {
	Name  string
	Next  *leaf
	Any   any
	inner heat
	Heat  heat
	spot
	Bytes []byte
	Map   map[string]int
	Func  func()
	Err   error
}

type pair[K comparable, V any] struct {
	Key K
	Val V
}

// formatted are the values that CheckFormat prints: without addresses, which differ.
func formatted() []any {
	var none *spot
	var nothing error
	return []any{
		nil, true, 0, -42, int8(-128), int16(300), int32('x'), int64(-1 << 63), uint(7), uint8(200), uint16(9), uint32(1 << 31), uint64(1<<64 - 1), uintptr(4096),
		0.0, 1.5, -2.25e-7, 1e21, 123456789.125, float32(0.1), 3 + 4i, complex64(-1.5i), "", "héllo", "a\x00\xff\"`", "a b",
		[]byte("bytes"), []byte(nil), [3]byte{1, 2, 255}, []int{1, -2}, []int(nil), [2]bool{true}, []string{"x", "y z"}, []any{1, "a", nil, 2.5},
		spot{1, -2}, &spot{3, 4}, none, struct{}{}, &[]int{1}, &map[string]int{"k": 1}, []spot{{1, 2}, {}}, pair[string, int]{"k", 1},
		map[string]int{"b": 2, "a": 1}, map[int]bool{3: true, -1: false}, map[any]int{3: 1, 2: 2, 1: 4, nil: 0}, map[spot]string{{2, 1}: "b", {1, 9}: "a"}, map[string]int(nil),
		heat(21.5), []heat{1, -1}, &pair[string, error]{"e", code(3)}, map[string]any{"x": heat(1)}, (chan<- any)(nil), (func(int, ...any) (any, error))(nil), struct {
			any `json:"a"`
		}{1}, code(4), map[heat]code{1: 2}, errors.New("failed"), fmt.Errorf("wrapped: %w", code(5)),
		errors.Join(code(1), code(2)), goish{1}, []goish{{2}}, shaped{3}, &shaped{4}, [1]shaped{}, (*heat)(nil), fragile{}, &fragile{},
		leaf{Name: "n", inner: 1, Heat: 2, Bytes: []byte("x"), Map: map[string]int{"q": 1}, Err: code(6), Any: heat(7)}, &leaf{}, nothing,
		reflect.ValueOf(spot{5, 6}), reflect.ValueOf("s"), reflect.TypeOf(none).String(), reflect.Struct, (func())(nil), (chan int)(nil), [2][2]int{{1, 2}, {3, 4}}, struct {
			A any
			b any
		}{heat(1), heat(2)},
	}
}

// CheckFormat prints a value as a format that a is made into says.
func CheckFormat(a, b int) {
	values := formatted()
	v, w := values[uint(b)%uint(len(values))], values[uint(b)/7%uint(len(values))]
	n := uint(a)
	take := func(count int) int {
		i := int(n % uint(count))
		n /= uint(count)
		return i
	}
	const verbs = "vdsqxXtTgfeEGFbobcUOwz!" // not p: addresses differ
	format := "%"
	verb := verbs[take(len(verbs))]
	for _, flag := range "+-# 0" {
		if take(3) == 0 {
			format += string(flag)
		}
	}
	format += []string{"", "", "1", "7", "15", "*"}[take(6)]
	format += []string{"", "", ".", ".0", ".3", ".12"}[take(6)]
	format += []string{"", "", "", "[1]", "[2]", "[3]"}[take(6)]
	format += string(verb)
	if strings.Contains(format, "*") {
		recText(fmt.Sprintf(format, 9, v))
	} else {
		recText(fmt.Sprintf(format+"|%v", v, w))
	}
}

// CheckPrinting prints in the other ways.
func CheckPrinting(a, b int) {
	values := formatted()
	v, w := values[uint(a)%uint(len(values))], values[uint(b)%uint(len(values))]
	recText(fmt.Sprint(v, w, a, "x", "y", b))
	recText(fmt.Sprintln(v, w))
	recText(string(fmt.Appendf([]byte("> "), "%v", v)))
	err := fmt.Errorf("%w and %w: %v", code(a), errBad, w)
	recText(err.Error())
	recBool(errors.Is(err, errBad))
	var c code
	recBool(errors.As(err, &c))
	rec(c)
	var out strings.Builder
	count, _ := fmt.Fprintf(&out, "%-6v|%6v|", v, w)
	rec(count)
	recText(out.String())
	out.Reset()
	l := log.New(&out, "p: ", log.Lmsgprefix)
	l.Printf("%+v", v)
	l.SetFlags(0)
	l.Println(w, a)
	recText(out.String())
}
