package conform

import "runtime"

func twice(n int) (r int) {
	defer func() {
		recPanic(recover())
		recBool(recover() == nil)
		defer func() { recPanic(recover()) }()
		if n > 1 {
			panic(n * 2)
		}
	}()
	if n > 0 {
		panic(n)
	}
	return 4
}

func panicInDefer(n int) (r int) {
	defer func() { recPanic(recover()); r |= 64 }()
	defer rec(11)
	defer func() {
		r |= 1
		if n > 0 {
			panic("in a deferred call")
		}
	}()
	defer rec(12)
	if n > 1 {
		panic("first of two")
	}
	return 2
}

func recoverInLoop(n int) (sum int) {
	for i := range n {
		sum += func() (r int) {
			defer func() {
				if recover() != nil {
					r = 100
				}
			}()
			return 12 / (i - 2)
		}()
	}
	return sum
}

// liveAcross has variables that are set between the instructions that may panic.
func liveAcross(a, k int) (r int) {
	x, y := a, a+1
	s := [3]int{1, 2, 3}
	var p point
	defer func() {
		recover()
		r = r*7 + x
		recPoint(p)
	}()
	r = y
	rec(s[k%3])
	x = y * 2
	if k > 1 {
		y = x
		r = y + 1
		p.x = int32(k)
		rec(12 / (k - 2))
		r = 0
		p.y = int32(y)
		x = 1
		rec(12 / (k - 3))
	}
	y++
	r = x - y
	return r + 1
}

func recoverInRange(n int) (r int) {
	defer func() { recPanic(recover()) }()
	for i := range upTo(n) {
		defer func() { r += i }()
		r = 12 / (3 - i)
	}
	return -1
}

// goexit runs a function that ends with runtime.Goexit in a thread of its own.
func goexit(n int) {
	done, over := make(chan int, 3), make(chan int)
	go func() {
		defer close(over)
		defer close(done)
		defer func() {
			recBool(recover() == nil)
			done <- n
		}()
		func() {
			defer func() {
				if n == 2 {
					recPanic(recover())
				}
			}()
			if n > 1 {
				defer runtime.Goexit()
				panic("replaced")
			}
			if n > 0 {
				runtime.Goexit()
			}
			done <- 5
		}()
		done <- 6
	}()
	<-over
	for v := range done {
		rec(v)
	}
}

// misuse goes on with a range over a function that is over.
func misuse(n int) {
	defer func() { recPanic(recover()) }()
	var again func(int) bool
	seq := func(yield func(int) bool) {
		again = yield
		if n == 1 {
			yield(1)
			yield(2)
			return
		}
		yield(1)
	}
	for i := range seq {
		rec(i)
		if n == 1 {
			break
		}
		if n == 2 {
			again(5)
		}
	}
	again(3)
}
