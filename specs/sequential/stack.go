package sequential

// Stack is last in, first out.
type Stack struct{ values []int }

// NewStack gives a stack that holds values, the last on top.
func NewStack(values ...int) *Stack { return &Stack{values} }

// Push puts v on top.
func (s *Stack) Push(v int) { s.values = append(s.values, v) }

// Pop takes what is on top, if anything is.
func (s *Stack) Pop() (v int, ok bool) {
	last := len(s.values) - 1
	if last < 0 {
		return 0, false
	}
	v = s.values[last]
	s.values = s.values[:last]
	return v, true
}

// ClientStack is a Stack whose operations are told which client calls them.
type ClientStack struct{ Stack }

// NewClientStack gives a stack that holds values, the last on top.
func NewClientStack(values ...int) *ClientStack { return &ClientStack{*NewStack(values...)} }

// Push puts v on top.
func (s *ClientStack) Push(_, v int) { s.Stack.Push(v) }

// Pop takes what is on top, if anything is.
func (s *ClientStack) Pop(_ int) (v int, ok bool) { return s.Stack.Pop() }
