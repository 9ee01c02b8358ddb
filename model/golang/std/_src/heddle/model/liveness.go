package model

// Forever asks a harness to go on without end.
const Forever = -1

// Want says that the thread wants into the section.
func (s *Section) Want()

// Doorway says that the thread has passed the doorway of what guards the section that it wants into.
func Doorway()

// Response is a claim that whatever is asked is granted. The word is a bit mask of the clients with a request.
type Response struct{ open int }

// Ask says that client has a request.
func (r *Response) Ask(client int)

// Grant says that client's request is granted.
func (r *Response) Grant(client int)

// Local says that *p lies in the memory of a thread, and gives p back.
func Local[T any](thread int, p *T) *T
