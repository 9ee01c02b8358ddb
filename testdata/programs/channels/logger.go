package channels

import "fmt"

// A logger whose entries go through a channel to one goroutine that writes them.
// Blocking, Chan: the channel of a zero value is nil, and blocks for ever.

type logger struct {
	entries chan string
	done    chan struct{}
	written []string
}

func (l *logger) run() {
	defer close(l.done)
	for e := range l.entries {
		l.written = append(l.written, e)
	}
}

func (l *logger) log(entry string) {
	l.entries <- entry // want violated deadlock in CheckNilChannel
}

func (l *logger) stop() {
	close(l.entries)
	<-l.done
}

func newLogger() *logger {
	l := &logger{entries: make(chan string, 1), done: make(chan struct{})}
	go l.run()
	return l
}

func CheckNilChannel() {
	l := &logger{done: make(chan struct{})}
	go l.run()
	l.log("started")
	l.stop()
}

func CheckMadeChannel() { // want verified
	l := newLogger()
	l.log("started")
	l.log("stopped")
	l.stop()
	fmt.Println(l.written)
}
