// Package errors has its own As, which takes no types apart, and its own text of
// joined errors. The rest is Go's own.
package errors

import "heddle/model/golang/step"

// As sets *target to the first error in err's tree that fits it.
func As(err error, target any) bool {
	if err == nil {
		return false
	}
	if target == nil {
		panic("errors: target cannot be nil")
	}
	switch step.Target(target) {
	case 1:
		panic("errors: *target must be interface or implement error")
	case 2, 3:
		panic("errors: target must be a non-nil pointer")
	}
	return assign(err, target)
}

// assign looks through the tree of err, which is not nil, depth first.
func assign(err error, target any) bool {
	for err != nil {
		if step.Assign(target, err) {
			return true
		}
		if e, ok := err.(interface{ As(any) bool }); ok && e.As(target) {
			return true
		}
		switch e := err.(type) {
		case interface{ Unwrap() error }:
			err = e.Unwrap()
		case interface{ Unwrap() []error }:
			for _, part := range e.Unwrap() {
				if assign(part, target) {
					return true
				}
			}
			return false
		default:
			return false
		}
	}
	return false
}

type joinError struct{ errs []error }

// Join gives an error that wraps those of errs that are not nil, nil if there is none.
func Join(errs ...error) error {
	var kept []error
	for _, err := range errs {
		if err != nil {
			kept = append(kept, err)
		}
	}
	if kept == nil {
		return nil
	}
	return &joinError{kept}
}

// Error gives the texts, a line each.
func (e *joinError) Error() string {
	text := ""
	for i, err := range e.errs {
		if i > 0 {
			text += "\n"
		}
		text += err.Error()
	}
	return text
}

func (e *joinError) Unwrap() []error { return e.errs }
