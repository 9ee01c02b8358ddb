package main

import (
	"errors"
	"os"
	"strconv"
	"strings"
)

// unit is a suffix of a size.
type unit struct {
	suffix string
	bytes  float64
}

// units lists the suffixes; one that ends another comes after it.
func units() []unit {
	return []unit{
		{"kib", 1 << 10}, {"mib", 1 << 20}, {"gib", 1 << 30}, {"tib", 1 << 40},
		{"kb", 1e3}, {"mb", 1e6}, {"gb", 1e9}, {"tb", 1e12},
		{"k", 1e3}, {"m", 1e6}, {"g", 1e9}, {"t", 1e12},
		{"b", 1}, {"", 1},
	}
}

// size is a flag: a number of bytes such as 2GB, 512MiB or 1.5g.
type size int

func (s *size) Set(text string) error {
	lower := strings.ToLower(strings.TrimSpace(text))
	for _, u := range units() {
		number, ok := strings.CutSuffix(lower, u.suffix)
		if !ok {
			continue
		}
		v, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
		if err != nil || !(v*u.bytes >= 1 && v*u.bytes < 1<<60) {
			break
		}
		*s = size(v * u.bytes)
		return nil
	}
	return errors.New("want a size such as 2GB or 512MiB")
}

func (s *size) String() string {
	if *s == 0 {
		return ""
	}
	return strconv.Itoa(int(*s))
}

func (s *size) Type() string { return "SIZE" }

// fallbackLimit holds where the machine's memory can't be found out.
const fallbackLimit = 2e9

// defaultLimit is half of the memory that this process may use, and no more than
// what is available now. read gives a file's text.
func defaultLimit(read func(path string) (string, error)) int {
	total, available := fileNumbers(read)
	if total == 0 {
		return fallbackLimit
	}
	limit := total / 2
	if available > 0 {
		limit = min(limit, available)
	}
	return limit
}

// fileNumbers gives the machine's or the control group's memory, whichever is
// less, and what is available of it, in bytes; 0 is unknown. See proc(5), "meminfo",
// and the kernel's control group documentation, memory.max.
func fileNumbers(read func(path string) (string, error)) (total, available int) {
	meminfo, _ := read("/proc/meminfo")
	for line := range strings.Lines(meminfo) {
		f := strings.Fields(line)
		if len(f) < 2 {
			continue
		}
		kib, err := strconv.Atoi(f[1])
		switch {
		case err != nil:
		case f[0] == "MemTotal:":
			total = kib << 10
		case f[0] == "MemAvailable:":
			available = kib << 10
		}
	}
	for _, path := range []string{"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"} {
		text, _ := read(path)
		n, err := strconv.Atoi(strings.TrimSpace(text))
		if err == nil && n > 0 && (total == 0 || n < total) {
			total = n
		}
	}
	return total, available
}

func readFile(path string) (string, error) {
	text, err := os.ReadFile(path)
	return string(text), err
}
