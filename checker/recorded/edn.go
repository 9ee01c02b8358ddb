package recorded

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"olympos.io/encoding/edn"
)

// ReadEDN reads a history as Jepsen writes it (jepsen.history): maps with :process, :type (:invoke, :ok, :fail or
// :info), :f and :value, one after the other or in one vector, in the order in which things happened. Operations:
//
//	:read v, :write v, :cas [old new]    Read, Write, CompareAndSwap
//	:add v, :remove v                    Add, Remove
//	:enqueue v, :dequeue v               Enqueue, Dequeue
//	:acquire, :release                   Lock, Unlock
//	:txn [[:append k v] [:r k vs] …]     Append and List, Put (:w) and Get, at one moment
//
// If all values are pairs [key value], as those of jepsen.independent, each key is an object of its own. What :nemesis does is
// skipped; operations that failed have not happened. Values are names; nil is what an object holds before anything was written.
func ReadEDN(file string, r io.Reader) (*History, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	maps, err := ednMaps(file, data)
	if err != nil {
		return nil, err
	}
	dialect := jepsenOf(maps)
	p := newPairing()
	for _, m := range maps {
		e, err := dialect.event(m)
		if err == nil {
			err = p.add(e)
		}
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, m.line, err)
		}
	}
	if len(maps) == 0 {
		return nil, fmt.Errorf("%s: found no operation, expected maps with :process, :type, :f and :value", file)
	}
	return &History{File: file, Operations: p.history(), Symbols: true}, nil
}

// ednMap is an event of a client.
type ednMap struct {
	line    int
	process int
	kind, f string
	value   any
}

// ednMaps gives the events of clients.
func ednMaps(file string, data []byte) ([]ednMap, error) {
	data = unwrapped(data)
	in := bytes.NewReader(data)
	d := edn.NewDecoder(in)
	line, seen := 1, 0
	var maps []ednMap
	for {
		begin := seen + blank(data[seen:])
		line += bytes.Count(data[seen:begin], []byte("\n"))
		if seen = begin; seen == len(data) {
			return maps, nil
		}
		var v any
		err := d.Decode(&v)
		if err == nil {
			var m ednMap
			var client bool
			if m, client, err = ednEvent(v); client && err == nil {
				m.line = line
				maps = append(maps, m)
			}
		} else {
			err = explainEDN(err)
		}
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, line, err)
		}
		end := len(data) - in.Len() - d.Buffered().Buffered()
		line += bytes.Count(data[seen:end], []byte("\n"))
		seen = end
	}
}

// explainEDN says what is wrong with a map.
func explainEDN(err error) error {
	var number *strconv.NumError
	if errors.As(err, &number) {
		return fmt.Errorf("found %s, expected numbers of 64 bits, or whole ones that end in N", number.Num)
	}
	return fmt.Errorf("found no whole map (%s), expected {:process …, :type …, :f …, :value …}", strings.TrimPrefix(err.Error(), "edn: "))
}

// unwrapped gives what is in a vector that holds everything, at the same place.
func unwrapped(data []byte) []byte {
	begin := blank(data)
	end := bytes.TrimRight(data, " \t\r\n,")
	if begin < len(end) && data[begin] == '[' && end[len(end)-1] == ']' {
		data = slices.Clone(end[:len(end)-1])
		data[begin] = ' '
	}
	return data
}

// blank counts the bytes of white space and comments that data begins with.
func blank(data []byte) int {
	for i := 0; i < len(data); i++ {
		switch data[i] {
		case ' ', '\t', '\r', '\n', ',':
		case ';':
			for i+1 < len(data) && data[i+1] != '\n' {
				i++
			}
		default:
			return i
		}
	}
	return len(data)
}

// ednEvent reads a map; client says that it is of a client, and not of the nemesis.
func ednEvent(v any) (m ednMap, client bool, err error) {
	if tag, ok := v.(edn.Tag); ok { // #jepsen.history.Op{…}
		v = tag.Value
	}
	fields, ok := v.(map[any]any)
	if !ok {
		return m, false, fmt.Errorf("found %s, expected a map {:process …, :type …, :f …, :value …}", ednText(v))
	}
	switch process := fields[edn.Keyword("process")].(type) {
	case int64:
		m.process = int(process)
	case edn.Keyword:
		return m, false, nil
	default:
		return m, false, fmt.Errorf("found :process %s, expected a whole number", ednText(process))
	}
	kind, ok := fields[edn.Keyword("type")].(edn.Keyword)
	if m.kind = string(kind); !ok || !slices.Contains(kinds, m.kind) {
		return m, false, fmt.Errorf("found :type %s, expected :%s", ednText(fields[edn.Keyword("type")]), strings.Join(kinds, ", :"))
	}
	f, ok := fields[edn.Keyword("f")].(edn.Keyword)
	if m.f = string(f); !ok {
		return m, false, fmt.Errorf("found :f %s, expected the name of an operation", ednText(fields[edn.Keyword("f")]))
	}
	m.value, err = ednValue(fields[edn.Keyword("value")])
	return m, true, err
}

// ednValue gives a value as Step has it.
func ednValue(v any) (any, error) {
	switch v := v.(type) {
	case edn.Keyword:
		return Keyword(v), nil
	case edn.Tag: // #jepsen.independent.Tuple [key value]
		return ednValue(v.Value)
	case map[any]bool: // a set
		list := make([]any, 0, len(v))
		for e := range v {
			list = append(list, e)
		}
		slices.SortFunc(list, func(a, b any) int { return strings.Compare(ednText(a), ednText(b)) })
		return ednValue(list)
	case []any:
		for i := range v {
			var err error
			if v[i], err = ednValue(v[i]); err != nil {
				return nil, err
			}
		}
		return v, nil
	case nil, bool, int64, string, float64:
		return v, nil
	case edn.Symbol:
		return Keyword(v), nil
	case big.Int: // 3N
		if v.IsInt64() {
			return v.Int64(), nil
		}
		return Keyword(v.String() + "N"), nil
	}
	return nil, fmt.Errorf("found the value %s, expected a number, a name, nil, a vector or a set of them", ednText(v))
}

// Keyword is a name that stands for itself.
type Keyword string

func (k Keyword) String() string { return ":" + string(k) }

func ednText(v any) string {
	out, err := edn.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(out)
}
