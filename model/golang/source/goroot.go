package source

import (
	"go/build"
	"os"
	"path/filepath"
	"runtime"
)

// findStd gives the directory of the sources of Go's standard library: below
// GOROOT, where Go was when this program was built, or of the go command in PATH.
// No process is run. It is "" if there is none.
func (l *Loader) findStd() string {
	roots := []string{l.getenv("GOROOT")}
	if l.Env == nil {
		roots = append(roots, build.Default.GOROOT)
	}
	name := "go"
	if runtime.GOOS == "windows" {
		name = "go.exe"
	}
	for _, dir := range filepath.SplitList(l.getenv("PATH")) {
		if full, err := filepath.EvalSymlinks(filepath.Join(dir, name)); err == nil {
			roots = append(roots, filepath.Dir(filepath.Dir(full)))
		}
	}
	for _, root := range roots {
		src := filepath.Join(root, "src")
		if info, err := os.Stat(filepath.Join(src, "errors", "errors.go")); root != "" && err == nil && info.Mode().IsRegular() {
			return src
		}
	}
	return ""
}
