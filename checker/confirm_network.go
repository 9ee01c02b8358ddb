package checker

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"heddle/machine"
	"heddle/machine/reference"
	"heddle/model/program"
)

// behavesOfReference gives what replaces what a program says of its networks.
func behavesOfReference(text string) (list [program.BehaveWords]reference.Override) {
	o, err := machine.ParseNetworkOverride(text)
	if err != nil {
		panic(fmt.Sprintf("checker: bug: a schedule with networks %q: %v", text, err))
	}
	set := func(i int, n *int) {
		if n != nil {
			list[i] = reference.Override{Given: true, To: *n}
		}
	}
	if o.Order != "" {
		list[program.BehaveUnordered] = reference.Override{Given: true}
		if o.Order == "unordered" {
			list[program.BehaveUnordered].To = 1
		}
	}
	set(program.BehaveCapacity, o.Capacity)
	for k, n := range o.Budgets {
		set(program.BehaveLose+k, n)
	}
	return list
}

// delivery gives the alternative of thread t's NetReceive that takes the message which the machine took.
func (c *confirmation) delivery(t int, received *machine.Received) (int, error) {
	if received == nil {
		return 0, fmt.Errorf("%s at line %d: the machine has received nothing", program.ThreadName(t), c.m.Position(t).Line)
	}
	if received.Message == 0 {
		c.rests()
	}
	list := c.m.Deliveries(t)
	i := slices.IndexFunc(list, func(d reference.Delivery) bool {
		return d.None == (received.Message == 0) && (d.None || d.Message == received.Message && d.From == received.From)
	})
	if i < 0 {
		return 0, fmt.Errorf("%s at line %d: it cannot receive message %d from P%d", program.ThreadName(t), c.m.Position(t).Line, received.Message, received.From)
	}
	if c.owed != nil {
		for _, d := range list {
			if name := c.m.Owed(t, d); !c.owed[name] {
				c.owed[name] = false
			}
		}
		c.owed[c.m.Owed(t, list[i])] = true
	}
	return i, nil
}

// rests lets the reference know that nothing else can happen, if so it is once threads have done what they can without taking a
// message: hidden stores, and those that such work makes, have reached memory, and claims been made that the machine has put off.
func (c *confirmation) rests() {
	for u := range c.m.Threads() {
		c.release(u)
	}
	m := c.m.Clone()
	for u := range m.Threads() {
		for range ahead {
			if in, ok := m.Next(u); !ok || in.Op == program.NetReceive {
				break
			}
			if _, err := m.Step(u, 0); err != nil {
				break
			}
		}
		for len(m.Buffer(u)) > 0 {
			if _, err := m.Flush(u, 0); err != nil {
				break
			}
		}
	}
	if m.AtRest() {
		c.m.AssumeRest()
	}
}

// delivers checks that the networks have delivered on a way round a cycle all that they could have, and are whole at its end.
func (c *confirmation) delivers() error {
	for _, name := range slices.Sorted(maps.Keys(c.owed)) {
		if !c.owed[name] && name != "" {
			return fmt.Errorf("the cycle is not fair: a message could be received and is not (%s)", name)
		}
	}
	if slices.ContainsFunc(c.m.Faults(), func(f reference.Fault) bool { return f.Kind == reference.FaultHeal }) {
		return errors.New("the cycle is not fair: a network that has fallen into parts does not heal")
	}
	return nil
}

// suffer lets the networks do what they did in a step of the machine.
func (c *confirmation) suffer(done machine.Traced) error {
	f := done.Fault
	list := c.m.Faults()
	i := slices.IndexFunc(list, func(g reference.Fault) bool {
		return string(g.Kind) == f.Kind && g.Network == f.Network && g.Node == f.Node && g.Far == f.Far &&
			g.From == f.From && g.To == f.To && g.Message == f.Message
	})
	if i < 0 {
		return fmt.Errorf("the network cannot do that: %s", done.Events[0].Text)
	}
	if err := c.m.Suffer(list[i]); err != nil {
		return err
	}
	return c.execute(done)
}
