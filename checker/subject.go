package checker

import (
	"fmt"
	"go/parser"
	"go/token"
	"net/url"
	"path"
	"path/filepath"
	"reflect"
	"strings"

	"heddle/checker/scenario"
	"heddle/model/golang"
	"heddle/model/golang/source"
	"heddle/model/program"
)

// subject is the object of a test and its specification, whose texts are files of a package of the test's.
type subject struct {
	*scenario.Object
	loader *golang.Loader
	home   source.Target // in the package that the texts are files of
	path   string        // of that package
	inside map[string]source.Target
	makers [2]maker
}

// maker is a function that makes an object, or its specification.
type maker struct {
	what   string // for errors
	place  source.Place
	target source.Target
	typ    reflect.Type // of what it makes
}

// The file that texts become, and what it calls literals.
const (
	subjectFile = "scenario.go"
	newObject   = "newObject"
	newSpec     = "newSpec"
)

// newSubject finds the source of the functions that make an object and its specification. It does not yet know their operations.
func newSubject(loader *golang.Loader, name string, object, spec any) (*subject, error) {
	s := &subject{Object: &scenario.Object{}, loader: loader, inside: map[string]source.Target{}}
	for i, f := range []any{object, spec} {
		m := maker{what: []string{"newObject", "spec"}[i]}
		if err := m.find(loader, name, f); err != nil {
			return nil, err
		}
		s.makers[i] = m
	}
	if err := s.settle(); err != nil {
		return nil, err
	}
	var err error
	if s.New, err = s.expression(&s.makers[0], newObject); err != nil {
		return nil, err
	}
	s.Spec, err = s.expression(&s.makers[1], newSpec)
	return s, err
}

// find says where the function f is, and what it makes.
func (m *maker) find(loader *golang.Loader, name string, f any) error {
	t := reflect.TypeOf(f)
	if t == nil || t.Kind() != reflect.Func || t.NumIn() > 1 || t.NumIn() == 1 && !t.IsVariadic() || t.NumOut() != 1 {
		return fmt.Errorf("checker: %s is a %T, want a function without parameters that gives one value, such as func() *Stack", m.what, f)
	}
	m.typ = t.Out(0)
	var err error
	if m.place, err = placeOf(f); err != nil {
		return err
	}
	made := m.typ
	for made.Kind() == reflect.Pointer {
		made = made.Elem()
	}
	m.place.Result = made.Name()
	m.target, err = loader.At(m.place, name)
	return err
}

// pkg gives the import path of the package that m is of.
func (m *maker) pkg() string {
	dir, last := path.Split(m.place.Func)
	last, _, _ = strings.Cut(last, ".")
	if unescaped, err := url.PathUnescape(last); err == nil { // dots are escaped there
		last = unescaped
	}
	return dir + last
}

// imported reports whether any package can call m.
func (m *maker) imported() bool {
	return m.target.Literal == 0 && token.IsExported(m.target.Func) && !strings.HasSuffix(m.target.File, "_test.go")
}

// settle finds the package that the texts go into: that of what no other can call, else one of their own in the test's directory.
func (s *subject) settle() error {
	s.home = source.Target{Dir: testDir}
	for i := range s.makers {
		m := &s.makers[i]
		switch {
		case m.imported() || m.pkg() == s.path:
		case s.path != "":
			return fmt.Errorf("checker: spec and newObject are of different packages, %s and %s, and neither can be imported; write one of them as a func literal beside the other",
				s.makers[1].pkg(), s.makers[0].pkg())
		default:
			s.home, s.path = m.target, m.pkg()
		}
	}
	s.Package = "scenario_test"
	if s.path != "" {
		var err error
		s.Package, err = packageName(s.home)
		return err
	}
	return nil
}

// expression gives the text that calls m, which is called name in it if m is a literal.
func (s *subject) expression(m *maker, name string) (string, error) {
	switch {
	case m.target.Literal > 0:
		s.inside[name] = m.target
		return name + "()", nil
	case m.pkg() == s.path:
		return m.target.Func + "()", nil
	}
	alias, err := s.imports(m.pkg())
	return alias + "." + m.target.Func + "()", err
}

// imports gives the name of a package in the texts.
func (s *subject) imports(path string) (string, error) {
	if path == "main" || path == "command-line-arguments" {
		return "", fmt.Errorf("checker: package %s can not be imported; call what is in it from a func literal of the test", path)
	}
	for i, spec := range s.Imports {
		if strings.HasSuffix(spec, " "+path) {
			return importName(i), nil
		}
	}
	alias := importName(len(s.Imports))
	s.Imports = append(s.Imports, alias+" "+path)
	return alias, nil
}

func importName(i int) string { return fmt.Sprintf("heddle%d", i+1) }

// qualify gives the text that names a type of a parameter.
func (s *subject) qualify(t reflect.Type) (string, error) {
	switch {
	case t.PkgPath() == "":
		return t.Name(), nil
	case strings.ContainsAny(t.Name(), "[."):
		return "", fmt.Errorf("checker: a parameter has type %s; want one that is not generic", t)
	case t.PkgPath() == s.path:
		return t.Name(), nil
	case !token.IsExported(t.Name()):
		return "", fmt.Errorf("checker: a parameter has type %s, which can not be named outside of its package; write spec or newObject as a func literal in it", t)
	}
	alias, err := s.imports(t.PkgPath())
	return alias + "." + t.Name(), err
}

// source gives the Go text of the function that makes the specification, or the object, as a test has it.
func (s *subject) source(m *maker) string {
	if m.target.Literal > 0 {
		if text, err := source.LiteralText(m.target); err == nil {
			return text
		}
		return m.what
	}
	if m.pkg() == s.path {
		return m.target.Func
	}
	return path.Base(m.pkg()) + "." + m.target.Func
}

// load makes the program of a text.
func (s *subject) load(name, text, function string) (*program.Program, error) {
	t := s.home.With(source.Added{Name: subjectFile, Text: text, Literals: s.inside}, function)
	t.Name = name
	return s.loader.Load(t)
}

// packageName gives the name of the package that the file of t is of.
func packageName(t source.Target) (string, error) {
	f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(t.Dir, t.File), nil, parser.PackageClauseOnly)
	if err != nil {
		return "", fmt.Errorf("checker: %w", err)
	}
	return f.Name.Name, nil
}
