package support

// Fault is the dynamic type of a run-time error that is recovered: a runtime.Error.
type Fault string

func (f Fault) Error() string { return string(f) }

// RuntimeError tells it from other errors.
func (f Fault) RuntimeError() {}
