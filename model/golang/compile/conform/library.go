package conform

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/hex"
	"errors"
	"hash/fnv"
	"io"
	"maps"
	"math"
	"math/cmplx"
	"path"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

func recError(err error) {
	if err == nil {
		rec(0)
		return
	}
	recText(err.Error())
}

// random makes a string of n letters, blanks, commas and runes of several bytes.
func random(a, n int) string {
	alphabet := []string{"a", "B", " ", ",", "é", "世", "b", "ab", "\n", "9"}
	var b strings.Builder
	x := uint32(a)
	for range n {
		x = x*1664525 + 1013904223
		b.WriteString(alphabet[x>>16%uint32(len(alphabet))%uint32(len(alphabet))])
	}
	return b.String()
}

// CheckStringsLibrary exercises package strings and what is like it.
func CheckStringsLibrary(a, b int) {
	s, sep := random(a, 24), random(b, 1)
	parts := strings.Split(s, sep)
	rec(len(parts))
	recText(strings.Join(parts, "--"))
	recText(strings.ToUpper(s) + strings.ToLower(s) + strings.Title(s))
	rec(strings.Index(s, sep))
	rec(strings.LastIndex(s, random(b, 2)))
	rec(strings.IndexAny(s, "9é"))
	rec(strings.IndexFunc(s, unicode.IsSpace))
	rec(strings.Count(s, sep))
	recText(strings.Replace(s, sep, "<>", 3))
	recText(strings.ReplaceAll(s, "a", sep))
	recText(strings.NewReplacer("a", "1", "世", "2", "B", "").Replace(s))
	recText(strings.Map(func(r rune) rune { return unicode.SimpleFold(r) }, s))
	for _, f := range strings.Fields(s) {
		recText(strings.TrimLeft(f, "ab") + "|" + strings.TrimSuffix(f, "9") + "|" + strings.Trim(f, ",é"))
	}
	before, after, ok := strings.Cut(s, sep)
	recText(before + after)
	recBool(ok && strings.HasPrefix(s, before) && strings.EqualFold(s, strings.ToUpper(s)))
	recText(strings.Repeat(sep, a&7))
	rec(utf8.RuneCountInString(s))
	rec(len(utf16.Encode([]rune(s))))
	recText(path.Join(s, "../x", sep))
	recText(hex.EncodeToString([]byte(sep)))
	h := fnv.New64a()
	io.WriteString(h, s)
	rec(h.Sum64())
	for line := range strings.Lines(s) {
		rec(len(line))
	}
}

// CheckBytes exercises package bytes, and readers and writers in memory.
func CheckBytes(a, b int) {
	s, sep := []byte(random(a, 24)), []byte(random(b, 1))
	rec(bytes.Index(s, sep))
	rec(bytes.Compare(s, sep))
	recText(string(bytes.ReplaceAll(bytes.TrimSpace(s), sep, []byte("<>"))))
	recText(string(bytes.Join(bytes.Split(s, sep), []byte("-"))))
	recBool(bytes.Contains(s, sep) && !bytes.Equal(s, sep))
	var buf bytes.Buffer
	buf.Write(s)
	buf.WriteString("tail")
	line, err := buf.ReadString('\n')
	recText(line)
	recError(err)
	n, err := io.Copy(io.Discard, io.LimitReader(&buf, int64(b&15)))
	rec(n)
	recError(err)
	recText(buf.String())
	scanner := bufio.NewScanner(bytes.NewReader(s))
	scanner.Split(bufio.ScanWords)
	for scanner.Scan() {
		recText(scanner.Text())
	}
	var out strings.Builder
	w := bufio.NewWriterSize(&out, 16)
	w.Write(s)
	w.WriteByte(byte(a))
	recError(w.Flush())
	recText(out.String())
	r := bufio.NewReader(strings.NewReader(random(b, 9)))
	for {
		c, size, err := r.ReadRune()
		if err != nil {
			recBool(err == io.EOF)
			break
		}
		rec(c)
		rec(size)
	}
}

// CheckNumbers exercises package strconv and math.
func CheckNumbers(a, b int) {
	recText(strconv.Itoa(a) + strconv.FormatInt(int64(b), 2+a&15) + strconv.Quote(random(a, 8)) + strconv.QuoteToASCII(random(b, 8)))
	for _, s := range []string{strconv.Itoa(b), "x" + strconv.Itoa(a), "", "0x1F", "-", "99999999999999999999"} {
		n, err := strconv.Atoi(s)
		rec(n)
		recError(err)
		m, err := strconv.ParseInt(s, 0, 16)
		rec(m)
		recError(err)
	}
	f := math.Float64frombits(uint64(a) * 0x9e3779b97f4a7c15 & (1<<62 - 1))
	g := float64(b) / 7
	for _, x := range []float64{f, g, -g, 0, math.Inf(1)} {
		recText(strconv.FormatFloat(x, 'g', -1, 64) + strconv.FormatFloat(x, 'e', 3, 32) + strconv.FormatFloat(g, 'f', 2, 64))
	}
	x, err := strconv.ParseFloat(strconv.FormatFloat(g, 'g', -1, 64), 64)
	recBool(x == g)
	recError(err)
	u, err := strconv.Unquote(strconv.Quote(random(b, 6)))
	recText(u)
	recError(err)
	small := float64(a&1023)/64 + 0.25
	for _, y := range []float64{math.Sqrt(small), math.Sin(small), math.Log(small), math.Exp(small / 16), math.Pow(small, 1.5), math.FMA(small, g, 1),
		math.Round(g), math.Trunc(g), math.Mod(g, small), math.Hypot(small, 3), math.Atan2(small, g), math.Cbrt(small), cmplx.Abs(complex(small, 2))} {
		recFloat(y)
	}
}

type codeError struct{ code int }

func (e codeError) Error() string { return "code " + strconv.Itoa(e.code) }

type pathError struct {
	path string
	err  error
}

func (e *pathError) Error() string        { return e.path + ": " + e.err.Error() }
func (e *pathError) Unwrap() error        { return e.err }
func (e *pathError) Is(target error) bool { return target == errBad }

type coder interface{ error }

// CheckErrors exercises package errors.
func CheckErrors(a, b int) {
	leaf := []error{errBad, codeError{b}, io.EOF, &pathError{"p", codeError{a}}}[a&3]
	err := error(&pathError{random(b, 3), errors.Join(nil, leaf, errors.New("x"))})
	recError(err)
	recBool(errors.Is(err, io.EOF))
	recBool(errors.Is(err, errBad))
	recBool(errors.Is(err, codeError{b}))
	var code codeError
	recBool(errors.As(err, &code))
	rec(code.code)
	var inner *pathError
	recBool(errors.As(errors.Unwrap(err.(*pathError)), &inner))
	recBool(inner != nil && inner.path == "p")
	var found coder
	recBool(errors.As(leaf, &found) && found == leaf)
	c, ok := errors.AsType[codeError](err)
	rec(c.code)
	recBool(ok)
	if bad := []any{nil, a, &a, (*codeError)(nil), &code}[uint(b)%5]; b&8 == 0 {
		recBool(errors.As(err, bad))
	}
}

// CheckOrder exercises sorting by reflection, and maps.
func CheckOrder(a, b int) {
	type item struct {
		name string
		n    int
	}
	var items []item
	for _, w := range strings.FieldsFunc(random(a, 30), func(r rune) bool { return r == ' ' || r == ',' }) {
		items = append(items, item{w, len(w) * b & 3})
	}
	sort.Slice(items, func(i, j int) bool {
		return items[i].n < items[j].n || items[i].n == items[j].n && items[i].name < items[j].name
	})
	for _, it := range items {
		recText(it.name)
	}
	recBool(sort.SliceIsSorted(items, func(i, j int) bool { return items[i].n < items[j].n }))
	sort.SliceStable(items, func(i, j int) bool { return items[i].name > items[j].name })
	count := map[string]int{}
	for _, it := range items {
		count[it.name] += it.n
	}
	for _, name := range slices.Sorted(maps.Keys(count)) {
		rec(count[name])
	}
	best := slices.MaxFunc(append(items, item{}), func(x, y item) int { return cmp.Compare(x.n, y.n) })
	recText(best.name)
	strs := sort.StringSlice(strings.Split(random(b, 9), ""))
	sort.Sort(sort.Reverse(strs))
	recText(strings.Join(strs, ""))
}

// CheckTimes exercises package time as far as it needs no clock.
func CheckTimes(a, b int) {
	d, e := time.Duration(a), time.Duration(b)
	recText(d.String() + d.Round(time.Second).String() + e.Truncate(d).String() + d.Abs().String())
	recFloat(e.Seconds())
	rec(d.Milliseconds())
	t := time.Unix(int64(a)>>24, int64(b)&0xffffff).UTC()
	u := t.Add(e>>8).AddDate(1, b&15, -3)
	for _, t := range []time.Time{t, u, {}, time.Date(2024, 2, 30, 25, 61, 0, 0, time.UTC)} {
		recText(t.Format(time.RFC1123) + t.String())
		rec(t.Unix())
		rec(t.YearDay())
		recText(t.Weekday().String() + t.Month().String())
		rec(t.Truncate(time.Hour).UnixNano())
	}
	recBool(t.Before(u) || t.Equal(u))
	recText(u.Sub(t).String())
	parsed, err := time.Parse(time.DateTime, t.Format(time.DateTime))
	rec(parsed.Unix())
	recError(err)
	f, err := time.ParseDuration("1h15m30.918s")
	rec(f)
	recError(err)
	_, err = time.ParseDuration(random(b, 2))
	recError(err)
}
