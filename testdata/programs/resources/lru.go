package resources

import (
	"container/list"
	"fmt"
	"sync"
)

// A cache that drops what was used least recently.
// Non-blocking, traditional: a lookup moves its entry to the front, under the lock for reading.

type entry struct {
	key   string
	value int
}

type lru struct {
	mu     sync.RWMutex
	room   int
	order  *list.List
	byName map[string]*list.Element
}

func newLRU(room int) *lru {
	return &lru{room: room, order: list.New(), byName: map[string]*list.Element{}}
}

func (c *lru) put(key string, value int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.byName[key] = c.order.PushFront(entry{key, value})
	if c.order.Len() > c.room {
		last := c.order.Remove(c.order.Back()).(entry)
		delete(c.byName, last.key)
	}
}

func (c *lru) find(key string) (int, bool) {
	e, ok := c.byName[key]
	if !ok {
		return 0, false
	}
	c.order.MoveToFront(e) // want violated race in CheckMoveUnderRead
	return e.Value.(entry).value, true
}

func (c *lru) getReading(key string) (int, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.find(key)
}

func (c *lru) get(key string) (int, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.find(key)
}

func useTwo(c *lru, get func(key string) (int, bool)) {
	c.put("a", 1)
	c.put("b", 2)
	var wg sync.WaitGroup
	for _, key := range []string{"a", "b"} {
		wg.Go(func() { get(key) })
	}
	wg.Wait()
	get("a")
	c.put("c", 3)
	_, a := get("a")
	_, b := get("b")
	fmt.Println(a, b, c.order.Len())
}

func CheckMoveUnderRead() {
	c := newLRU(2)
	useTwo(c, c.getReading)
}

func CheckMoveUnderLock() { // want verified
	c := newLRU(2)
	useTwo(c, c.get)
}
