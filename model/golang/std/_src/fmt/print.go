// Package fmt is Go's own, but for addresses, and where it keeps its printers.
//
// A checked program has no addresses that mean anything: all but nil print as 0xc000010000.
package fmt

import "reflect"

const address = 0xc000010000

// ppFree keeps nothing.
var ppFree printers

type printers struct{}

func (printers) Get() any {
	return new(pp)
}

func (printers) Put(any) {}

// fmtPointer prints a value that is an address.
func (p *pp) fmtPointer(value reflect.Value, verb rune) {
	u := uint64(0)
	switch value.Kind() {
	case reflect.Chan, reflect.Func, reflect.Map, reflect.Pointer, reflect.Slice, reflect.UnsafePointer:
		if !value.IsNil() {
			u = address
		}
	default:
		p.badVerb(verb)
		return
	}
	switch {
	case verb == 'v' && p.fmt.sharpV:
		p.buf.writeString("(" + value.Type().String() + ")(")
		if u == 0 {
			p.buf.writeString(nilString)
		} else {
			p.fmt0x64(u, true)
		}
		p.buf.writeByte(')')
	case verb == 'v' && u == 0:
		p.fmt.padString(nilAngleString)
	case verb == 'v' || verb == 'p':
		p.fmt0x64(u, !p.fmt.sharp)
	case verb == 'b' || verb == 'o' || verb == 'd' || verb == 'x' || verb == 'X':
		p.fmtInteger(u, unsigned, verb)
	default:
		p.badVerb(verb)
	}
}
