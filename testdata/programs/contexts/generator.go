package contexts

import (
	"context"
	"fmt"
)

// A generator of numbers that ends with its context.
// Blocking, Lib: the context is never cancelled, and the generator stays at its send.

type generator struct {
	numbers chan int
	cancel  context.CancelFunc
}

func startGenerator(parent context.Context) *generator {
	ctx, cancel := context.WithCancel(parent)
	g := &generator{make(chan int), cancel}
	go g.run(ctx)
	return g
}

func (g *generator) run(ctx context.Context) {
	for n := 1; ; n *= 2 {
		select { // want violated leak in CheckNeverCancelled
		case g.numbers <- n:
		case <-ctx.Done():
			return
		}
	}
}

// firstAbove stops reading at the first number above limit.
func (g *generator) firstAbove(limit int) int {
	for n := range g.numbers {
		if n > limit {
			return n
		}
	}
	return 0
}

func CheckNeverCancelled() {
	g := startGenerator(context.Background())
	fmt.Println(g.firstAbove(3))
}

func CheckCancelled() { // want verified
	g := startGenerator(context.Background())
	defer g.cancel()
	fmt.Println(g.firstAbove(3))
}
