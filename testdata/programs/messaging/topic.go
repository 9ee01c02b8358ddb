package messaging

import (
	"fmt"
	"sync"
)

// A topic with subscribers, who may leave while something is published.
// Blocking, Chan w/: publish holds the lock while it sends to one who waits for the lock to leave.

type subscriber struct {
	events chan string
	left   chan struct{}
}

type topic struct {
	mu          sync.Mutex
	subscribers map[*subscriber]bool
}

func (t *topic) subscribe() *subscriber {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := &subscriber{make(chan string), make(chan struct{})}
	t.subscribers[s] = true
	return s
}

func (t *topic) leave(s *subscriber) {
	t.mu.Lock() // want violated deadlock in CheckPublishToLeaver
	defer t.mu.Unlock()
	delete(t.subscribers, s)
}

func (t *topic) publishWaiting(event string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for s := range t.subscribers {
		s.events <- event
	}
}

// publish does not wait for who has said that he leaves.
func (t *topic) publish(event string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for s := range t.subscribers {
		select {
		case s.events <- event:
		case <-s.left:
		}
	}
}

func leaveWhilePublished(publish func(t *topic, event string)) {
	t := &topic{subscribers: map[*subscriber]bool{}}
	s := t.subscribe()
	var wg sync.WaitGroup
	wg.Go(func() { publish(t, "news") })
	close(s.left)
	t.leave(s)
	wg.Wait()
	fmt.Println(len(t.subscribers), "left")
}

func CheckPublishToLeaver() { leaveWhilePublished((*topic).publishWaiting) }

func CheckPublishToListener() { leaveWhilePublished((*topic).publish) } // want verified
