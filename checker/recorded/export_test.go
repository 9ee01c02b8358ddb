package recorded

// Values gives the whole numbers that o is about, as the parts of a history are told apart.
func (o Operation) Values() []int64 {
	var list []int64
	for _, s := range o.Steps {
		values := s.Arguments
		if !o.Fails() {
			values = append(values[:len(values):len(values)], s.Results...)
		}
		for _, v := range values {
			if n, ok := v.(int64); ok {
				list = append(list, n)
			}
		}
	}
	return list
}

// Fails reports whether o returned false last.
func (o Operation) Fails() bool {
	results := o.Steps[len(o.Steps)-1].Results
	return len(results) > 0 && results[len(results)-1] == false
}
