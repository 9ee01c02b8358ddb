package recorded

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
)

// Formats gives the names of the formats of histories.
func Formats() []string { return []string{"json", "edn"} }

// Read reads a history in a format; "" is the one that the file's name ends in: .edn, .json, .jsonl or .ndjson.
func Read(file, format string, r io.Reader) (*History, error) {
	if format == "" {
		switch end := strings.ToLower(filepath.Ext(file)); end {
		case ".edn":
			format = "edn"
		case ".json", ".jsonl", ".ndjson":
			format = "json"
		default:
			return nil, fmt.Errorf("%s: the name ends in %q, expected .edn, .json, .jsonl or .ndjson, or a format", file, end)
		}
	}
	switch format {
	case "json":
		return ReadJSON(file, r)
	case "edn":
		return ReadEDN(file, r)
	}
	return nil, fmt.Errorf("%s: format %q, expected %s", file, format, strings.Join(Formats(), " or "))
}
