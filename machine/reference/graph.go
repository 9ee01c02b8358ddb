package reference

func newGraph(races bool) weakModel { panic("no") }
