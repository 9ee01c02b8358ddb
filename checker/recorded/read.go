package recorded

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"path/filepath"
	"strings"
)

// Formats gives the names of the formats of histories.
func Formats() []string { return []string{"json", "edn"} }

// Read reads a history in a format; "" is the one that the file's name ends in: .edn, .json, .jsonl or .ndjson,
// before .gz if it is compressed.
func Read(file, format string, r io.Reader) (*History, error) {
	r, err := plainText(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if format == "" {
		switch end := filepath.Ext(strings.TrimSuffix(strings.ToLower(file), ".gz")); end {
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

// plainText gives what r has, without compression and the mark that some editors put before text.
func plainText(r io.Reader) (io.Reader, error) {
	in := bufio.NewReader(r)
	if start, _ := in.Peek(2); bytes.Equal(start, []byte{0x1f, 0x8b}) {
		unpacked, err := gzip.NewReader(in)
		if err != nil {
			return nil, err
		}
		in = bufio.NewReader(unpacked)
	}
	if start, _ := in.Peek(3); string(start) == "\ufeff" {
		in.Discard(3)
	}
	return in, nil
}
