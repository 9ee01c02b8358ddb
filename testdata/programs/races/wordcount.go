package races

import (
	"fmt"
	"strings"
	"sync"
)

// Words are counted in several texts at once.
// Non-blocking, traditional: two goroutines write one map.

type wordCount struct {
	mu     sync.Mutex
	counts map[string]int
}

func (w *wordCount) addUnlocked(text string) {
	for _, word := range strings.Fields(text) {
		w.counts[word]++ // want violated race in CheckMapUnlocked
	}
}

// add counts in a map of its own, and holds the lock to add that up.
func (w *wordCount) add(text string) {
	counts := map[string]int{}
	for _, word := range strings.Fields(text) {
		counts[word]++
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for word, n := range counts {
		w.counts[word] += n
	}
}

func countAll(add func(w *wordCount, text string)) {
	w := &wordCount{counts: map[string]int{}}
	var wg sync.WaitGroup
	for _, text := range []string{"go go gopher", "let go"} {
		wg.Go(func() { add(w, text) })
	}
	wg.Wait()
	fmt.Println(w.counts)
}

func CheckMapUnlocked() { countAll((*wordCount).addUnlocked) }

func CheckMapMerged() { countAll((*wordCount).add) } // want verified
