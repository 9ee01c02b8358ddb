package resources

import (
	"fmt"
	"strings"
	"sync"
)

// Messages are formatted in buffers that a sync.Pool keeps.
// Non-blocking, Lib: a buffer goes back to the pool while its bytes are still used.

var buffers = sync.Pool{New: func() any { return new([]byte) }}

func formatAliased(name string) []byte {
	b := buffers.Get().(*[]byte)
	defer buffers.Put(b)
	*b = append((*b)[:0], name...)
	return *b
}

func format(name string) []byte {
	b := buffers.Get().(*[]byte)
	defer buffers.Put(b)
	*b = append((*b)[:0], name...)
	return append([]byte(nil), *b...)
}

func formatTogether(format func(name string) []byte) {
	names := []string{"a", "b"}
	texts := make([]string, len(names))
	var wg sync.WaitGroup
	for i, name := range names {
		wg.Go(func() {
			texts[i] = string(format(name)) // want violated race in CheckBufferInUse
		})
	}
	wg.Wait()
	fmt.Println(strings.Join(texts, " "))
}

func CheckBufferInUse() { formatTogether(formatAliased) }

func CheckBufferCopied() { formatTogether(format) } // want verified
