package source

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// build makes the SSA form of all that was type-checked.
func (s *session) build(target *pkg, t Target) (*Unit, error) {
	prog := ssa.NewProgram(s.fset, s.mode())
	prog.CreatePackage(types.Unsafe, nil, nil, true)
	u := &Unit{Target: t, Prog: prog, Fset: s.fset, pkgs: map[*types.Package]*pkg{}, std: map[string]bool{}}
	for _, p := range s.order {
		if p.types != nil {
			p.info.InitOrder = p.liveInit()
			prog.CreatePackage(p.types, p.syntax, p.info, true)
			u.pkgs[p.types] = p
			for _, f := range p.files {
				u.std[s.position(f.syntax.Package).Filename] = p.kind != user
			}
		}
	}
	for _, p := range initOrder(s.order) {
		if p.types != nil && p.top == code {
			built := prog.Package(p.types)
			built.Build()
			u.Inits = append(u.Inits, built.Func("init"))
		}
	}
	u.Check = prog.Package(target.types).Func(t.Func)
	return u, nil
}

func (s *session) mode() ssa.BuilderMode {
	mode := ssa.InstantiateGenerics | ssa.BareInits
	if s.sanity {
		mode |= ssa.SanityCheckFunctions
	}
	return mode
}

// liveInit gives the part of the initialisation order that is at level code.
func (p *pkg) liveInit() []*types.Initializer {
	live := map[types.Object]bool{}
	for _, f := range p.files {
		for _, d := range f.decls {
			if v, ok := d.spec.(*ast.ValueSpec); ok && d.level == code && d.gen.Tok == token.VAR {
				for _, id := range v.Names {
					live[p.info.Defs[id]] = true
				}
			}
		}
	}
	var list []*types.Initializer
	for _, init := range p.info.InitOrder {
		if slices.ContainsFunc(init.Lhs, func(v *types.Var) bool { return live[v] }) {
			list = append(list, init)
		}
	}
	return list
}

// initOrder sorts packages as Go initialises them: by import path, but each after
// those that it imports (The Go Programming Language Specification, "Program initialization").
func initOrder(pkgs []*pkg) []*pkg {
	rest := slices.Clone(pkgs)
	slices.SortFunc(rest, func(a, b *pkg) int { return strings.Compare(a.path, b.path) })
	var order []*pkg
	done := map[*pkg]bool{}
	for len(rest) > 0 {
		i := max(0, slices.IndexFunc(rest, func(p *pkg) bool {
			for _, to := range p.imports {
				if to.pkg != nil && !done[to.pkg] {
					return false
				}
			}
			return true
		}))
		done[rest[i]] = true
		order = append(order, rest[i])
		rest = slices.Delete(rest, i, i+1)
	}
	return order
}
