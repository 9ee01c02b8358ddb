package source

import (
	"go/types"
	"strings"
)

// isPlain reports whether a package of Go's own is plain Go that can be checked, at
// least in part. Of all others only signatures are loaded, and using them is refused.
func isPlain(importPath string) bool {
	switch importPath {
	case "bufio", "bytes", "cmp", "context", "encoding/base64", "encoding/binary", "encoding/hex", "errors", "fmt", "hash/adler32", "hash/fnv", "io",
		"iter", "maps", "path", "regexp", "regexp/syntax", "slices", "sort", "strconv", "strings", "sync", "text/tabwriter", "time",
		"math", "math/bits", "math/cmplx", "unicode", "unicode/utf16", "unicode/utf8", "container/heap", "container/list", "container/ring",
		"internal/bytealg", "internal/byteorder", "internal/cpu", "internal/fmtsort", "internal/goarch", "internal/itoa", "internal/race", "internal/reflectlite",
		"internal/strconv", "internal/stringslite":
		return true
	}
	return false
}

// Refusal says why a function or variable can not be part of a check, "" if it can
// as far as package source knows. A function without a body for which it is "" is
// not written in Go. The object of a generic function or method is that of its origin.
func (u *Unit) Refusal(obj types.Object) string {
	p := u.pkgs[obj.Pkg()]
	switch {
	case p == nil:
		return ""
	case p.path == checkerPath:
		return "what checks is no part of what is checked"
	case p.kind == goroot && !isPlain(p.path):
		return "package " + p.path + " is not supported" + why(p.path)
	case p.kind == overlay:
		d := p.declaration(obj)
		intrinsic := strings.HasPrefix(p.path, "heddle/") && obj.Name() != "Events"
		if d != nil && (d.file.cap() < code || d.fn != nil && d.fn.Body == nil && !intrinsic) {
			return "not supported" + why(p.path)
		}
	}
	return ""
}

// declaration gives the declaration of a function or variable of p, of its receiver's
// type if that has none of its own.
func (p *pkg) declaration(obj types.Object) *decl {
	fn, ok := obj.(*types.Func)
	if !ok || fn.Signature().Recv() == nil {
		return p.scope[obj.Name()]
	}
	t := fn.Signature().Recv().Type()
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return nil
	}
	for _, m := range p.methods[n.Obj().Name()] {
		if m.fn.Name.Name == fn.Name() {
			return m
		}
	}
	return p.scope[n.Obj().Name()]
}

// why gives the reason for a package, where there is one to give.
func why(importPath string) string {
	first, _, _ := strings.Cut(importPath, "/")
	switch first {
	case "heddle":
		return ": a history is the checker's to read"
	case "encoding", "html", "log", "text":
		return ": it works by reflection, which a check can not do"
	case "reflect":
		return ": a check looks at values by reflection, and does no more"
	case "fmt":
		return ": a check has no input"
	case "os", "net", "syscall", "path":
		return ": a check has no files, processes or networks"
	case "time":
		return ": a check has no clock"
	case "testing":
		return ": a check is not a test; use heddle/model's Assert or panic"
	case "runtime":
		return ": a check has no run-time system to ask"
	}
	if strings.HasPrefix(importPath, "math/rand") || strings.HasPrefix(importPath, "crypto") {
		return ": a check tries every choice; use heddle/model's Choose"
	}
	return ""
}
