// Package golang is the front end for Go: it turns a check, a Go function, into a
// program.Program. Package source loads it, package compile makes the code; this
// package only joins them.
package golang

import (
	"fmt"
	"go/constant"
	"io/fs"
	"reflect"

	"heddle/model/golang/compile"
	"heddle/model/golang/source"
	"heddle/model/golang/std"
	"heddle/model/program"
)

// Loader loads checks. The zero value finds targets below the working directory of the process.
type Loader struct {
	Dir     string           // working directory
	Library map[string]fs.FS // sources of library packages by import path
	Tags    []string         // build tags
}

// Targets gives the checks that pattern names, in source order; see source.Loader.
func (l *Loader) Targets(pattern string) ([]source.Target, error) {
	return l.source().Targets(pattern)
}

// At gives the target that is a function of a program that was built; see source.Loader.
func (l *Loader) At(p source.Place, name string) (source.Target, error) {
	return l.source().At(p, name)
}

// Load makes the program of t. The arguments are those of the check function: as
// many as it has parameters, of any types whose values can be constants.
//
// An error means that nothing can be checked: bad input, with file and line, or a
// construct that is not supported (compile.Refused).
func (l *Loader) Load(t source.Target, args ...any) (*program.Program, error) {
	values, err := constants(args)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", t.Name, err)
	}
	u, err := l.source().Load(t)
	if err != nil {
		return nil, err
	}
	own := map[string]bool{}
	for _, p := range std.Paths() {
		own[p] = true
	}
	return compile.Compile(compile.Input{
		Target: t.Name, Check: u.Check, Args: values, Inits: u.Inits, Fset: u.Fset,
		Refusal: u.Refusal,
		System:  func(path string) bool { return own[path] },
		StdFile: u.Std,
	})
}

func (l *Loader) source() *source.Loader {
	return &source.Loader{Dir: l.Dir, Library: l.Library, Tags: l.Tags}
}

// constants gives Go values as constants.
func constants(args []any) ([]constant.Value, error) {
	list := make([]constant.Value, len(args))
	for i, arg := range args {
		v := reflect.ValueOf(arg)
		switch k := v.Kind(); {
		case k == reflect.Bool:
			list[i] = constant.MakeBool(v.Bool())
		case k == reflect.String:
			list[i] = constant.MakeString(v.String())
		case v.CanInt():
			list[i] = constant.MakeInt64(v.Int())
		case v.CanUint():
			list[i] = constant.MakeUint64(v.Uint())
		case v.CanFloat():
			list[i] = constant.MakeFloat64(v.Float())
		default:
			list[i] = constant.MakeUnknown()
		}
		if list[i].Kind() == constant.Unknown {
			return nil, fmt.Errorf("argument %d is %v (%T); want a boolean, a number or a string", i+1, arg, arg)
		}
	}
	return list, nil
}
