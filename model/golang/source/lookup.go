package source

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/packages"
)

// resolve finds a package without the go tool, and whether it can. An error is
// that the package should be in one of the user's own modules and is not.
func (m *module) resolve(l *Loader, importPath string) (f folder, ok bool, err error) {
	r, dir := longest(m.local, importPath)
	if hasGo(dir) {
		return r.folder(l, importPath, dir), true, nil
	}
	if m.vendor != "" {
		if v := filepath.Join(m.vendor, filepath.FromSlash(importPath)); hasGo(v) {
			return (&root{kind: foreign}).folder(l, importPath, v), true, nil
		}
	}
	if r, dir := longest(m.cached, importPath); hasGo(dir) {
		if versions, ok := readRoot(r.dir, foreign); ok {
			r.goVersion = versions.goVersion
		}
		return r.folder(l, importPath, dir), true, nil
	}
	if dir == "" {
		return folder{}, false, nil
	}
	// A module whose path is a prefix of the import's is not the only one that can have it.
	if own, _ := longest(m.cached, importPath); own != nil && len(own.path) > len(r.path) {
		return folder{}, false, nil
	}
	if _, err := os.Stat(dir); err == nil {
		return folder{}, false, fmt.Errorf("%w: no Go files in %s", errAbsent, l.printed(dir))
	}
	return folder{}, false, fmt.Errorf("%w: no directory %s", errAbsent, l.printed(dir))
}

// longest gives the root with the longest path that importPath is below, and the
// directory there.
func longest(roots []root, importPath string) (*root, string) {
	var found *root
	dir := ""
	for i := range roots {
		if d, ok := roots[i].sub(importPath); ok && (found == nil || len(roots[i].path) > len(found.path)) {
			found, dir = &roots[i], d
		}
	}
	return found, dir
}

func (r *root) folder(l *Loader, importPath, dir string) folder {
	return folder{path: importPath, kind: r.kind, fs: os.DirFS(dir), dir: dir, goVersion: r.goVersion, loader: l}
}

func hasGo(dir string) bool {
	if dir == "" {
		return false
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return false
	}
	for _, e := range entries {
		if !e.IsDir() && strings.HasSuffix(e.Name(), ".go") && !isTest(e.Name()) {
			return true
		}
	}
	return false
}

// askGo finds a package by running the go tool in the module.
func (m *module) askGo(l *Loader, importPath string) (folder, error) {
	config := &packages.Config{
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedModule,
		Dir:  m.dir,
		Env:  l.Env,
	}
	list, err := packages.Load(config, importPath)
	switch {
	case err != nil:
		return folder{}, fmt.Errorf("it is of another module, which needs the go tool: %w", err)
	case len(list) != 1:
		return folder{}, errors.New("it is of another module, and the go tool gives no package for it")
	case len(list[0].GoFiles) == 0 && len(list[0].Errors) > 0:
		return folder{}, fmt.Errorf("it is of another module, of which the go tool says: %s", list[0].Errors[0].Msg)
	case len(list[0].GoFiles) == 0:
		return folder{}, errors.New("it is of another module, and has no Go files")
	}
	r := root{kind: foreign}
	if mod := list[0].Module; mod != nil && mod.GoVersion != "" {
		r.goVersion = "go" + mod.GoVersion
	}
	return r.folder(l, importPath, filepath.Dir(list[0].GoFiles[0])), nil
}
