package specs_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"heddle/model"
	"heddle/specs/register"
	"heddle/specs/snapshot"
)

// nativeRegister is a register to run natively: client 0 writes.
type nativeRegister struct {
	clients int
	atomic  bool // a client that has read a value does not read an older one later
	write   func(v int)
	read    func(client int) int
	close   func() string
}

func nativeRegisters(name string) nativeRegister {
	type plain interface {
		Write(v int)
		Read() int
	}
	type told interface {
		Write(client, v int)
		Read(client int) int
	}
	of := func(clients int, atomic bool, r plain) nativeRegister {
		return nativeRegister{clients, atomic, r.Write, func(int) int { return r.Read() }, nil}
	}
	ofTold := func(r told) nativeRegister {
		return nativeRegister{4, true, func(v int) { r.Write(0, v) }, r.Read, nil}
	}
	served := func(r *register.ABD) nativeRegister {
		of := ofTold(r)
		of.close = r.Close
		return of
	}
	return map[string]func() nativeRegister{
		"word":          func() nativeRegister { return of(4, true, register.NewWord()) },
		"regular":       func() nativeRegister { return of(4, false, register.NewRegular()) },
		"unary":         func() nativeRegister { return of(4, false, register.NewUnary(nativeRounds+1)) },
		"single-reader": func() nativeRegister { return of(2, true, register.NewSingleReader()) },
		"multi-reader":  func() nativeRegister { return ofTold(register.NewMultiReader(4)) },
		"multi-writer":  func() nativeRegister { return ofTold(register.NewMultiWriter(4)) },
		"abd":           func() nativeRegister { return served(register.NewABD(4)) },
		"abd-crash":     func() nativeRegister { return served(register.NewFaulty(4, 1)) },
	}[name]()
}

// readNatively lets one client write 1, 2, 3 … and the others read. What they read has been begun to be written, and what
// was written before the read began is not forgotten.
func readNatively(name string) func(t *testing.T) {
	return func(t *testing.T) {
		r := nativeRegisters(name)
		var begun, written model.Word
		model.Run(r.clients, func(client int) {
			last := 0
			for v := 1; v <= nativeRounds; v++ {
				if client == 0 {
					begun.Store(v)
					r.write(v)
					written.Store(v)
					continue
				}
				least := written.Load()
				got := r.read(client)
				assert.GreaterOrEqual(t, got, least)
				assert.LessOrEqual(t, got, begun.Load())
				if r.atomic {
					assert.GreaterOrEqual(t, got, last)
				}
				last = got
			}
		})
		if r.close != nil {
			assert.Empty(t, r.close())
		}
	}
}

// readBitsNatively reads a bit that nobody writes, and one that is written.
func readBitsNatively(t *testing.T) {
	r := register.NewRegularBit()
	model.Run(2, func(client int) {
		for v := range nativeRounds {
			if client == 0 {
				r.Write(v % 2)
				assert.Equal(t, v%2, r.Read())
			} else {
				assert.Contains(t, []int{0, 1}, r.Read())
			}
		}
	})
}

// scanNatively lets each client write 1, 2, 3 … into its segment: of any two scans one is nowhere older than the other.
func scanNatively(name string) func(t *testing.T) {
	type object interface {
		Update(client, v int)
		Scan() (first, second, third int)
	}
	return func(t *testing.T) {
		var s object = snapshot.NewAfek(snapshot.Segments)
		if name == "double-collect" {
			s = snapshot.NewDouble(snapshot.Segments)
		}
		const rounds = 100
		scans := make([][][3]int, snapshot.Segments)
		model.Run(snapshot.Segments, func(client int) {
			for v := 1; v <= rounds; v++ {
				s.Update(client, v)
				first, second, third := s.Scan()
				scan := [3]int{first, second, third}
				assert.Equal(t, v, scan[client])
				scans[client] = append(scans[client], scan)
			}
		})
		older := func(a, b [3]int) bool { return a[0] <= b[0] && a[1] <= b[1] && a[2] <= b[2] }
		for i := range scans {
			for j := range i {
				for _, a := range scans[i] {
					for _, b := range scans[j] {
						if !older(a, b) && !older(b, a) {
							assert.Fail(t, "scans of no order", "%v, %v", a, b)
						}
					}
				}
			}
		}
	}
}
