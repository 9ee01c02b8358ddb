package report

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"heddle/checker/result"
)

// Saver writes schedule files into a directory. No two schedules of one Saver
// get the same name; files of earlier runs are replaced.
type Saver struct {
	Dir  string // created when the first schedule is saved
	used map[string]bool
}

// Save writes s to a file named after its target and memory model, whole or not
// at all, and returns its path.
func (v *Saver) Save(s *result.Schedule) (string, error) {
	var text strings.Builder
	if err := Write(&text, s); err != nil {
		return "", err
	}
	return v.save(Of(s), fileSuffix, text.String())
}

// SaveGraph writes a graph, in the language of Graphviz, to a file named as a schedule of c is.
func (v *Saver) SaveGraph(c Check, text string) (string, error) { return v.save(c, ".dot", text) }

// SavePicture writes a page of HTML to a file named as a schedule of c is.
func (v *Saver) SavePicture(c Check, text string) (string, error) { return v.save(c, ".html", text) }

// SavePage writes a page of HTML to a file called after name, and returns its path.
func (v *Saver) SavePage(name, text string) (string, error) {
	return v.write(plainName(name), ".html", text)
}

func (v *Saver) save(c Check, suffix, text string) (string, error) {
	return v.write(strings.TrimSuffix(FileName(c), fileSuffix), suffix, text)
}

func (v *Saver) write(name, suffix, text string) (string, error) {
	if err := os.MkdirAll(v.Dir, 0o777); err != nil {
		return "", fmt.Errorf("schedule directory: %w", err)
	}
	path := filepath.Join(v.Dir, v.unused(name, suffix))
	if err := WriteFile(path, text); err != nil {
		return "", fmt.Errorf("schedule file: %w", err)
	}
	return path, nil
}

func (v *Saver) unused(name, suffix string) string {
	if v.used == nil {
		v.used = map[string]bool{}
	}
	unique := name + suffix
	for i := 2; v.used[unique]; i++ {
		unique = fmt.Sprintf("%s-%d%s", name, i, suffix)
	}
	v.used[unique] = true
	return unique
}

const fileSuffix = ".schedule"

// FileName gives the name of c's schedule file: lock-naive.go.schedule for
// lock/naive under memory model go.
func FileName(c Check) string {
	plain := plainName(c.Target)
	for _, word := range strings.Fields(c.System.String()) {
		_, value, _ := strings.Cut(word, "=")
		plain += "." + value
	}
	for _, word := range strings.Fields(c.Network.String()) {
		plain += "." + strings.Replace(word, "=", "", 1)
	}
	return plain + "." + c.Memory + fileSuffix
}

// plainName is a name without what file names should not have.
func plainName(name string) string {
	plain := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '.', r == '_', r == '~':
			return r
		}
		return '-'
	}, name)
	plain = strings.Trim(plain, ".-~")
	if runes := []rune(plain); len(runes) > 120 {
		plain = string(runes[len(runes)-120:])
	}
	return plain
}

// WriteFile replaces the file at path by text, whole or not at all. An error names path.
func WriteFile(path, text string) error {
	err := replace(path, text)
	var opened *fs.PathError
	var renamed *os.LinkError
	switch { // they name a file for the time being
	case errors.As(err, &opened):
		err = opened.Err
	case errors.As(err, &renamed):
		err = renamed.Err
	}
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

func replace(path, text string) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".heddle-*")
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	if chmod := f.Chmod(0o644); err == nil {
		err = chmod
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}
