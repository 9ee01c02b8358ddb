package order

import "fmt"

// A service that starts its goroutine in the constructor.
// Non-blocking, traditional (order violation): the goroutine runs before the last field is set.

type service struct {
	jobs    chan string
	results chan string
	handle  func(job string) string
}

func (s *service) run() {
	for job := range s.jobs {
		s.results <- s.handle(job)
	}
	close(s.results)
}

func newServiceStartedFirst() *service {
	s := &service{jobs: make(chan string, 1), results: make(chan string)}
	s.jobs <- "a"
	go s.run()
	s.handle = func(job string) string { return job + " done" } // want violated race in CheckStartedFirst
	return s
}

func newService() *service {
	s := &service{jobs: make(chan string, 1), results: make(chan string)}
	s.jobs <- "a"
	s.handle = func(job string) string { return job + " done" }
	go s.run()
	return s
}

func (s *service) drain() {
	close(s.jobs)
	for r := range s.results {
		fmt.Println(r)
	}
}

func CheckStartedFirst() { newServiceStartedFirst().drain() }

func CheckStartedLast() { newService().drain() } // want verified
