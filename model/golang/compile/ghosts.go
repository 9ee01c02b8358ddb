package compile

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"heddle/model/program"
)

// ghostCode emits model.Ghost(f).
func (d *body) ghostCode(c *intrinsicCall) {
	d.b.emit(program.Instr{Op: program.GhostBegin})
	d.claim()
	call := ssa.CallCommon{Value: c.args[0]}
	d.b.emit(d.target(&call))
	d.b.emit(program.Instr{Op: program.GhostEnd})
	if fn := call.StaticCallee(); fn != nil {
		(&ghostCheck{d.c, map[*ssa.Function]bool{}}).function(fn, c.pos)
	}
}

// isGhost reports whether call is one of model.Ghost on f.
func isGhost(call ssa.CallInstruction, f ssa.Value) bool {
	fn := call.Common().StaticCallee()
	_, now := call.(*ssa.Call)
	return now && fn != nil && fn.Name() == "Ghost" && packagePath(fn) == modelPath && call.Common().Args[0] == f
}

// ghostCheck refuses what ghost code cannot do, as far as its text shows it: in the user's own
// functions that it calls. The rest the machine finds out.
type ghostCheck struct {
	*compiler
	seen map[*ssa.Function]bool
}

// function checks fn. What is wrong in one of the vocabulary's is wrong where it is called, at.
func (g *ghostCheck) function(fn *ssa.Function, at token.Pos) {
	ours := packagePath(fn) == modelPath
	if g.seen[fn] || g.standard(fn.Pos()) && !ours {
		return
	}
	g.seen[fn] = true
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			if !ours {
				at = positionOf(in)
			}
			if what := g.refused(in, at); what != "" {
				g.refuse(at, "ghost", "ghost code %s: it states claims, and takes no step of its own", what)
			}
		}
	}
}

// refused says what in, at a position, does that ghost code cannot, "" if nothing.
func (g *ghostCheck) refused(in ssa.Instruction, at token.Pos) string {
	const usesChannel = "uses a channel"
	switch in := in.(type) {
	case *ssa.Go:
		return "starts a goroutine"
	case *ssa.Send, *ssa.Select, *ssa.MakeChan:
		return usesChannel
	case *ssa.UnOp:
		if in.Op == token.ARROW {
			return usesChannel
		}
	case ssa.CallInstruction:
		if callsBuiltin(in, "close") {
			return usesChannel
		}
		if fn := in.Common().StaticCallee(); fn != nil {
			return g.call(fn, at)
		}
	}
	return ""
}

// call says what a call of fn does that ghost code cannot, "" if nothing.
func (g *ghostCheck) call(fn *ssa.Function, at token.Pos) string {
	path, op := packagePath(fn), intrinsicOf(fn)
	switch {
	case path == modelPath && slices.Contains([]string{"Violate", "Assert", "Mark"}, fn.Name()):
		return ""
	case path == modelPath && op != nil && !token.IsExported(fn.Name()):
		return "uses a network"
	case path == "sync", path == "sync/atomic", path == modelPath && op != nil:
		return "calls " + g.funcName(fn)
	}
	g.function(fn, at)
	return ""
}
