package programs

// guarded writes statements in a function that recovers.
func (g *gen) guarded(depth int) {
	loops, result := g.loops, g.result
	g.loops, g.result = nil, nil
	g.block("try(func()", func() { g.statements(1+g.n(2), depth-1) }, ")")
	g.loops, g.result = loops, result
}
