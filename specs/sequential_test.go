package specs_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"heddle/specs/sequential"
)

// taken gives what take takes until there is nothing.
func taken(take func() (int, bool)) []int {
	var values []int
	for v, ok := take(); ok; v, ok = take() {
		values = append(values, v)
	}
	return values
}

func TestStacks(t *testing.T) {
	s, c := sequential.NewStack(), sequential.NewClientStack()
	for v := range 3 {
		s.Push(v)
		c.Push(v%2, v)
	}
	assert.Equal(t, []int{2, 1, 0}, taken(s.Pop))
	assert.Equal(t, []int{2, 1, 0}, taken(func() (int, bool) { return c.Pop(1) }))
}

func TestQueues(t *testing.T) {
	q, c, b := sequential.NewQueue(), sequential.NewClientQueue(), sequential.NewBoundedQueue(2)
	for v := range 3 {
		q.Enqueue(v)
		c.Enqueue(v%2, v)
		assert.Equal(t, v < 2, b.Enqueue(v))
	}
	assert.Equal(t, []int{0, 1, 2}, taken(q.Dequeue))
	assert.Equal(t, []int{0, 1, 2}, taken(func() (int, bool) { return c.Dequeue(1) }))
	assert.Equal(t, []int{0, 1}, taken(b.Dequeue))
	assert.True(t, b.Enqueue(7), "there is room again")
	assert.Equal(t, []int{7}, taken(b.Dequeue))
}
