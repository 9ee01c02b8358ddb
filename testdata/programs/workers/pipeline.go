package workers

import (
	"errors"
	"fmt"
	"strconv"
)

// A pipeline: text, numbers, their sum. Text that is no number ends it.
// Blocking, Chan: the last stage gives up, and the stages before it stay at their sends.

func texts(quit <-chan struct{}, values ...string) <-chan string {
	out := make(chan string)
	go func() {
		defer close(out)
		for _, v := range values {
			select { // want violated leak in CheckStagesAbandoned
			case out <- v:
			case <-quit:
				return
			}
		}
	}()
	return out
}

var errNumber = errors.New("not a number")

func sumOf(in <-chan string) (sum int, err error) {
	for text := range in {
		n, err := strconv.Atoi(text)
		if err != nil {
			return sum, fmt.Errorf("%w: %q", errNumber, text)
		}
		sum += n
	}
	return sum, nil
}

func CheckStagesAbandoned() {
	fmt.Println(sumOf(texts(nil, "1", "x", "3")))
}

func CheckStagesQuit() { // want verified
	quit := make(chan struct{})
	defer close(quit)
	fmt.Println(sumOf(texts(quit, "1", "2", "3")))
	fmt.Println(sumOf(texts(quit, "1", "x", "3")))
}
