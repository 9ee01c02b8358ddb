package source

import (
	"errors"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"strings"

	"golang.org/x/mod/modfile"
	modpath "golang.org/x/mod/module"
)

// module is the target's module with the others that its go.mod and go.work name.
type module struct {
	root
	local  []root // itself, those of the workspace, replacements by directories
	cached []root // required ones, where the module cache has them, there or not
	vendor string // directory of vendored packages, "" if there is none
}

// root is a module in a directory.
type root struct {
	path, dir, goVersion string
	kind                 kind
}

// findModule reads the go.mod in dir or the nearest directory above it. The module
// is nil if there is none.
func (l *Loader) findModule(dir string) (*module, error) {
	dir, file := findUp(dir, "go.mod")
	if file == nil {
		return nil, nil
	}
	mod, err := parseMod(l.printed(filepath.Join(dir, "go.mod")), file)
	if err != nil {
		return nil, err
	}
	m := &module{root: root{path: mod.Module.Mod.Path, dir: dir, goVersion: goVersion(mod), kind: user}}
	m.local = []root{m.root}
	m.addWorkspace(l)
	if info, err := os.Stat(filepath.Join(dir, "vendor", "modules.txt")); err == nil && info.Mode().IsRegular() {
		m.vendor = filepath.Join(dir, "vendor")
	}
	m.addRequired(mod, l.moduleCache())
	return m, nil
}

// parseMod parses a go.mod, of which it ignores directives that are newer than we are.
func parseMod(name string, data []byte) (*modfile.File, error) {
	mod, err := modfile.Parse(name, data, nil)
	if err != nil {
		if mod, laxErr := modfile.ParseLax(name, data, nil); laxErr == nil && mod.Module != nil {
			return mod, nil
		}
		var list modfile.ErrorList
		if errors.As(err, &list) && len(list) > 0 {
			return nil, &Error{Pos: token.Position{Filename: list[0].Filename, Line: list[0].Pos.Line}, Msg: list[0].Err.Error(), More: len(list) - 1}
		}
		return nil, &Error{Msg: err.Error()}
	}
	if mod.Module == nil {
		return nil, &Error{Msg: name + ": no module directive"}
	}
	return mod, nil
}

// findUp looks for a file in dir and the directories above it.
func findUp(dir, name string) (string, []byte) {
	for {
		if data, err := os.ReadFile(filepath.Join(dir, name)); err == nil {
			return dir, data
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", nil
		}
		dir = parent
	}
}

func goVersion(mod *modfile.File) string {
	if mod.Go == nil {
		return "go1.16" // as the go command
	}
	return "go" + mod.Go.Version
}

// addWorkspace adds the modules that a go.work names beside m, if it names m.
func (m *module) addWorkspace(l *Loader) {
	if l.getenv("GOWORK") == "off" {
		return
	}
	dir, data := findUp(m.dir, "go.work")
	work, err := modfile.ParseWork("go.work", data, nil)
	if data == nil || err != nil {
		return
	}
	var others []root
	named := false
	for _, use := range work.Use {
		r, ok := readRoot(at(dir, use.Path), user)
		if r.dir == m.dir {
			named = true
		} else if ok {
			others = append(others, r)
		}
	}
	if named {
		m.local = append(m.local, others...)
	}
}

// addRequired adds the modules that mod requires and replaces.
func (m *module) addRequired(mod *modfile.File, cache string) {
	replaced := map[modpath.Version]bool{}
	for _, rep := range mod.Replace {
		replaced[rep.Old] = true
		if modfile.IsDirectoryPath(rep.New.Path) {
			if r, ok := readRoot(at(m.dir, rep.New.Path), user); ok {
				r.path = rep.Old.Path
				m.local = append(m.local, r)
			}
		} else {
			m.addCached(cache, rep.Old.Path, rep.New)
		}
	}
	for _, req := range mod.Require {
		if !replaced[req.Mod] && !replaced[modpath.Version{Path: req.Mod.Path}] {
			m.addCached(cache, req.Mod.Path, req.Mod)
		}
	}
}

func (m *module) addCached(cache, importPath string, v modpath.Version) {
	p, err1 := modpath.EscapePath(v.Path)
	version, err2 := modpath.EscapeVersion(v.Version)
	if cache != "" && err1 == nil && err2 == nil {
		m.cached = append(m.cached, root{path: importPath, dir: filepath.Join(cache, filepath.FromSlash(p)+"@"+version), kind: foreign})
	}
}

// readRoot reads the go.mod in dir.
func readRoot(dir string, k kind) (root, bool) {
	r := root{dir: dir, kind: k}
	data, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	if err != nil {
		return r, false
	}
	mod, err := parseMod("go.mod", data)
	if err != nil {
		return r, false
	}
	r.path, r.goVersion = mod.Module.Mod.Path, goVersion(mod)
	return r, true
}

// at gives a path of a go.mod or go.work in dir.
func at(dir, p string) string {
	if p = filepath.FromSlash(p); filepath.IsAbs(p) {
		return filepath.Clean(p)
	}
	return filepath.Join(dir, p)
}

func (l *Loader) moduleCache() string {
	if dir := l.getenv("GOMODCACHE"); dir != "" {
		return dir
	}
	if list := filepath.SplitList(l.getenv("GOPATH")); len(list) > 0 {
		return filepath.Join(list[0], "pkg", "mod")
	}
	if home := l.getenv("HOME"); home != "" {
		return filepath.Join(home, "go", "pkg", "mod")
	}
	return ""
}

// importPath gives the import path of a directory of the module.
func (m *module) importPath(dir string) string {
	rel, err := filepath.Rel(m.dir, dir)
	if err != nil || rel == "." {
		return m.path
	}
	return path.Join(m.path, filepath.ToSlash(rel))
}

// sub gives the directory of importPath if it is of the module.
func (r *root) sub(importPath string) (string, bool) {
	rest, ok := strings.CutPrefix(importPath, r.path)
	if !ok || rest != "" && rest[0] != '/' {
		return "", false
	}
	return filepath.Join(r.dir, filepath.FromSlash(rest)), true
}
