// Package causality says what came before what in a run of processes that exchange messages.
//
// The events of a run are what its schedule tells of: that a message is sent or received, what a program marks
// (model.Mark), claims, choices, accesses to memory, crashes. Event a happened before event b, a → b, if both are of one
// process and a is the earlier, if a sends a message that b receives, if a starts the process of b or b waits for the end of
// that of a, if a closes the channel that b finds closed, and if it follows from these (L. Lamport: Time, clocks, and
// the ordering of events in a distributed system, CACM 21(7), 1978). What processes learn of each other through shared
// memory is no message, and orders nothing here.
//
// The package knows schedules only, not programs.
package causality

import (
	"slices"
	"strconv"
)

// Run is the events of a schedule.
type Run struct {
	Processes []Process
	Events    []Event   // in the order of the schedule: causes come before effects
	Messages  []Message // in the order of their numbers
	Cycle     int       // of a run that goes on for ever: its events from this index on repeat; else -1
}

// Process is a thread that has a part in the run.
type Process struct {
	Thread int
	Name   string
}

// Nobody is the process of what no process does, such as the loss of a message (it comes before and after nothing)
// and of what those do that have no part in the run.
const Nobody = -1

// Event is something that happens in a process, or to it.
type Event struct {
	Process  int    // index in Run.Processes, or Nobody
	Name     string // that the program gave it by a mark; else ""
	Kind     string // send, receive, mark, load, crash, …: see machine.Event
	Text     string // what happens: of a message, what it says
	Pos      string // source line; "" if unknown
	Step     int    // number of the schedule's step, from 1; 0: before the first
	Sends    []int  // numbers of messages: several if one message is broadcast
	Receives int    // number of a message; 0: none
	Faulty   int    // number of the message that a fault of the network is about; 0: none
	Causes   []int  // the events directly before it
	Hidden   bool   // it is no event of the run that is looked at, but hands on what came before
}

// Message is what the run does with one message.
type Message struct {
	Number   int
	From, To int    // nodes of a network, or -1: the link is a channel
	Channel  string // … this one
	Text     string // what it says
	Sent     int    // the event that sends it; -1: it is from before the first step
	Received []int  // the events that receive it: more than one if the network has duplicated it
	Lost     int    // the event, of the network or the sender, by which it is lost; -1: none
}

// NodeName is how a node of a network is shown.
func NodeName(node int) string { return "P" + strconv.Itoa(node) }

// ProcessNamed gives the process of a name, or Nobody.
func (r *Run) ProcessNamed(name string) int {
	return slices.IndexFunc(r.Processes, func(p Process) bool { return p.Name == name })
}

// Message gives the message of a number.
func (r *Run) Message(number int) *Message {
	i, ok := slices.BinarySearchFunc(r.Messages, number, func(m Message, n int) int { return m.Number - n })
	if !ok {
		return &Message{Number: number, From: -1, To: -1, Sent: -1, Lost: -1}
	}
	return &r.Messages[i]
}

// Pending lists the messages that are neither received nor lost.
func (r *Run) Pending() []*Message {
	var list []*Message
	for i := range r.Messages {
		if m := &r.Messages[i]; len(m.Received) == 0 && m.Lost < 0 {
			list = append(list, m)
		}
	}
	return list
}

// Shown lists the events of processes that are not hidden.
func (r *Run) Shown() []int {
	var list []int
	for i := range r.Events {
		if e := &r.Events[i]; e.Process != Nobody && !e.Hidden {
			list = append(list, i)
		}
	}
	return list
}

// OnlyMessages hides the events that neither send nor receive a message, have no name and are no crash.
func (r *Run) OnlyMessages() {
	for i := range r.Events {
		e := &r.Events[i]
		if e.Name == "" && !e.exchanges() && !e.fails() && e.Kind != "mark" {
			e.Hidden = true
		}
	}
}

func (e *Event) exchanges() bool { return len(e.Sends) > 0 || e.Receives > 0 }

// fails reports whether e happens to a process, not in it.
func (e *Event) fails() bool { return e.Kind == "crash" || e.Kind == "wipe" || e.Kind == "restart" }

// Labels names all events, each its own way: by its mark if no other event has the same, else by its process and
// its number among the events of that, "P0.3", from 1. Hidden events have none.
func (r *Run) Labels() []string {
	named := map[string]int{}
	for _, i := range r.Shown() {
		named[r.Events[i].Name]++
	}
	labels, count := make([]string, len(r.Events)), make([]int, len(r.Processes))
	for _, i := range r.Shown() {
		e := &r.Events[i]
		count[e.Process]++
		labels[i] = r.Processes[e.Process].Name + "." + strconv.Itoa(count[e.Process])
		if e.Name != "" && named[e.Name] == 1 {
			labels[i] = e.Name
		}
	}
	return labels
}
