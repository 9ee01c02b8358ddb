package recorded

import (
	"bufio"
	"encoding/json"
	"io"
)

// WriteJSON writes h as JSON lines, an operation a line, which ReadJSON reads.
func WriteJSON(w io.Writer, h *History) error {
	out := bufio.NewWriter(w)
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	for _, o := range h.Operations {
		line := struct {
			Client    int    `json:"client"`
			Key       any    `json:"key,omitempty"`
			Operation string `json:"operation"`
			Arguments []any  `json:"arguments,omitempty"`
			Results   []any  `json:"results,omitempty"`
			Call      int64  `json:"call"`
			Return    *int64 `json:"return,omitempty"`
		}{o.Client, o.Key, o.Steps[0].Name, o.Steps[0].Arguments, o.Steps[0].Results, o.Call, nil}
		if o.Return != Open {
			line.Return = &o.Return
		}
		if err := e.Encode(line); err != nil {
			return err
		}
	}
	return out.Flush()
}
