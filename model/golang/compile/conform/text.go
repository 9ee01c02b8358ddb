package conform

type word string

func (w word) twice() word { return w + w }

type letters []byte

var samples = [...]string{"", "a", "héllo", "日本語", "x\xffy", "\xe6\x97", "\xed\xa0\x80z", "\xf4\x90\x80\x80", "a\x00b", "zz"}

// CheckStrings exercises strings and their conversions.
func CheckStrings(a, b int) {
	s, t := samples[uint(a)%10], samples[uint(b)%10]
	recText(s + t)
	recBool(s == t)
	recBool(s < t)
	recBool(s >= t)
	for i, c := range s {
		rec(i)
		rec(c)
	}
	n := 0
	for range t {
		n++
	}
	rec(n)
	rec(len([]rune(s)))
	recText(string([]rune(s)))
	recText(string([]byte(t)))
	recText(string(rune(a)))
	recText(string(rune(b % 0x120000)))
	recText(string([]rune{rune(a), 'x', rune(b)}))
	bytes := append([]byte("<"), s...)
	bytes = append(bytes, t...)
	rec(copy(bytes, t))
	recText(string(bytes))
	l := letters(s)
	for i := range l {
		l[i] ^= 1
	}
	recText(string(l))
	w := word(s).twice()
	recText(string(w))
	recText(string(w[len(w)/2:]))
	recText(string(w[:len(w)/2]))
	w += word(l)
	rec(len(w))
	switch w {
	case "":
		rec(1)
	case "aa`", "zzzz{{":
		rec(2)
	default:
		rec(3)
	}
	recText(min(s, t, "b"))
	recText(max(s, t))
	const text = "constant"
	rec(text[uint(a)%8])
	rec(len(text[2:]))
	var i any = word(t)
	_, plain := i.(string)
	recBool(plain)
	recBool(i == any(word(s)))
	recText(concat(s, "-", t))
	p := &s
	*p += "!"
	recText(s)
	var none []byte
	recText(string(none))
	recBool([]byte("") == nil)
}

func concat(parts ...string) (all string) {
	for _, p := range parts {
		all += p
	}
	return all
}

// CheckStringFaults exercises what panics on strings.
func CheckStringFaults(a, b int) {
	s := samples[uint(a)%10]
	i, j := b%7, a%5
	switch uint(a+b) % 4 {
	case 0:
		rec(s[i])
	case 1:
		recText(s[i:])
	case 2:
		recText(s[:i])
	default:
		recText(s[j:i])
	}
}
