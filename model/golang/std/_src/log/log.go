// Package log prints without being noticed: what is printed is part of a schedule, and a Logger
// of standard output or standard error takes no steps. Times are that of the clock's
// first reading, callers are unknown.
package log

import (
	"fmt"
	"io"
	"os"
	"sync"

	"heddle/model"
	"heddle/model/golang/step"
)

const (
	Ldate = 1 << iota
	Ltime
	Lmicroseconds
	Llongfile
	Lshortfile
	LUTC
	Lmsgprefix
	LstdFlags = Ldate | Ltime
)

// Logger prints lines.
type Logger struct {
	prefix model.Pointer[string] // nil: none
	flag   model.Word
	mutex  sync.Mutex // held while a writer of the program's own writes
	out    io.Writer
}

var std = New(os.Stderr, "", LstdFlags)

// New gives a Logger.
func New(out io.Writer, prefix string, flag int) *Logger {
	l := &Logger{out: out}
	l.SetPrefix(prefix)
	l.SetFlags(flag)
	return l
}

// Default gives the Logger of the functions.
func Default() *Logger { return std }

func (l *Logger) Prefix() string {
	if p := l.prefix.Load(); p != nil {
		return *p
	}
	return ""
}

func (l *Logger) SetPrefix(prefix string) { l.prefix.Store(&prefix) }
func (l *Logger) Flags() int              { return l.flag.Load() }
func (l *Logger) SetFlags(flag int)       { l.flag.Store(flag) }

func (l *Logger) Writer() io.Writer {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.out
}

func (l *Logger) SetOutput(w io.Writer) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.out = w
}

// header gives what stands before a line's text.
func header(prefix string, flag int) string {
	text := ""
	if flag&Ldate != 0 {
		text = "2009/11/10 "
	}
	if flag&(Ltime|Lmicroseconds) != 0 {
		text += "23:00:00"
		if flag&Lmicroseconds != 0 {
			text += ".000000"
		}
		text += " "
	}
	if flag&(Lshortfile|Llongfile) != 0 {
		text += "???:0: "
	}
	if flag&Lmsgprefix != 0 {
		return text + prefix
	}
	return prefix + text
}

// print prints a line.
func (l *Logger) print(text string) error {
	text = header(l.Prefix(), l.Flags()) + text
	if text == "" || text[len(text)-1] != '\n' {
		text += "\n"
	}
	if file, ok := l.out.(*os.File); ok && file == os.Stderr {
		step.Print(text, 2)
		return nil
	}
	l.mutex.Lock()
	defer l.mutex.Unlock()
	_, err := io.WriteString(l.out, text)
	return err
}

// Output prints a line.
func (l *Logger) Output(calldepth int, s string) error { return l.print(s) }

func (l *Logger) Print(v ...any)                 { l.print(fmt.Sprint(v...)) }
func (l *Logger) Println(v ...any)               { l.print(fmt.Sprintln(v...)) }
func (l *Logger) Printf(format string, v ...any) { l.print(fmt.Sprintf(format, v...)) }

func (l *Logger) fatal(text string) {
	l.print(text)
	os.Exit(1)
}

func (l *Logger) Fatal(v ...any)                 { l.fatal(fmt.Sprint(v...)) }
func (l *Logger) Fatalln(v ...any)               { l.fatal(fmt.Sprintln(v...)) }
func (l *Logger) Fatalf(format string, v ...any) { l.fatal(fmt.Sprintf(format, v...)) }

func (l *Logger) panic(text string) {
	l.print(text)
	panic(text)
}

func (l *Logger) Panic(v ...any)                 { l.panic(fmt.Sprint(v...)) }
func (l *Logger) Panicln(v ...any)               { l.panic(fmt.Sprintln(v...)) }
func (l *Logger) Panicf(format string, v ...any) { l.panic(fmt.Sprintf(format, v...)) }

func SetOutput(w io.Writer)   { std.SetOutput(w) }
func Flags() int              { return std.Flags() }
func SetFlags(flag int)       { std.SetFlags(flag) }
func Prefix() string          { return std.Prefix() }
func SetPrefix(prefix string) { std.SetPrefix(prefix) }
func Writer() io.Writer       { return std.Writer() }

// Output prints a line.
func Output(calldepth int, s string) error { return std.print(s) }

func Print(v ...any)                 { std.Print(v...) }
func Println(v ...any)               { std.Println(v...) }
func Printf(format string, v ...any) { std.Printf(format, v...) }
func Fatal(v ...any)                 { std.Fatal(v...) }
func Fatalln(v ...any)               { std.Fatalln(v...) }
func Fatalf(format string, v ...any) { std.Fatalf(format, v...) }
func Panic(v ...any)                 { std.Panic(v...) }
func Panicln(v ...any)               { std.Panicln(v...) }
func Panicf(format string, v ...any) { std.Panicf(format, v...) }
