package waiting

import (
	"fmt"
	"sync"
)

// A mailbox: two readers wait until there is a letter.
// Non-blocking, traditional (Cond without its loop): a reader that is woken finds the letter gone.

type mailbox struct {
	mu      sync.Mutex
	arrived *sync.Cond
	letters []string
}

func newMailbox() *mailbox {
	m := &mailbox{}
	m.arrived = sync.NewCond(&m.mu)
	return m
}

func (m *mailbox) put(letter string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.letters = append(m.letters, letter)
	m.arrived.Broadcast()
}

func (m *mailbox) takeIf() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.letters) == 0 {
		m.arrived.Wait()
	}
	letter := m.letters[0] // want violated panic in CheckWaitUnderIf
	m.letters = m.letters[1:]
	return letter
}

func (m *mailbox) take() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	for len(m.letters) == 0 {
		m.arrived.Wait()
	}
	letter := m.letters[0]
	m.letters = m.letters[1:]
	return letter
}

func twoReaders(m *mailbox, take func() string) {
	var wg sync.WaitGroup
	letters := make([]string, 2)
	for i := range letters {
		wg.Go(func() { letters[i] = take() })
	}
	m.put("a")
	m.put("b")
	wg.Wait()
	if letters[0] > letters[1] {
		letters[0], letters[1] = letters[1], letters[0]
	}
	fmt.Println(letters)
}

func CheckWaitUnderIf() {
	m := newMailbox()
	twoReaders(m, m.takeIf)
}

func CheckWaitUnderFor() { // want verified
	m := newMailbox()
	twoReaders(m, m.take)
}
