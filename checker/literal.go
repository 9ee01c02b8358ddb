package checker

import (
	"fmt"
	"reflect"
	"runtime"
	"runtime/debug"
	"strings"

	"heddle/model/golang/source"
)

// placeOf says where the code of a function value is.
func placeOf(check any) (source.Place, error) {
	f := reflect.ValueOf(check)
	if f.Kind() != reflect.Func || f.IsNil() {
		return source.Place{}, fmt.Errorf("checker: the check is %v (%T), want a func literal or a declared function", check, check)
	}
	frames := runtime.CallersFrames([]uintptr{f.Pointer() + 1})
	for {
		frame, more := frames.Next()
		if more {
			continue // what is expanded inline at the start of the function comes before it
		}
		p := source.Place{File: frame.File, Line: startLine(frame), Func: frame.Function, Params: f.Type().NumIn()}
		if !strings.HasSuffix(p.File, ".go") && !strings.HasSuffix(p.Func, "-fm") {
			return p, fmt.Errorf("checker: the check is %s, which has no Go source", p.Func)
		}
		return p, nil
	}
}

// startLine is the line of "func". The runtime knows it but does not tell; frame.Line
// is that of the first instruction, which in small functions is one below.
func startLine(frame runtime.Frame) int {
	if line := reflect.ValueOf(frame).FieldByName("startLine"); line.IsValid() && line.CanInt() && line.Int() > 0 {
		return int(line.Int())
	}
	return frame.Line
}

// buildTags gives the build tags that the test was built with.
func buildTags() []string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return nil
	}
	for _, s := range info.Settings {
		if s.Key == "-tags" {
			return strings.FieldsFunc(s.Value, func(r rune) bool { return r == ',' || r == ' ' })
		}
	}
	return nil
}
