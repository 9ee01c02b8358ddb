package source

import (
	"bytes"
	"fmt"
	"go/parser"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// Added is a file that becomes part of a target's package as if it lay beside the others, and has the target's function.
type Added struct {
	Name, Text string
	// Literals are func literals of the package's other files, found by At. Text calls each by its name here, as if it were declared.
	Literals map[string]Target
}

// With gives the target that is the function fn of a file that is added to t's package.
func (t Target) With(a Added, fn string) Target {
	t.Files = append(slices.Clip(t.Files), a.Name)
	t.File, t.Func, t.Literal, t.Call, t.Added = a.Name, fn, 0, 0, &a
	return t
}

// declareLiterals declares the literals that the added file of t calls.
func (s *session) declareLiterals(p *pkg, t Target) error {
	if t.Added == nil {
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(t.Added.Literals)) {
		l := t.Added.Literals[name]
		l.Func = name
		d, err := s.literal(p, l, true)
		if err != nil {
			return err
		}
		if p.scope[name] != d {
			return &Error{Msg: fmt.Sprintf("%s: %s is declared here, and the check needs that name for a literal", s.position(p.scope[name].file.syntax.Package).Filename, name)}
		}
	}
	return nil
}

// with gives f with the added file among its own.
func (f folder) with(a *Added) folder {
	if a != nil {
		f.fs = addedFS{f.fs, a}
	}
	return f
}

// addedFS is a directory with one more file.
type addedFS struct {
	fs.FS
	added *Added
}

// Open opens a file, the added one too.
func (a addedFS) Open(name string) (fs.File, error) {
	if name == a.added.Name {
		return &addedFile{bytes.NewReader([]byte(a.added.Text)), a.added}, nil
	}
	return a.FS.Open(name)
}

// addedFile is the added file, open.
type addedFile struct {
	*bytes.Reader
	added *Added
}

func (f *addedFile) Close() error               { return nil }
func (f *addedFile) Stat() (fs.FileInfo, error) { return f, nil }
func (f *addedFile) Name() string               { return f.added.Name }
func (f *addedFile) Mode() fs.FileMode          { return 0o444 }
func (f *addedFile) ModTime() time.Time         { return time.Time{} }
func (f *addedFile) IsDir() bool                { return false }
func (f *addedFile) Sys() any                   { return nil }

// LiteralText gives the text of the func literal that t is.
func LiteralText(t Target) (string, error) {
	name := filepath.Join(t.Dir, t.File)
	src, err := os.ReadFile(name)
	if err != nil {
		return "", &Error{Msg: fmt.Sprintf("%s: %s", name, reason(err))}
	}
	s := newSession(&Loader{})
	syntax, err := parser.ParseFile(s.fset, name, src, parser.SkipObjectResolution)
	if err != nil {
		return "", syntaxError(name, err)
	}
	_, lit := s.literalAt(syntax, t.Literal-1)
	if lit == nil {
		return "", &Error{Msg: fmt.Sprintf("%s: %s is gone: the source changes", name, t.Func)}
	}
	return string(src[t.Literal-1 : s.position(lit.End()).Offset]), nil
}
