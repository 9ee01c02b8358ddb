package resources

import (
	"errors"
	"fmt"
	"sync"
)

// A pool of connections: users wait for a free one, and throw broken ones away.
// Blocking, Chan: no new connection takes the place of a broken one.

type connection struct {
	id     int
	broken bool
}

type connPool struct {
	free chan *connection
}

func newConnPool(size int) *connPool {
	p := &connPool{make(chan *connection, size)}
	for id := range size {
		p.free <- &connection{id: id}
	}
	return p
}

func (p *connPool) putDiscarding(c *connection) {
	if !c.broken {
		p.free <- c
	}
}

func (p *connPool) put(c *connection) {
	if c.broken {
		c = &connection{id: c.id}
	}
	p.free <- c
}

var errBroken = errors.New("connection is broken")

func (c *connection) query(text string) error {
	if text == "bad" {
		c.broken = true
		return errBroken
	}
	return nil
}

func (p *connPool) use(text string, put func(c *connection)) error {
	c := <-p.free // want violated deadlock in CheckBrokenDiscarded
	defer put(c)
	return c.query(text)
}

func queryAll(p *connPool, put func(c *connection)) {
	texts := []string{"good", "bad"}
	errs := make([]error, len(texts))
	var wg sync.WaitGroup
	for i, text := range texts {
		wg.Go(func() { errs[i] = p.use(text, put) })
	}
	wg.Wait()
	fmt.Println(errs, len(p.free))
}

func CheckBrokenDiscarded() {
	p := newConnPool(1)
	queryAll(p, p.putDiscarding)
}

func CheckBrokenReplaced() { // want verified
	p := newConnPool(1)
	queryAll(p, p.put)
}
