package workers

import (
	"fmt"
	"sync"
)

// A pool of workers that take jobs from one channel and send results on another.
// Blocking, Chan: all jobs are handed out before the first result is received.

type pool struct {
	jobs, results chan int
	wg            sync.WaitGroup
}

func newPool(workers int) *pool {
	p := &pool{jobs: make(chan int), results: make(chan int)}
	for range workers {
		p.wg.Go(func() {
			for job := range p.jobs {
				p.results <- job * job // want violated deadlock in CheckResultsAfterJobs
			}
		})
	}
	return p
}

func (p *pool) submit(jobs int) {
	for job := range jobs {
		p.jobs <- job + 1
	}
	close(p.jobs)
}

func (p *pool) total() (sum int) {
	for r := range p.results {
		sum += r
	}
	return sum
}

func CheckResultsAfterJobs() {
	p := newPool(1)
	p.submit(2)
	p.wg.Wait()
	close(p.results)
	fmt.Println(p.total())
}

func CheckResultsMeanwhile() { // want verified
	p := newPool(2)
	go p.submit(3)
	go func() {
		p.wg.Wait()
		close(p.results)
	}()
	fmt.Println(p.total())
}
