package suite

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// File is one litmus file to be run.
type File struct {
	Path string
	Err  error // it cannot be found
}

// Extension is that of the files that are taken from directories.
const Extension = ".litmus"

// Files lists the litmus files that the arguments name: files, and those in and below
// directories, in the order of the arguments and then of names. What cannot be found
// is among them, with its error.
func Files(args []string) []File {
	var files []File
	for _, arg := range args {
		info, err := os.Stat(arg)
		if err != nil {
			files = append(files, File{arg, fmt.Errorf("%s: found no such file, want a litmus test or a directory of them", arg)})
			continue
		}
		if !info.IsDir() {
			files = append(files, File{arg, nil})
			continue
		}
		before := len(files)
		err = filepath.WalkDir(arg, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				files = append(files, File{path, err})
			case d.IsDir() && path != arg && strings.HasPrefix(d.Name(), "."):
				return filepath.SkipDir
			case !d.IsDir() && strings.HasSuffix(d.Name(), Extension):
				files = append(files, File{path, nil})
			}
			return nil
		})
		if err == nil && len(files) == before {
			err = fmt.Errorf("%s: found no file that ends in %s, want some in or below it", arg, Extension)
		}
		if err != nil {
			files = append(files, File{arg, err})
		}
	}
	return files
}
