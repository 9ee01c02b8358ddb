package conform

import (
	"errors"
	"runtime"
)

// CheckRecovers exercises panics that are recovered.
func CheckRecovers(a, b int) {
	for k := range 12 {
		recFault(k, a&3, b&3)
	}
	rec(rePanic(a & 3))
	rec(nested(a & 7))
	rec(notDirect(a & 1))
	rec(whoRecovers(a & 15))
	rec(twice(a & 3))
	rec(panicInDefer(a & 3))
	rec(recoverInLoop(a & 7))
	rec(liveAcross(a, b&3))
	rec(throughFrames(a&7, b&3))
	rec(nilFunctions(a & 3))
	rec(recoverInRange(a & 7))
	rec(sliceResult(a&7, b&7))
	goexit(a & 3)
	recBool(recover() == nil)
	misuse(a & 3)
}

// recFault records the text of a run-time error, and what was done before and after it.
func recFault(k, n, m int) {
	defer rec(-1)
	defer func() {
		v := recover()
		recPanic(v)
		_, ok := v.(runtime.Error)
		recBool(ok)
	}()
	fault1(k, n, m)
	rec(n)
}

func fault1(k, n, m int) {
	s := make([]int, n)
	var p *point
	var x any = n
	var sh shape
	var f func()
	switch k {
	case 0:
		rec(s[m])
	case 1:
		rec(n / (m - 1))
	case 2:
		rec(p.x)
	case 3:
		rec(len(x.(string)))
	case 4:
		rec(sh.area())
	case 5:
		f()
	case 6:
		rec(len(s[m:]))
	case 7:
		panic("text")
	case 8:
		panic(errors.New("an error"))
	case 9:
		panic(n)
	case 10:
		var e error
		panic(e)
	case 11:
		rec(1 << (m - 2))
	case 12:
		panic(&n)
	}
	rec(k)
}

func rePanic(n int) (r int) {
	defer func() {
		recPanic(recover())
		r++
	}()
	defer func() {
		if v := recover(); v != nil {
			rec(7)
			panic(v)
		}
	}()
	if n > 1 {
		panic(n)
	}
	if n > 0 {
		var s []int
		return s[n]
	}
	return 100
}

func nested(n int) (r int) {
	defer func() { recPanic(recover()); r += 1000 }()
	defer func() {
		defer func() {
			recPanic(recover())
			if n == 3 {
				panic("third")
			}
		}()
		if n > 1 {
			panic("second")
		}
		r += 10
	}()
	if n > 0 {
		panic("first")
	}
	return 1
}

func helper() any { return recover() }

func notDirect(n int) (r int) {
	defer func() { recPanic(recover()); r += 2 }()
	defer func() {
		recBool(helper() == nil)
		func() { recBool(recover() == nil) }()
		defer func() { recBool(recover() == nil) }()
	}()
	defer recover()
	if n > 0 {
		panic("not direct")
	}
	return 1
}

type recoverer struct{ n int }

func (r recoverer) value()    { recPanic(recover()); rec(r.n) }
func (r *recoverer) pointer() { recPanic(recover()); r.n++; rec(r.n) }
func (r *recoverer) helps()   { recBool(helper() == nil) }

type recovers interface{ value() }

type outerRecoverer struct{ *recoverer }

type helps interface{ helps() }

// whoRecovers defers calls of many kinds: only those recover whose function calls recover itself.
func whoRecovers(n int) (r int) {
	defer func() {
		v := recover()
		recBool(v != nil)
		recPanic(v)
	}()
	t := &recoverer{n}
	o := outerRecoverer{t}
	switch n {
	case 0:
		defer t.value()
	case 1:
		defer t.pointer()
	case 2:
		f := t.pointer
		defer f()
	case 3:
		var i recovers = t
		defer i.value()
	case 4:
		var i recovers = o
		defer i.value()
	case 5:
		defer o.pointer()
	case 6:
		defer recoverer.value(*t)
	case 7:
		defer t.helps()
	case 8:
		var h helps = o
		defer h.helps()
	case 9:
		f := o.helps
		defer f()
	case 10:
		for range 2 {
			defer t.value()
		}
	case 11:
		for range 2 {
			defer t.helps()
		}
	case 12:
		defer helper()
	case 13:
		for range 1 {
			defer helper()
		}
	case 14:
		f := helper
		defer f()
	}
	r = 3
	panic(n)
}

func throughFrames(n, k int) (r int) {
	defer func() {
		if k > 1 {
			recPanic(recover())
		}
	}()
	defer rec(n)
	if n == 0 {
		if k > 0 {
			panic("at the bottom")
		}
		return 1
	}
	return 1 + throughFrames(n-1, k)
}

func nilFunctions(n int) (r int) {
	defer func() { recPanic(recover()) }()
	var f func()
	var i recovers
	var t *recoverer
	switch n {
	case 0:
		defer f()
	case 1:
		defer i.value()
	case 2:
		defer t.value()
	case 3:
		defer t.pointer()
	}
	r = 1
	rec(21)
	return 2
}

func sliceResult(n, k int) int {
	f := func() (s []int, t string) {
		defer func() {
			if recover() != nil {
				s = s[:1]
			}
		}()
		s = make([]int, 1, n+1)
		t = "set"
		s[k] = 5
		s = append(s, 6, 7)
		t = "after"
		return s, t + "wards"
	}
	s, t := f()
	recText(t)
	recSlice(s)
	return len(s)
}
