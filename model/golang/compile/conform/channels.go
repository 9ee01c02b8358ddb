package conform

import (
	"runtime"
	"sync"
)

// CheckChannels exercises channels in one thread, and in several whose order is fixed.
func CheckChannels(a, b int) {
	buffered(a, b&3)
	ranged(a & 7)
	selects(a&7, b&3)
	nilChannels(a)
	chanKinds(a, b)
	for k := range 5 {
		chanPanics(k, a&1)
	}
	pipeline(a & 7)
	rec(directions(a))
}

func buffered(a, n int) {
	c := make(chan int, n)
	rec(cap(c))
	for i := range n {
		c <- a + i
		rec(len(c))
	}
	for range n / 2 {
		rec(<-c)
	}
	close(c)
	for range n {
		v, ok := <-c
		rec(v)
		recBool(ok)
	}
	rec(len(c))
	_, ok := <-c
	recBool(ok)
}

func ranged(n int) {
	c := make(chan point, 8)
	for i := range n {
		c <- point{int32(i), int32(-i)}
	}
	close(c)
	for p := range c {
		recPoint(p)
		if p.x == 4 {
			break
		}
	}
	rec(len(c))
}

func selects(n, k int) {
	ints, texts, done := make(chan int, 2), make(chan string, 1), make(chan struct{}, 1)
	for i := range n {
		select {
		case ints <- i:
			rec(1)
		default:
			rec(2)
			select {
			case v, ok := <-ints:
				rec(v)
				recBool(ok)
			case s := <-texts:
				recText(s)
			default:
				rec(3)
			}
		}
		if i == k {
			texts <- "text"
			done <- struct{}{}
		}
		select {
		case _, ok := <-done:
			recBool(ok)
			recText(<-texts)
		default:
		}
	}
	var none chan int
	select {
	case none <- 1:
	case v := <-none:
		rec(v)
	default:
		rec(4)
	}
	close(done)
	select {
	case none <- 1:
	case _, ok := <-done:
		recBool(ok)
	}
	x := [2]int{7, 7}
	m := map[string]int{}
	ints = make(chan int, 1)
	ints <- k
	select {
	case x[k&1] = <-ints:
	case m["never"] = <-none:
	}
	rec(x[0] - x[1])
	rec(len(m))
loop:
	for {
		select {
		case ints <- 1:
		default:
			break loop
		}
	}
	rec(len(ints))
}

func nilChannels(a int) {
	var c chan int
	rec(len(c))
	rec(cap(c))
	recBool(c == nil)
	d := make(chan int)
	e := d
	recBool(d == e)
	var x, y any = d, make(chan int)
	recBool(x == any(d))
	recBool(x == y)
	_, ok := x.(chan int)
	recBool(ok)
	_, ok = x.(<-chan int)
	recBool(ok)
}

type packet struct {
	id   int
	name string
	list []int
	next *packet
	any
}

func chanKinds(a, b int) {
	packets := make(chan packet, 2)
	packets <- packet{id: a, name: "one", list: []int{a, b}, any: b}
	packets <- packet{id: b, next: &packet{id: 3}}
	p, q := <-packets, <-packets
	rec(p.id + q.next.id)
	recText(p.name)
	recSlice(p.list)
	rec(p.any.(int))
	recBool(q.any == nil)
	arrays := make(chan [2]uint8, 1)
	arrays <- [2]uint8{uint8(a), uint8(b)}
	v := <-arrays
	rec(v[0])
	rec(v[1])
	signals := make(chan struct{}, 3)
	signals <- struct{}{}
	signals <- struct{}{}
	rec(len(signals))
	_, ok := <-signals
	recBool(ok)
	chans := make(chan chan int, 1)
	chans <- make(chan int, 1)
	inner := <-chans
	inner <- a
	rec(<-inner)
	funcs := make(chan func() int, 1)
	funcs <- func() int { return a - b }
	rec((<-funcs)())
	floats := make(chan float64, uint8(1))
	floats <- 1.5
	recFloat(<-floats)
}

func chanPanics(k, n int) {
	defer func() { recPanic(recover()) }()
	var none chan int
	c := make(chan int, n)
	switch k {
	case 0:
		close(none)
	case 1:
		close(c)
		close(c)
	case 2:
		close(c)
		c <- 1
	case 3:
		c = make(chan int, n-2)
	case 4:
		close(c)
		select {
		case c <- 1:
		default:
			rec(5)
		}
	}
	rec(k)
}

func pipeline(n int) {
	in, out := make(chan int), make(chan int)
	go func() {
		defer close(in)
		for i := range n {
			in <- i
		}
	}()
	go func() {
		for v := range in {
			out <- v * v
		}
		close(out)
	}()
	sum := 0
	for v := range out {
		sum = sum*3 + v
	}
	rec(sum)
}

func produce(n int, to chan<- int) {
	to <- n
	close(to)
}

func consume(from <-chan int) (sum int) {
	for v := range from {
		sum += v
	}
	return sum + cap(from)
}

func directions(n int) int {
	c := make(chan int, 1)
	produce(n, c)
	return consume(c)
}

// CheckOnce exercises what sync does with panics and Goexit.
func CheckOnce(a, b int) {
	var once sync.Once
	for i := range 3 {
		func() {
			defer func() { recPanic(recover()) }()
			once.Do(func() {
				rec(i)
				if a&1 == 0 {
					panic("in Do")
				}
			})
			rec(9)
		}()
	}
	f := sync.OnceFunc(func() { rec(12 / (a & 3)) })
	g := sync.OnceValues(func() (int, string) { return 12 / (b & 3), "value" })
	for range 2 {
		func() {
			defer func() { recPanic(recover()) }()
			f()
		}()
		func() {
			defer func() { recPanic(recover()) }()
			n, s := g()
			rec(n)
			recText(s)
		}()
	}
	var wg sync.WaitGroup
	var mu sync.Mutex
	n := 0
	for i := range 3 {
		wg.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			n += i + 1
			if i == a&3 {
				runtime.Goexit()
			}
			n += 10
		})
	}
	wg.Wait()
	rec(n)
}
