package std

import (
	"errors"
	"go/ast"
	"go/build"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/model"
)

// parse reads the Go files of a package that are not tests.
func parse(t *testing.T, fset *token.FileSet, dir fs.FS) []*ast.File {
	t.Helper()
	names, err := fs.Glob(dir, "*.go")
	require.NoError(t, err)
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		src, err := fs.ReadFile(dir, name)
		require.NoError(t, err)
		f, err := parser.ParseFile(fset, name, src, 0)
		require.NoError(t, err)
		files = append(files, f)
	}
	return files
}

// api gives the exported names of a package with the types of functions and
// methods, exported fields, and interfaces, without parameter names.
func api(files []*ast.File) map[string]string {
	exported := map[string]string{}
	for _, f := range files {
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				name := d.Name.Name
				if d.Recv != nil {
					recv := types.ExprString(d.Recv.List[0].Type)
					if !ast.IsExported(strings.Trim(recv, "*")) {
						continue
					}
					name = recv + "." + name
				}
				if d.Name.IsExported() {
					exported[name] = nameless(d.Type)
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					addSpec(exported, spec)
				}
			}
		}
	}
	return exported
}

func addSpec(exported map[string]string, spec ast.Spec) {
	switch spec := spec.(type) {
	case *ast.ValueSpec:
		for _, id := range spec.Names {
			if id.IsExported() {
				exported[id.Name] = "value"
			}
		}
	case *ast.TypeSpec:
		if !spec.Name.IsExported() {
			return
		}
		exported[spec.Name.Name] = "type"
		switch x := spec.Type.(type) {
		case *ast.StructType:
			for _, f := range x.Fields.List {
				for _, id := range f.Names {
					if id.IsExported() {
						exported[spec.Name.Name+"."+id.Name] = types.ExprString(f.Type)
					}
				}
			}
		case *ast.InterfaceType:
			x.Methods.List = slices.DeleteFunc(x.Methods.List, func(m *ast.Field) bool { return len(m.Names) > 0 && !m.Names[0].IsExported() })
			exported[spec.Name.Name] = types.ExprString(x)
		case *ast.Ident:
			exported[spec.Name.Name] = types.ExprString(spec.Type)
		}
	}
}

// nameless prints the type of a function without the names of its parameters.
func nameless(fn *ast.FuncType) string {
	list := func(l *ast.FieldList) string {
		var parts []string
		for _, f := range l.List {
			for range max(1, len(f.Names)) {
				parts = append(parts, types.ExprString(f.Type))
			}
		}
		return "(" + strings.Join(parts, ", ") + ")"
	}
	s := list(fn.Params)
	if fn.TypeParams != nil {
		s = "[" + list(fn.TypeParams) + "]" + s
	}
	if fn.Results != nil {
		s += " " + list(fn.Results)
	}
	return s
}

// real gives the sources of a package of Go's own.
func real(t *testing.T, importPath string) fs.FS {
	t.Helper()
	dir := filepath.Join(build.Default.GOROOT, "src", filepath.FromSlash(importPath))
	require.DirExists(t, dir, "the tests need Go's own sources")
	return os.DirFS(dir)
}

// TestPackagesOfGo compares what is exported with Go's own. Of a type all methods
// and fields must be there; functions may be Go's own.
func TestPackagesOfGo(t *testing.T) {
	for _, importPath := range Paths() {
		if strings.HasPrefix(importPath, "heddle/") || strings.HasPrefix(importPath, "internal/") {
			continue
		}
		t.Run(importPath, func(t *testing.T) {
			dir, ok := Package(importPath)
			require.True(t, ok)
			ours := api(parse(t, token.NewFileSet(), dir))
			theirs := api(parse(t, token.NewFileSet(), real(t, importPath)))
			for name, typ := range ours {
				assert.Equal(t, theirs[name], typ, name)
			}
			for name, typ := range theirs {
				base, _, _ := strings.Cut(strings.Trim(name, "(*"), ".")
				base, _, _ = strings.Cut(base, "[")
				if _, declared := ours[strings.Trim(base, ")")]; declared && strings.Contains(name, ".") {
					assert.Equal(t, typ, ours[name], name)
				}
			}
		})
	}
}

func TestModel(t *testing.T) {
	dir, ok := Package("heddle/model")
	require.True(t, ok)
	want, got := api(parse(t, token.NewFileSet(), os.DirFS(filepath.Join("..", "..")))), api(parse(t, token.NewFileSet(), dir))
	const at = "HistoryEvent.At"
	assert.Equal(t, []string{"time.Duration", "int64"}, []string{want[at], got[at]})
	delete(want, at)
	delete(got, at)
	assert.Equal(t, want, got)
}

// packages type-checks packages on demand.
type packages struct {
	t    *testing.T
	done map[string]*types.Package
}

func (p packages) Import(importPath string) (*types.Package, error) {
	if importPath == "unsafe" {
		return types.Unsafe, nil
	}
	if done := p.done[importPath]; done != nil {
		return done, nil
	}
	dir, ok := Package(importPath)
	require.True(p.t, ok, importPath)
	fset := token.NewFileSet()
	config := types.Config{Importer: p, Error: func(err error) {
		var e types.Error
		if errors.As(err, &e) && e.Msg == "generic function is missing function body" && strings.HasPrefix(importPath, "heddle/") {
			return
		}
		assert.NoError(p.t, err)
	}}
	pkg, _ := config.Check(importPath, fset, parse(p.t, fset, dir), nil) // errors went to config.Error
	p.done[importPath] = pkg
	return pkg, nil
}

func TestPaths(t *testing.T) {
	var dirs []string
	require.NoError(t, fs.WalkDir(sources, "_src", func(name string, d fs.DirEntry, err error) error {
		if dir := strings.TrimPrefix(filepath.ToSlash(filepath.Dir(name)), "_src/"); !d.IsDir() && !slices.Contains(dirs, dir) {
			dirs = append(dirs, dir)
		}
		return err
	}))
	assert.ElementsMatch(t, Paths(), dirs)
	assert.True(t, slices.IsSorted(Paths()))
}

func TestConstants(t *testing.T) {
	p := packages{t, map[string]*types.Package{}}
	for importPath, want := range map[string]map[string]int64{
		"heddle/model": {"SeqCst": int64(model.SeqCst), "AcqRel": int64(model.AcqRel), "Acquire": int64(model.Acquire),
			"Release": int64(model.Release), "Relaxed": int64(model.Relaxed)},
	} {
		pkg, err := p.Import(importPath)
		require.NoError(t, err)
		for name, value := range want {
			got, ok := constant.Int64Val(pkg.Scope().Lookup(name).(*types.Const).Val())
			assert.True(t, ok)
			assert.Equal(t, value, got, name)
		}
	}
}

func TestNoPackage(t *testing.T) {
	for _, importPath := range []string{"", "net", "heddle", "sync/", "../sync", "/", "golang"} {
		_, ok := Package(importPath)
		assert.False(t, ok, importPath)
	}
}
