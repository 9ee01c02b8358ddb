package specs_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"heddle/model"
	"heddle/specs/sequential"
)

func TestDeques(t *testing.T) {
	d := sequential.NewDeque()
	for v := range 4 {
		d.Push(v)
	}
	first, _ := d.Steal()
	last, _ := d.Pop()
	assert.Equal(t, [2]int{0, 3}, [2]int{first, last})
	assert.Equal(t, []int{1, 2}, taken(d.Steal))
	assert.Empty(t, taken(d.Pop))
}

func TestSets(t *testing.T) {
	s := sequential.NewSet()
	assert.True(t, s.Insert(2) && s.Insert(1) && s.Insert(3) && !s.Insert(2))
	assert.True(t, s.Delete(2) && !s.Delete(2) && !s.Contains(2) && s.Contains(3))
	assert.Equal(t, 2, s.Size())
}

func TestSemaphores(t *testing.T) {
	s := sequential.NewSemaphore(1)
	s.Acquire()
	assert.False(t, s.TryAcquire())
	assert.PanicsWithError(t, model.ErrRefused.Error(), s.Acquire)
	s.Release()
	assert.True(t, s.TryAcquire())
}

func TestExchangers(t *testing.T) {
	for guess := range 3 {
		stop := model.Choosing(func(int) int { return guess })
		e := sequential.NewExchanger(2)
		got, ok := e.Exchange(1)
		stop()
		assert.Equal(t, []any{guess, guess > 0}, []any{got, ok})
		if ok {
			assert.PanicsWithError(t, model.ErrRefused.Error(), e.Settled, "half an exchange")
			assert.PanicsWithError(t, model.ErrRefused.Error(), func() { e.Exchange(3 - guess) }, "another brings what was not guessed")
			back, ok := e.Exchange(guess)
			assert.Equal(t, []any{1, true}, []any{back, ok})
		}
		e.Settled()
	}
}
