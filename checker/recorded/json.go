package recorded

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
)

// entry is a line of a file of JSON lines.
type entry struct {
	Client    *int   `json:"client"`
	Operation string `json:"operation"`
	Arguments []any  `json:"arguments"`
	Results   *[]any `json:"results"`
	Key       any    `json:"key"`
	Extra     any    `json:"extra"` // whatever its writer likes

	Call   *int64 `json:"call"`
	Return *int64 `json:"return"`

	Type string `json:"type"`
	Time *int64 `json:"time"`
}

// lines reads JSON lines: an object an operation, or an object an event.
type lines struct {
	operations []Operation
	events     *pairing
	first      int // the first line of the kind that all must be of
	time       *int64
	timeLine   int
}

// ReadJSON reads JSON lines: an object for each operation,
//
//	{"client":0,"operation":"Enqueue","arguments":[3],"results":[],"call":1200,"return":1450}
//
// with times of one clock (a call at the moment of a return overlaps it; without "return" the operation may have happened or not),
// or two objects, in the order in which things happened,
//
//	{"client":0,"type":"invoke","operation":"Enqueue","arguments":[3],"time":1200}
//	{"client":0,"type":"ok","results":[],"time":1450}
//
// where the type "fail" says that the operation did not happen, and "info" that it may have. Times of events are for people, but must not go back.
// Values are whole numbers, booleans, strings, null and lists of values. "key" says which of independent objects is meant; "extra" is skipped.
func ReadJSON(file string, r io.Reader) (*History, error) {
	in := bufio.NewReader(r)
	l := &lines{events: newPairing()}
	for n := 1; ; n++ {
		line, err := in.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			if bad := l.add(n, line); bad != nil {
				return nil, fmt.Errorf("%s:%d: %w", file, n, bad)
			}
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
	}
	h := &History{File: file, Operations: append(l.operations, l.events.history()...), Initial: ""}
	if len(h.Operations) == 0 && l.first == 0 {
		return nil, fmt.Errorf("%s: found no operation, expected one object a line", file)
	}
	if err := h.oneAtATime(); err != nil {
		return nil, err
	}
	return h, nil
}

// add takes a line.
func (l *lines) add(n int, line []byte) error {
	e, err := parseEntry(line)
	if err != nil {
		return err
	}
	isEvent := e.Type != ""
	switch {
	case e.Client == nil || *e.Client < 0:
		return errors.New(`found no "client", expected its number, from 0 on`)
	case l.first != 0 && isEvent != (l.events.now > 0):
		return fmt.Errorf(`found %s, expected %s as in line %d`, form(isEvent), form(!isEvent), l.first)
	case l.first == 0:
		l.first = n
	}
	if isEvent {
		return l.event(n, e)
	}
	return l.operation(n, e)
}

func form(isEvent bool) string {
	if isEvent {
		return `an event (with "type")`
	}
	return `an operation (without "type")`
}

// parseEntry reads a line, and gives values as Step has them.
func parseEntry(line []byte) (entry, error) {
	var e entry
	d := json.NewDecoder(bytes.NewReader(line))
	d.UseNumber()
	d.DisallowUnknownFields()
	if err := d.Decode(&e); err != nil {
		return e, explainJSON(err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return e, errors.New("found more after the object, expected one object a line")
	}
	lists := []*[]any{&e.Arguments}
	if e.Results != nil {
		lists = append(lists, e.Results)
	}
	for _, values := range lists {
		for i, v := range *values {
			var err error
			if (*values)[i], err = plain(v); err != nil {
				return e, err
			}
		}
	}
	var err error
	e.Key, err = plain(e.Key)
	if _, ok := e.Key.([]any); ok {
		return e, errors.New("found a list as key, expected a number or a string")
	}
	return e, err
}

// explainJSON says what is wrong with a line.
func explainJSON(err error) error {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		if wrong.Field == "" {
			return fmt.Errorf("found no JSON object, but %s, expected one", wrong.Value)
		}
		return fmt.Errorf("found %s in %q, expected %s", wrong.Value, wrong.Field, kindInWords(wrong.Type.Kind()))
	}
	if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		return fmt.Errorf(`found field %s, expected client, operation, arguments, results, call, return, type, time, key or extra`, name)
	}
	return fmt.Errorf("found no JSON object (%s), expected one", strings.TrimPrefix(err.Error(), "json: "))
}

// kindInWords says what a field of entry holds.
func kindInWords(k reflect.Kind) string {
	switch k {
	case reflect.Slice:
		return "a list"
	case reflect.String:
		return "a string"
	}
	return "a whole number of 64 bits"
}

// plain gives a value of JSON as Step has it.
func plain(v any) (any, error) {
	switch v := v.(type) {
	case json.Number:
		n, err := v.Int64()
		if err != nil {
			return nil, fmt.Errorf("found %s, expected whole numbers of 64 bits", v)
		}
		return n, nil
	case []any:
		for i := range v {
			var err error
			if v[i], err = plain(v[i]); err != nil {
				return nil, err
			}
		}
	case map[string]any:
		return nil, errors.New("found an object as value, expected numbers, strings, booleans, null or lists")
	}
	return v, nil
}

// operation takes a line that has a whole operation.
func (l *lines) operation(n int, e entry) error {
	o := Operation{Client: *e.Client, Key: e.Key, Line: n, Return: Open}
	switch {
	case e.Operation == "":
		return errors.New(`found no "operation", expected its name`)
	case e.Time != nil:
		return errors.New(`found "time", expected "call" and "return" of an operation, or "type" of an event`)
	case e.Call == nil:
		return errors.New(`found no "call", expected the time of the call`)
	case e.Return == nil && e.Results != nil:
		return errors.New(`found "results" without "return", expected the time of the return`)
	case e.Return != nil && (*e.Return < *e.Call || *e.Return == Open):
		return fmt.Errorf("found a return at %d, expected it after the call at %d", *e.Return, *e.Call)
	}
	o.Call = *e.Call
	o.Steps = []Step{{Name: e.Operation, Arguments: e.Arguments}}
	if e.Return != nil {
		o.Return, o.Steps[0].Results = *e.Return, []any{}
		if e.Results != nil {
			o.Steps[0].Results = *e.Results
		}
	}
	l.operations = append(l.operations, o)
	return nil
}

// event takes a line that has a call or a return.
func (l *lines) event(n int, e entry) error {
	v := event{line: n, client: *e.Client, kind: e.Type, key: e.Key, effect: true}
	switch {
	case !slices.Contains(kinds, e.Type):
		return fmt.Errorf("found type %q, expected one of %s", e.Type, strings.Join(kinds, ", "))
	case e.Call != nil || e.Return != nil:
		return errors.New(`found "call" or "return" of an event, expected "time"`)
	case e.Type == invoked && e.Operation == "":
		return errors.New(`found no "operation", expected the name of what is called`)
	case e.Type != succeeded && e.Results != nil:
		return fmt.Errorf(`found "results" of %q, expected them of "ok" only`, e.Type)
	case e.Time != nil && l.time != nil && *e.Time < *l.time:
		return fmt.Errorf("found time %d, expected none before %d of line %d: events are written in the order in which they happened", *e.Time, *l.time, l.timeLine)
	}
	if e.Time != nil {
		l.time, l.timeLine = e.Time, n
	}
	if e.Type == invoked {
		v.steps = []Step{{Name: e.Operation, Arguments: e.Arguments}}
		return l.events.add(v)
	}
	if err := l.again(e); err != nil {
		return err
	}
	v.results = []any{}
	if e.Results != nil {
		v.results = *e.Results
	}
	return l.events.add(v)
}

// again checks what a completion repeats of its call.
func (l *lines) again(e entry) error {
	at, ok := l.events.open[*e.Client]
	if !ok {
		return nil // add says so
	}
	o := l.events.operations[at]
	switch {
	case e.Operation != "" && e.Operation != o.Steps[0].Name:
		return fmt.Errorf("found operation %q, expected %q, which line %d calls", e.Operation, o.Steps[0].Name, o.Line)
	case e.Key != nil && e.Key != o.Key:
		return fmt.Errorf("found key %s, expected %s as in line %d", text(e.Key), text(o.Key), o.Line)
	case e.Arguments != nil && list(e.Arguments) != list(o.Steps[0].Arguments):
		return fmt.Errorf("found arguments %s, expected %s as in line %d", list(e.Arguments), list(o.Steps[0].Arguments), o.Line)
	}
	return nil
}
