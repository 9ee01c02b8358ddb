package report

import (
	"encoding/json"
	"io"
	"strings"

	"heddle/checker/result"
)

// line is one line of JSON; the order of its fields is the order of the keys.
type line struct {
	Target        string   `json:"target"`
	Memory        string   `json:"memory"`
	Machine       string   `json:"machine,omitempty"`
	Coherence     string   `json:"coherence,omitempty"`
	Protocol      string   `json:"protocol,omitempty"`
	Line          int      `json:"line,omitempty"`
	Detail        string   `json:"detail,omitempty"`
	Network       string   `json:"network,omitempty"`
	Fault         string   `json:"fault,omitempty"`
	Threads       int      `json:"threads"`
	Rounds        int      `json:"rounds"`
	Verdict       string   `json:"verdict"`
	Bounded       string   `json:"bounded,omitempty"`
	Liveness      []string `json:"liveness,omitempty"`
	Fairness      string   `json:"fairness,omitempty"`
	Class         string   `json:"class,omitempty"`
	Property      string   `json:"property"`
	Message       string   `json:"message"`
	Symmetry      string   `json:"symmetry,omitempty"`
	Asymmetry     string   `json:"asymmetry,omitempty"`
	States        int      `json:"states"`
	Reduced       bool     `json:"reduced,omitempty"`
	Unreduced     string   `json:"unreduced,omitempty"`
	Transitions   int      `json:"transitions"`
	Depth         int      `json:"depth"`
	Seconds       float64  `json:"seconds"`
	CPUSeconds    float64  `json:"cpu_seconds"`
	PeakBytes     int64    `json:"peak_bytes"`
	BytesPerState float64  `json:"bytes_per_state"`
	Bounds        string   `json:"bounds"`
	*sampledJSON
	Schedule *schedule `json:"schedule"`
}

type schedule struct {
	Steps    int      `json:"steps"`
	Switches int      `json:"switches"`
	Preempts *int     `json:"preemptions,omitempty"`
	File     string   `json:"file"`
	Scenario string   `json:"scenario,omitempty"`
	Initial  []event  `json:"initial,omitempty"`
	History  []called `json:"history,omitempty"`
	Trace    []step   `json:"trace"`
	End      []event  `json:"end"`
	Waits    []waits  `json:"waits,omitempty"`
	Cycle    any      `json:"cycle,omitempty"` // of steps that repeat for ever: the number of the first; of goroutines that wait for each other: who
	Stack    []string `json:"stack,omitempty"`
}

// waits is a blocked goroutine; holder is "" if the steps do not tell who keeps what it waits for.
type waits struct {
	Thread string `json:"thread"`
	For    string `json:"for"`
	Text   string `json:"text"`
	Source string `json:"source"`
	Holder string `json:"holder,omitempty"`
	How    string `json:"how,omitempty"`
	Step   int    `json:"step,omitempty"`
	Since  string `json:"since,omitempty"`
}

func waitsJSON(s *result.Schedule, list []wait) []waits {
	var out []waits
	for _, w := range list {
		x := waits{Thread: name(s, w.Thread), For: w.Loc, Text: w.Text, Source: w.Pos}
		if w.holder >= 0 {
			x.Holder, x.How, x.Step, x.Since = name(s, w.holder), w.how, w.since, w.pos
		}
		out = append(out, x)
	}
	return out
}

type step struct {
	Step    int     `json:"step"`
	Thread  string  `json:"thread"`
	Alt     int     `json:"alt,omitempty"`
	Flush   bool    `json:"flush,omitempty"`
	Deliver bool    `json:"deliver,omitempty"`
	Fault   bool    `json:"fault,omitempty"`
	Events  []event `json:"events"`
}

type event struct {
	Thread   string `json:"thread"`
	Kind     string `json:"kind"`
	Text     string `json:"text"`
	Location string `json:"location,omitempty"`
	Value    string `json:"value,omitempty"`
	Source   string `json:"source,omitempty"`
	Note     string `json:"note,omitempty"`
	Message  int    `json:"message,omitempty"`
	From     *int   `json:"from,omitempty"`
	To       *int   `json:"to,omitempty"`
}

// called is a call or a return of an operation on an object with a history. Calls have arguments, and returns have results.
type called struct {
	Step      int    `json:"step"` // 0: before the first
	Thread    string `json:"thread"`
	Client    int    `json:"client"`
	Event     string `json:"event"` // call or return
	Operation string `json:"operation"`
	Arguments *[]int `json:"arguments,omitempty"`
	Results   *[]int `json:"results,omitempty"`
	Before    []int  `json:"before,omitempty"` // of a call under rc11: by client, how many of its operations happen before
}

func historyJSON(s *result.Schedule) (list []called) {
	operation := map[int]string{} // by client: the last one called
	for _, e := range s.History {
		c := called{Step: e.Step, Thread: name(s, e.Thread), Client: e.Client, Event: "call", Before: e.Before}
		words := append([]int{}, e.Arguments...)
		if c.Arguments = &words; e.Return {
			words = append([]int{}, e.Results...)
			c.Event, c.Arguments, c.Results = "return", nil, &words
		} else {
			operation[e.Client] = e.Operation
		}
		c.Operation = operation[e.Client]
		list = append(list, c)
	}
	return list
}

// JSON writes the result of c as one line of JSON. file is where its schedule
// was written, "" if nowhere; peak is the process's peak resident memory in bytes.
func JSON(w io.Writer, c Check, r result.Result, file string, peak int64) error {
	l := line{
		Target: c.Target, Memory: c.Memory, Threads: c.Threads, Rounds: c.Rounds,
		Verdict: r.Verdict.String(), Bounded: r.Bounded, Liveness: r.Liveness, Fairness: r.Fairness, Class: r.Class, Property: r.Property, Message: r.Message,
		Symmetry: symmetry(r), Asymmetry: r.Asymmetry, Reduced: r.Reduced, Unreduced: r.Unreduced,
		States: r.States, Transitions: r.Transitions, Depth: r.Depth,
		Seconds: r.Elapsed.Seconds(), CPUSeconds: r.CPU.Seconds(),
		PeakBytes: peak, Bounds: c.Bounds(), sampledJSON: jsonOf(r.Sampled),
	}
	if r.Sampled != nil {
		l.Bounds = strings.TrimSpace(l.Bounds + " " + sampledBounds(r.Sampled))
	}
	if s := c.System; !s.IsFlat() {
		l.Machine, l.Coherence, l.Protocol, l.Line = s.Structure, s.Coherence, s.Protocol, s.Line
		if l.Network, l.Fault = s.Network, s.Fault; s.Split {
			l.Detail = "split"
		}
	}
	if r.States > 0 {
		l.BytesPerState = float64(r.Bytes) / float64(r.States)
	}
	if s := r.Schedule; s != nil {
		l.Schedule = scheduleJSON(s, file)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(l)
}

// ScheduleJSON gives s as what JSON has for it.
func ScheduleJSON(s *result.Schedule) (json.RawMessage, error) {
	return json.Marshal(scheduleJSON(s, ""))
}

func scheduleJSON(s *result.Schedule, file string) *schedule {
	l := &schedule{Steps: len(s.Steps), Switches: s.Switches, Preempts: s.Preemptions, File: file, Scenario: s.Scenario, History: historyJSON(s), Trace: []step{}, End: eventsOf(s, s.End)}
	list := waitsOf(s)
	l.Waits, l.Stack = waitsJSON(s, list), s.Stack
	if text := cycle(s, list); text != "" {
		l.Cycle = text
	} else if s.Cycle > 0 {
		l.Cycle = s.Cycle
	}
	if len(s.Initial) > 0 {
		l.Initial = eventsOf(s, s.Initial)
	}
	for i := range s.Steps {
		st := &s.Steps[i]
		l.Trace = append(l.Trace, step{
			Step: i + 1, Thread: name(s, st.Thread), Alt: st.Alt, Flush: st.Flush, Deliver: st.Deliver, Fault: st.Fault, Events: eventsOf(s, st.Events),
		})
	}
	return l
}

func eventsOf(s *result.Schedule, events []result.Event) []event {
	list := []event{}
	for _, e := range events {
		out := event{
			Thread: name(s, e.Thread), Kind: e.Kind, Text: e.Text,
			Location: e.Loc, Value: e.Value, Source: e.Pos, Note: e.Note, Message: e.Message,
		}
		if e.Message > 0 && e.Loc == "" {
			out.From, out.To = &e.From, &e.To
		}
		list = append(list, out)
	}
	return list
}
