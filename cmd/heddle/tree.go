package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// checkFunc finds a function that looks like a check.
var checkFunc = regexp.MustCompile(`(?m)^func Check[^a-z(]\w*\(\)`)

// expand gives the package directories that a pattern such as ./pkg/... stands
// for: those at and below ./pkg with a check in them. Other patterns stand for themselves.
func expand(pattern string) ([]string, error) {
	root, ok := strings.CutSuffix(filepath.ToSlash(pattern), "/...")
	if !ok {
		return []string{pattern}, nil
	}
	var dirs []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		if path != root && ignored(d.Name()) {
			return filepath.SkipDir
		}
		found, err := hasCheck(path)
		if found {
			dirs = append(dirs, under(root, path))
		}
		return err
	})
	if err == nil && len(dirs) == 0 {
		err = fmt.Errorf("no func CheckXxx() in any package there")
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", pattern, err)
	}
	return dirs, nil
}

// ignored reports whether the go command too leaves a directory out of "...".
func ignored(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") || name == "testdata" || name == "vendor"
}

func hasCheck(dir string) (bool, error) {
	files, err := os.ReadDir(dir)
	if err != nil {
		return false, err
	}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			return false, err
		}
		if checkFunc.Match(text) {
			return true, nil
		}
	}
	return false, nil
}

// under writes path as root was written: "./pkg/a", where WalkDir drops the "./".
func under(root, path string) string {
	path = filepath.ToSlash(path)
	if strings.HasPrefix(root, ".") && !strings.HasPrefix(path, ".") {
		return "./" + path
	}
	return path
}
