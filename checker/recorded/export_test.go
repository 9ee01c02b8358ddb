package recorded

import "slices"

// Values gives the whole numbers that o is about, but keys, as the parts of a history are told apart.
func (o Operation) Values(spec Specification) []int64 {
	var list []int64
	for _, s := range o.Steps {
		values := s.Arguments
		if slices.Contains(spec.Keyed, s.Name) {
			values = values[1:]
		}
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
