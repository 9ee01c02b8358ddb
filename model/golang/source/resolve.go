package source

import (
	"errors"
	"fmt"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"heddle"
	"heddle/model/golang/std"
)

// folder is where the sources of a package are.
type folder struct {
	path      string // import path
	kind      kind
	fs        fs.FS  // its root holds the files
	dir       string // of the file system, "" if embedded
	prefix    string // of printed file names, for embedded files and Go's own
	goVersion string // "go1.N", the language version; "" is the newest
	rest      *folder
	loader    *Loader
}

// kind says whose a package is, and with that what of it is loaded.
type kind uint8

const (
	user    kind = iota // the target's module, replacements, the library: initialisation is always run
	foreign             // another module: initialisation is run if a function of it is reached
	goroot              // Go's own: only what is reached, and init functions
	overlay             // package std's, with Go's own as the rest: only what is reached
)

// printed gives the name of a file as it should be printed; "" is the folder.
func (f *folder) printed(base string) string {
	if f.dir == "" || f.kind == goroot {
		return path.Join(f.prefix, base)
	}
	return f.loader.printed(filepath.Join(f.dir, base))
}

// session is one load.
type session struct {
	*Loader
	fset    *token.FileSet
	mod     *module // of the target; nil outside of modules
	std     string  // directory of Go's own sources, "" if not found
	sought  bool    // std was looked for
	pkgs    map[string]*pkg
	order   []*pkg // as opened
	work    []*decl
	named   map[string]level   // mentioned method names
	methods map[string][]*decl // methods of all opened packages, by name
	failure error

	// lazy: of a target by At, only that part of the initialisation is loaded which may
	// matter to what the target reaches; see initialise.go.
	lazy     bool
	captures []*captures // of the func literals that are checked
	tested   string      // import path of the package that the target's tests are of, if they are of a package beside it
}

func newSession(l *Loader) *session {
	return &session{Loader: l, fset: token.NewFileSet(), pkgs: map[string]*pkg{},
		named: map[string]level{"Error": code}, methods: map[string][]*decl{}}
}

func (s *session) position(pos token.Pos) token.Position { return s.fset.PositionFor(pos, false) }

func (s *session) errorf(pos token.Pos, format string, args ...any) error {
	return &Error{Pos: s.position(pos), Msg: fmt.Sprintf(format, args...)}
}

// fail keeps the first error of a pass that goes on.
func (s *session) fail(err error) {
	if s.failure == nil {
		s.failure = err
	}
}

// userFolder gives the folder of a directory that the user named.
func (l *Loader) userFolder(dir string) folder {
	return folder{kind: user, fs: os.DirFS(dir), dir: dir, loader: l}
}

// openTarget parses the target's package.
func (s *session) openTarget(t Target, files []string) (*pkg, error) {
	s.lazy = t.File != ""
	f := folder{}
	if t.Dir == "" {
		sources, ok := s.Library[t.Path]
		if !ok {
			return nil, &Error{Msg: fmt.Sprintf("%s: package %s is not in the library", t.Name, t.Path)}
		}
		f = s.libraryFolder(t.Path, sources)
	} else {
		f = s.userFolder(s.abs(t.Dir)).with(t.Added)
		var err error
		if s.mod, err = s.findModule(f.dir); err != nil {
			return nil, err
		}
		if s.mod != nil {
			f.path, f.goVersion = s.mod.importPath(f.dir), s.mod.goVersion
		}
	}
	p, err := s.parse(f, files)
	if err != nil {
		return nil, err
	}
	key := p.path // "" if nothing can import it
	switch {
	case p.path == "" || p.name == "main":
		p.path = p.name
	case strings.HasSuffix(p.name, "_test"):
		if t.File != "" {
			s.tested = p.path
		}
		key, p.path = "", p.path+"_test"
	}
	p.full = t.Dir != "" && t.File == "" // the others are known to be right
	s.add(p, key)
	return p, nil
}

func (l *Loader) libraryFolder(importPath string, sources fs.FS) folder {
	return folder{path: importPath, kind: user, fs: sources, prefix: strings.TrimPrefix(importPath, "heddle/"), loader: l}
}

// errAbsent is the error that an import path names nothing; others may be our lack.
var errAbsent = errors.New("no such package")

// resolve finds the folder of an import by package from.
func (s *session) resolve(from *pkg, importPath string) (folder, error) {
	switch {
	case importPath == "C":
		return folder{}, fmt.Errorf("%w: cgo is not supported", errAbsent)
	case importPath == "" || strings.HasPrefix(importPath, "./") || strings.HasPrefix(importPath, "../") || !fs.ValidPath(importPath):
		return folder{}, fmt.Errorf("%w: want an import path, not that of a file", errAbsent)
	case importPath == stepPath && from.kind != overlay:
		return folder{}, fmt.Errorf("%w for checked programs", errAbsent)
	}
	if sources, ok := std.Package(importPath); ok {
		f := folder{path: importPath, kind: overlay, fs: sources, prefix: importPath, loader: s.Loader}
		if rest, err := s.stdFolder(from, importPath); err == nil {
			f.rest = &rest
		}
		return f, nil
	}
	if sources, ok := heddle.Plain(importPath); ok {
		f := s.libraryFolder(importPath, sources)
		f.kind = foreign
		return f, nil
	}
	if sources, ok := s.Library[importPath]; ok {
		return s.libraryFolder(importPath, sources), nil
	}
	first, _, _ := strings.Cut(importPath, "/")
	isStd := from.kind == goroot || !strings.Contains(first, ".")
	if s.mod != nil && from.kind != goroot {
		if f, ok, err := s.mod.resolve(s.Loader, importPath); ok || err != nil {
			if importPath == checkerPath || from.path == checkerPath {
				f.kind = foreign // nothing of it is run
			}
			return f, err
		}
	}
	if isStd {
		return s.stdFolder(from, importPath)
	}
	if s.mod == nil {
		return folder{}, errors.New("it is of another module, and there is no go.mod here or above that names it")
	}
	return s.mod.askGo(s.Loader, importPath)
}

// checkerPath is imported by the tests that check, and is not part of what they check.
const checkerPath = "heddle/checker"

const stepPath = "heddle/model/golang/step"

// stdFolder finds a package of Go's own.
func (s *session) stdFolder(from *pkg, importPath string) (folder, error) {
	if !s.sought {
		s.std, s.sought = s.findStd(), true
	}
	if s.std == "" {
		return folder{}, errors.New("it needs Go's own sources, and there is no Go installation: GOROOT is not set and there is no go command in PATH")
	}
	for _, sub := range []string{importPath, "vendor/" + importPath} {
		dir := filepath.Join(s.std, filepath.FromSlash(sub))
		if info, err := os.Stat(dir); err == nil && info.IsDir() && !strings.HasPrefix(sub, "cmd/") {
			return folder{path: sub, kind: goroot, fs: os.DirFS(dir), dir: dir, prefix: importPath, loader: s.Loader}, nil
		}
		if from.kind != goroot {
			break
		}
	}
	return folder{}, fmt.Errorf("%w in Go's standard library", errAbsent)
}
