package scenario

// Path is the import path of the package that the texts are of. Its functions are named CheckConcurrent and CheckSequential.
const Path = "heddle/scenario"

// The functions of the texts.
const (
	ConcurrentFunc = "CheckConcurrent"
	SequentialFunc = "CheckSequential"
)

// Concurrent gives the Go text in which the clients call a new object at the same time.
func (f Family) Concurrent() string {
	w := f.writer()
	w.header(f.Object.New)
	w.line("")
	w.line("// %s lets the clients call the object at the same time.", ConcurrentFunc)
	w.line("func %s() {", ConcurrentFunc)
	w.operations(f.Object.New)
	w.calls(f.Initial)
	w.line("model.Run(clients, func(client int) {")
	if w.uniform() {
		w.line("for round := range rounds {")
		w.uniformSlot()
		w.line("}")
	} else {
		w.choose("client", len(f.Clients), func(client int) {
			for _, s := range f.Clients[client] {
				w.slot(s, "client")
			}
		})
	}
	w.line("})")
	w.calls(f.Final)
	if v := f.Object.Validate; v != "" {
		w.line("if wrong := object.%s(); wrong != \"\" {", v)
		w.line("model.Violate(\"validation\", wrong)")
		w.line("}")
	}
	w.line("}")
	w.support()
	return w.text()
}
