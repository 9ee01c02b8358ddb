package os

import (
	"io"
	"syscall"
	"time"
)

// What follows is refused: a check has no files.

func (f *File) Readdir(n int) ([]FileInfo, error)
func (f *File) Readdirnames(n int) (names []string, err error)
func (f *File) ReadDir(n int) ([]DirEntry, error)
func (f *File) Name() string
func (f *File) Read(b []byte) (n int, err error)
func (f *File) ReadAt(b []byte, off int64) (n int, err error)
func (f *File) ReadFrom(r io.Reader) (n int64, err error)
func (f *File) WriteAt(b []byte, off int64) (n int, err error)
func (f *File) WriteTo(w io.Writer) (n int64, err error)
func (f *File) Seek(offset int64, whence int) (ret int64, err error)
func (f *File) Chmod(mode FileMode) error
func (f *File) SetDeadline(t time.Time) error
func (f *File) SetReadDeadline(t time.Time) error
func (f *File) SetWriteDeadline(t time.Time) error
func (f *File) SyscallConn() (syscall.RawConn, error)
func (f *File) Fd() uintptr
func (f *File) Close() error
func (f *File) Chown(uid, gid int) error
func (f *File) Truncate(size int64) error
func (f *File) Chdir() error
func (f *File) Stat() (FileInfo, error)
