package sheet

import (
	"encoding/json"
	"io"
	"strconv"
	"strings"

	"heddle/checker/cost"
)

// costLine is one line of JSON: one cost of one target for one number of threads.
type costLine struct {
	Target    string          `json:"target"`
	Memory    string          `json:"memory"`
	Machine   string          `json:"machine"`
	Coherence string          `json:"coherence"`
	Line      int             `json:"line"`
	Threads   int             `json:"threads"`
	Rounds    int             `json:"rounds"`
	Verdict   string          `json:"verdict"`
	Per       string          `json:"per,omitempty"`
	Metric    string          `json:"metric,omitempty"`
	Worst     json.RawMessage `json:"worst"` // a number, a fraction "5/2", "inf", or null if there is no such window
	Fair      bool            `json:"fair,omitempty"`
	Best      json.RawMessage `json:"best"`
	Growth    string          `json:"growth,omitempty"`
	States    int             `json:"states"`
	Seconds   float64         `json:"seconds"`
	Message   string          `json:"message,omitempty"` // why nothing was measured
}

// JSON writes a sheet as JSON, one object a line; of a column that was not measured there
// is one object that says why.
func JSON(w io.Writer, s Sheet) error {
	out := json.NewEncoder(w)
	lines := cost.Lines(s.Columns, s.Zeros)
	for i, c := range s.Columns {
		at := costLine{
			Target: s.Target, Memory: s.Memory, Machine: s.System.Structure, Coherence: s.System.Coherence, Line: s.System.Line,
			Threads: c.Threads, Rounds: c.Rounds, Verdict: c.Result.Verdict.String(),
			Worst: json.RawMessage("null"), Best: json.RawMessage("null"), States: c.Result.States, Seconds: c.Result.Elapsed.Seconds(),
		}
		if !c.Measured {
			at.Message = c.Result.Message
			if err := out.Encode(at); err != nil {
				return err
			}
			continue
		}
		for _, l := range lines {
			r := l.Rows[i]
			at.Per, at.Metric, at.Growth = l.Window.String(), l.Metric.Name, l.Growth
			at.Worst, at.Best, at.Fair = jsonOf(worst(r)), jsonOf(best(r)), r.Worst.Infinite && r.Fair
			if err := out.Encode(at); err != nil {
				return err
			}
		}
	}
	return nil
}

// jsonOf gives a number as it is, other text in quotes, and null for none.
func jsonOf(text string) json.RawMessage {
	switch {
	case text == "":
		return json.RawMessage("null")
	case text == "inf", strings.Contains(text, "/"):
		return json.RawMessage(strconv.Quote(text))
	}
	return json.RawMessage(text)
}

// worst is the worst case for programs to read: "inf" without bound, "" if there is none.
func worst(r cost.Row) string {
	if !r.Opened || r.Unknown {
		return ""
	}
	return plainValue(r.Worst)
}

// best is the best case, likewise.
func best(r cost.Row) string {
	if !r.Complete || r.Unknown {
		return ""
	}
	return plainValue(r.Best)
}

// fairly says of a worst case without bound whether a fair run attains it.
func fairly(r cost.Row) string {
	if !r.Worst.Infinite {
		return ""
	}
	return strconv.FormatBool(r.Fair)
}

func plainValue(v cost.Value) string {
	if v.Infinite {
		return "inf"
	}
	return v.String()
}
