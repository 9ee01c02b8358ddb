package source

import (
	"bytes"
	"errors"
	"go/ast"
	"go/build"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// pkg is a package, of which parts are loaded.
type pkg struct {
	folder
	name    string
	files   []*file
	scope   map[string]*decl   // package-level declarations but methods, by name
	methods map[string][]*decl // methods by the name of the receiver's type
	effects []*decl            // init functions and variables whose initialisers may do something
	wanted  bool               // imported for its effects
	full    bool               // the user's target: all is type-checked
	rest    bool               // the declarations of folder.rest are among files
	top     level              // highest level of a declaration
	imports map[string]*imported

	types    *types.Package // after the type check
	info     *types.Info
	syntax   []*ast.File // what types and info are of, with bodies of level code only
	checking bool
}

// file is a source file.
type file struct {
	pkg     *pkg
	syntax  *ast.File
	bare    bool              // of folder.rest
	imports map[string]*using // by local name
	others  []*using          // imports for effect, and dot imports
	decls   []*decl           // in source order
}

// using is an import declaration.
type using struct {
	spec  *ast.ImportSpec
	to    *imported
	dot   bool
	level level // highest use
}

// imported is the package that an import path stands for in the package that imports it.
type imported struct {
	path   string
	name   string // of the package, as far as known
	folder folder // once resolved
	pkg    *pkg   // once opened
	err    error
	// lenient: err matters only to code that is reached; it may be our lack, not the path's
	lenient bool
}

// decl is a unit of loading: a function, a type, one line of variables, or a
// group of constants.
type decl struct {
	file  *file
	fn    *ast.FuncDecl // or
	gen   *ast.GenDecl  // and
	spec  ast.Spec      // of gen; nil for a group of constants
	level level
}

// parse reads the package in f: the named files, or all that the host's build
// constraints let in, without tests.
func (s *session) parse(f folder, names []string) (*pkg, error) {
	p := &pkg{folder: f, scope: map[string]*decl{}, methods: map[string][]*decl{}, imports: map[string]*imported{}}
	if err := s.parseFiles(p, f, names, false); err != nil {
		return nil, err
	}
	return p, nil
}

func (s *session) parseFiles(p *pkg, f folder, names []string, bare bool) error {
	explicit := names != nil
	if !explicit {
		var err error
		if names, err = s.list(f, nil, false); err != nil {
			return &Error{Msg: f.printed("") + ": " + reason(err)}
		}
	}
	for _, name := range names {
		src, err := fs.ReadFile(f.fs, name)
		if err != nil {
			return &Error{Msg: f.printed(name) + ": " + reason(err)}
		}
		if !explicit && !s.matches(f, name, src) {
			continue
		}
		mode := parser.SkipObjectResolution
		if bytes.Contains(src, []byte(embedDirective)) {
			mode |= parser.ParseComments
		}
		syntax, err := parser.ParseFile(s.fset, f.printed(name), src, mode)
		if err != nil {
			return syntaxError(f.printed(name), err)
		}
		switch {
		case syntax.Name.Name == "documentation" && !explicit:
			continue // as the go command: a package of documentation beside the real one
		case p.name == "":
			p.name = syntax.Name.Name
		case p.name != syntax.Name.Name:
			return s.errorf(syntax.Name.Pos(), "package %s; %s is of package %s", syntax.Name.Name,
				s.position(p.files[0].syntax.Name.Pos()).Filename, p.name)
		}
		p.files = append(p.files, &file{pkg: p, syntax: syntax, bare: bare})
	}
	if len(p.files) == 0 {
		return &Error{Msg: f.printed("") + ": no Go files"}
	}
	return nil
}

// list gives the names of the Go files in f, sorted: those named, and the others
// that their names' build constraints let in, without tests unless asked for.
func (s *session) list(f folder, named []string, tests bool) ([]string, error) {
	entries, err := fs.ReadDir(f.fs, ".")
	if err != nil {
		return nil, err
	}
	names := []string{}
	for _, e := range entries {
		name := e.Name()
		switch {
		case slices.Contains(named, name):
		case e.IsDir() || !strings.HasSuffix(name, ".go") || isTest(name) && !tests:
			continue
		case !s.matches(f, name, nil):
			continue
		}
		names = append(names, name)
	}
	return names, nil
}

func isTest(name string) bool { return strings.HasSuffix(name, "_test.go") }

// matches reports whether the build constraints in the file's name, and in src
// unless it is nil, hold. Go's own packages are taken as on an architecture for
// which they have no assembly, so that they are plain Go; those that describe
// architectures know none but real ones.
func (s *session) matches(f folder, name string, src []byte) bool {
	ctxt := build.Default
	ctxt.CgoEnabled = false
	ctxt.BuildTags = s.Tags
	if f.kind == goroot && isPlain(f.path) {
		ctxt.GOARCH = "none"
		if f.path == "internal/cpu" || f.path == "internal/goarch" {
			ctxt.GOARCH = "mips64le"
		}
	}
	header := constraintLine(src) + "\n\npackage p\n"
	ctxt.OpenFile = func(string) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(header)), nil }
	ok, err := ctxt.MatchFile(".", name)
	return ok && err == nil
}

// constraintLine gives the //go:build line of a file, "" if there is none.
func constraintLine(src []byte) string {
	comment := false
	for line := range strings.Lines(string(src[:min(len(src), 1<<14)])) {
		line = strings.TrimSpace(line)
		switch {
		case comment:
			comment = !strings.Contains(line, "*/")
		case strings.HasPrefix(line, "//go:build "):
			return line
		case line == "" || strings.HasPrefix(line, "//"):
		case strings.HasPrefix(line, "/*"):
			comment = !strings.Contains(line, "*/")
		default:
			return ""
		}
	}
	return ""
}

// syntaxError makes the first of a parser's errors ours.
func syntaxError(name string, err error) error {
	var list scanner.ErrorList
	if !errors.As(err, &list) || len(list) == 0 {
		return &Error{Pos: token.Position{Filename: name}, Msg: err.Error()}
	}
	list.Sort()
	return &Error{Pos: token.Position{Filename: name, Line: list[0].Pos.Line, Column: list[0].Pos.Column},
		Msg: "syntax error: " + list[0].Msg, More: len(list) - 1}
}

// reason is the cause of a file system's error without its path.
func reason(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}

func importPath(spec *ast.ImportSpec) string {
	p, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return ""
	}
	return p
}

// guessName guesses the name of a package from its path, as gofmt's friends do.
func guessName(importPath string) string {
	base := path.Base(importPath)
	if len(base) > 1 && base[0] == 'v' && strings.Trim(base[1:], "0123456789") == "" && path.Dir(importPath) != "." {
		base = path.Base(path.Dir(importPath))
	}
	base, _, _ = strings.Cut(base, ".")
	return strings.TrimPrefix(base, "go-")
}
