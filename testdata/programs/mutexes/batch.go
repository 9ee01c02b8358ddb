package mutexes

import (
	"fmt"
	"sync"
)

// Writing a batch of records, one short critical section each.
// Blocking, Mutex: defer in a loop unlocks at the end of the function, not of the round.

type journal struct {
	mu      sync.Mutex
	records []string
}

func (j *journal) appendAllDeferred(batch ...string) {
	for _, r := range batch {
		j.mu.Lock() // want violated deadlock in CheckDeferInLoop
		defer j.mu.Unlock()
		j.records = append(j.records, r)
	}
}

func (j *journal) appendOne(r string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.records = append(j.records, r)
}

func (j *journal) appendAll(batch ...string) {
	for _, r := range batch {
		j.appendOne(r)
	}
}

func CheckDeferInLoop() {
	var j journal
	j.appendAllDeferred("begin", "commit")
}

func CheckDeferInFunction() { // want verified
	var j journal
	var wg sync.WaitGroup
	wg.Go(func() { j.appendAll("begin", "commit") })
	wg.Go(func() { j.appendAll("ping") })
	wg.Wait()
	at := map[string]int{}
	for i, r := range j.records {
		at[r] = i
	}
	fmt.Println(len(j.records), at["begin"] < at["commit"])
}
