package channels

import "fmt"

// A client and a server that exchange messages over two unbuffered channels.
// Blocking, Chan: each sends first, and neither is there to receive.

type link struct {
	requests, replies chan string
}

func (l link) serveGreetingFirst() {
	l.replies <- "hello"
	fmt.Println("server got", <-l.requests)
}

func (l link) serve() {
	request := <-l.requests
	l.replies <- "hello " + request
}

func (l link) call(request string) string {
	l.requests <- request // want violated deadlock in CheckBothSend
	return <-l.replies
}

func CheckBothSend() {
	l := link{make(chan string), make(chan string)}
	go l.serveGreetingFirst()
	l.call("client")
}

func CheckRequestThenReply() { // want verified
	l := link{make(chan string), make(chan string)}
	go l.serve()
	fmt.Println(l.call("client"))
}
