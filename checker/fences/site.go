package fences

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"heddle/model/program"
)

// Site is an operation in the source that has a memory order. The compiler may have
// made many instructions of it: they have one order.
type Site struct {
	File         string // as program.Files has it
	Line, Column int
	Operation    string // "load", "swap", "cas", "failed cas", "fence"; of an inserted one "fence before load"
	Written      program.Order
	kind         kind
	code         []spot
}

// spot is an instruction.
type spot struct{ fn, pc int }

// Place prints where s is: file:line.
func (s *Site) Place() string { return fmt.Sprintf("%s:%d", s.File, s.Line) }

// compare orders sites by place.
func (s *Site) compare(t *Site) int {
	return cmp.Or(strings.Compare(s.File, t.File), s.Line-t.Line, s.Column-t.Column, int(s.kind)-int(t.kind))
}

// kind says which orders an operation can have.
type kind uint8

const (
	kindLoad kind = iota
	kindStore
	kindModify // a read-modify-write, or a compare-and-swap that succeeds
	kindFailed // the read of a compare-and-swap that fails
	kindFence
)

// key tells sites apart.
type key struct {
	file, line, column int32
	operation          string
}

// Sites gives the sites of p, by their place: atomic accesses and fences in code that is
// not of the library. Calls of sync/atomic are among them, for what orders would do there.
func Sites(p *program.Program) []Site { return accesses(p, false) }

// accesses gives the sites of p, or else the accesses to plain variables that are beside them in such code.
func accesses(p *program.Program, plain bool) []Site {
	at := map[key]int{}
	var sites []Site
	for fn := range p.Funcs {
		f := &p.Funcs[fn]
		section := false
		filling := map[program.Reg]bool{} // an object that the compiler makes, such as a closure: all of it is one operation of the source
		for pc := range f.Code {
			in := &f.Code[pc]
			for _, r := range f.Defs(pc) {
				filling[r] = in.Op == program.Alloc && p.Layouts[in.Imm].Immutable
			}
			switch in.Op {
			case program.Begin:
				section = true
			case program.End:
				section = false
			}
			if section || in.Op == program.Store && filling[in.A] || !usersOwn(p, f.Pos[pc]) {
				continue
			}
			for _, s := range sitesOf(in, plain) {
				pos := f.Pos[pc]
				k := key{pos.File, pos.Line, pos.Column, s.Operation}
				i, ok := at[k]
				if !ok {
					i = len(sites)
					at[k] = i
					s.File, s.Line, s.Column = p.Files[pos.File], int(pos.Line), int(pos.Column)
					sites = append(sites, s)
				}
				sites[i].code = append(sites[i].code, spot{fn, pc})
			}
		}
	}
	slices.SortStableFunc(sites, func(a, b Site) int { return a.compare(&b) })
	return sites
}

// usersOwn reports whether code at pos is the user's to change.
func usersOwn(p *program.Program, pos program.Pos) bool {
	if p.Std != nil && p.Std[pos.File] || strings.HasPrefix(p.Files[pos.File], "heddle/model/") {
		return false
	}
	pkg, _, _ := strings.Cut(strings.TrimLeft(p.Strings[pos.Inside], "(*"), ".")
	return pkg == "" || pkg == "atomic"
}

// sitesOf gives the sites that an instruction belongs to, without their place.
func sitesOf(in *program.Instr, plain bool) []Site {
	order := program.Order(in.Aux)
	switch in.Op {
	case program.Load, program.Store:
		s := Site{Operation: in.Op.String(), Written: order, kind: kindLoad}
		if in.Op == program.Store {
			s.kind = kindStore
		}
		if plain == (order == program.Plain) {
			return []Site{s}
		}
		return nil
	}
	if plain {
		return nil
	}
	switch in.Op {
	case program.AtomicCAS:
		success, failure := program.CASOrders(in.Aux)
		return []Site{
			{Operation: "cas", Written: success, kind: kindModify},
			{Operation: "failed cas", Written: failure, kind: kindFailed},
		}
	case program.AtomicAdd, program.AtomicSwap, program.AtomicAnd, program.AtomicOr, program.AtomicXor:
		return []Site{{Operation: strings.TrimPrefix(in.Op.String(), "atomic"), Written: order, kind: kindModify}}
	case program.Fence:
		return []Site{{Operation: "fence", Written: order, kind: kindFence}}
	}
	return nil
}
