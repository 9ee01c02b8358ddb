package checker

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/machine"
)

// sendsMore has a node 1 that writes x before it receives messages, and a node 0 that sends some, and before the second one hears by
// another way, which orders nothing, that x is written.
func sendsMore(capacity, sends, faults int) string {
	more := strings.Repeat("n.Send(1, msg{}); ", sends-1)
	return "var x, heard model.Word\n" + acting(fmt.Sprintf(", model.Behaviour{Capacity: %d, Lose: %d}", capacity, faults),
		`n.Send(1, msg{}); if heard.LoadRelaxed() == 1 { `+more+`model.Assert(x.LoadRelaxed() == 1, "it has room since x was written") }`,
		`x.StoreRelaxed(1); n.TryReceive(); heard.StoreRelaxed(1); for { if _, _, ok := n.Serve(); !ok { break } }`)
}

// TestRoomIsOrdered: under rc11 a receive happens before the send that takes the place of its message, and before no other one.
func TestRoomIsOrdered(t *testing.T) {
	for _, c := range []struct {
		capacity, sends, faults int
		property                string
	}{
		{1, 2, 0, ""},
		{1, 2, 1, PropertyAssert}, // or the message is lost
		{2, 2, 0, PropertyAssert}, // the second place was free
		{2, 3, 0, ""},
		{3, 3, 0, PropertyAssert},
		{0, 3, 0, PropertyAssert},
	} {
		p := compileText(t, networkShape+sendsMore(c.capacity, c.sends, c.faults))
		r, err := Check(context.Background(), p, Options{Memory: "rc11"})
		require.NoError(t, err)
		assert.Equal(t, c.property, r.Property, "%+v: %s", c, r.Message)
		assert.Equal(t, c.property == "", r.Verdict == Verified, "%+v: %s", c, r.Message)
	}
}

// TestRoomOrdersPlainAccesses: nor is there a race, under any memory model.
func TestRoomOrdersPlainAccesses(t *testing.T) {
	p := compileText(t, networkShape+"var x int\n"+acting(", model.Behaviour{Capacity: 1}", send12+"; note(&result[0], x)", "x = 1; "+hear2))
	for _, memory := range machine.Memories() {
		for _, visible := range []bool{false, true} {
			assert.Equal(t, []string{"1 12 0"}, digits(t, p, machine.Config{Memory: memory, AllVisible: visible}), memory.Name)
		}
	}
}
