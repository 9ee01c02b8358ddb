// Package record writes what a model.History has recorded natively, in a test or a service, as JSON lines, which "heddle history" reads. The file's
// operations are judged by the same specification that every schedule of the object is checked against:
//
//	h.Call(client, "Enqueue", v)
//	queue.Enqueue(v)
//	h.Return(client)
//	…
//	err := record.Write(file, h.Events())
//
// What runs for long writes down from time to time what History.Drain gives.
package record

import (
	"bufio"
	"encoding/json"
	"io"
	"strconv"

	"heddle/model"
)

// Write writes events, one a line, in the order in which they are. A file may be written by several calls, one after the other.
func Write(w io.Writer, events []model.HistoryEvent) error {
	out := bufio.NewWriter(w)
	names := map[string][]byte{}
	var line []byte
	for _, e := range events {
		line = strconv.AppendInt(append(line[:0], `{"client":`...), int64(e.Client), 10)
		if e.Return {
			line = append(line, `,"type":"ok","results":`...)
			line = appendList(line, e.Results)
		} else {
			name, ok := names[e.Operation]
			if !ok {
				var err error
				if name, err = json.Marshal(e.Operation); err != nil {
					return err
				}
				names[e.Operation] = name
			}
			line = append(append(line, `,"type":"invoke","operation":`...), name...)
			line = appendList(append(line, `,"arguments":`...), e.Arguments)
		}
		line = strconv.AppendInt(append(line, `,"time":`...), int64(e.At), 10)
		if _, err := out.Write(append(line, "}\n"...)); err != nil {
			return err
		}
	}
	return out.Flush()
}

func appendList(line []byte, values []int) []byte {
	line = append(line, '[')
	for i, v := range values {
		if i > 0 {
			line = append(line, ',')
		}
		line = strconv.AppendInt(line, int64(v), 10)
	}
	return append(line, ']')
}
