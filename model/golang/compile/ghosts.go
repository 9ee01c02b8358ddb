package compile

import (
	"go/token"

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
		(&ghostCheck{d.c, map[*ssa.Function]bool{}}).function(fn)
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

func (g *ghostCheck) function(fn *ssa.Function) {
	if g.seen[fn] || g.standard(fn.Pos()) {
		return
	}
	g.seen[fn] = true
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			if what := g.refused(in); what != "" {
				g.refuse(positionOf(in), "ghost", "ghost code %s: it states claims, and takes no step of its own", what)
			}
		}
	}
}

// refused says what in does that ghost code cannot, "" if nothing.
func (g *ghostCheck) refused(in ssa.Instruction) string {
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
			return g.call(fn)
		}
	}
	return ""
}

// call says what a call of fn does that ghost code cannot, "" if nothing.
func (g *ghostCheck) call(fn *ssa.Function) string {
	switch packagePath(fn) {
	case modelPath:
		switch fn.Name() {
		case "Violate", "Assert", "Mark":
			return ""
		}
		return "calls " + g.funcName(fn)
	case "sync", "sync/atomic":
		return "calls " + g.funcName(fn)
	}
	g.function(fn)
	return ""
}
