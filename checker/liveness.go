package checker

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"heddle/checker/live"
	"heddle/machine"
	"heddle/model/program"
)

// LivenessAll, as the only one of Options.Liveness, is all properties of infinite runs that
// apply to the program. It does not include first come, first served, nor the classes of progress, which no fairness is assumed for.
const LivenessAll = "all"

// Liveness lists the properties that Options.Liveness may name.
func Liveness() []string {
	return []string{PropertyTermination, PropertyProgress, PropertyStarvation, PropertyLeadsTo, PropertyFirstCome,
		PropertyObstructionFree, PropertyLockFree, PropertyWaitFree}
}

// liveness is what a check is asked for beside the safety of all states.
type liveness struct {
	properties []string // in the order of Liveness
	explicit   bool     // they have been named
	fairness   live.Fairness
}

// asked reads what the options ask for; the error says what is wrong with that.
func (o *Options) asked(prog *program.Program, memory machine.Memory) (l liveness, err error) {
	if len(o.Liveness) == 0 {
		return l, nil
	}
	switch o.Fairness {
	case "", live.Weak.String():
	case live.Strong.String():
		l.fairness = live.Strong
	default:
		return l, fmt.Errorf("checker: fairness %q, want weak or strong", o.Fairness)
	}
	if err := o.whole(); err != nil {
		return l, fmt.Errorf("checker: liveness: %w", err)
	}
	if memory.Views {
		return l, fmt.Errorf("checker: liveness under memory model %s, want one with a memory that all threads see: this one does not say when a thread must see what others have written", memory.Name)
	}
	l.explicit = !slices.Equal(o.Liveness, []string{LivenessAll})
	for _, p := range o.Liveness {
		if l.explicit && !slices.Contains(Liveness(), p) {
			return l, fmt.Errorf("checker: liveness %q, want %s or %s", p, LivenessAll, strings.Join(Liveness(), ", "))
		}
	}
	for _, p := range Liveness() {
		why := o.inapplicable(p, prog)
		switch {
		case !l.explicit && why == nil && p != PropertyFirstCome && !unfair(p), slices.Contains(o.Liveness, p) && why == nil:
			l.properties = append(l.properties, p)
		case slices.Contains(o.Liveness, p):
			return l, fmt.Errorf("checker: liveness %s: %w", p, why)
		}
	}
	if len(l.properties) == 0 {
		return l, fmt.Errorf("%w: the program need not end, and nobody in it wants or asks for anything", ErrVacuous)
	}
	return l, nil
}

// inapplicable says why a property does not apply to a program, nil if it does.
func (o *Options) inapplicable(property string, prog *program.Program) error {
	if property == PropertyTermination {
		if o.Endless {
			return errors.New("the program need not end")
		}
		return nil
	}
	return waitedFor(property, func(e program.Event) bool { return tells(prog, e) })
}

// waitedFor says that no event opens what a property is about, nil if one does.
func waitedFor(property string, told func(program.Event) bool) error {
	switch {
	case property == PropertyTermination:
	case property == PropertyLeadsTo && !told(program.EventAsk):
		return fmt.Errorf("%w: nothing is asked for (model.Response)", ErrVacuous)
	case unfair(property) && !told(program.EventWant):
		return fmt.Errorf("%w: no operation is wanted (model.Section.Want); objects of the library are called so with --rounds forever", ErrVacuous)
	case property != PropertyLeadsTo && !told(program.EventWant):
		return fmt.Errorf("%w: nobody wants into a critical section (model.Section.Want)", ErrVacuous)
	}
	return nil
}

// drop drops the properties about which no state of a whole search says anything; that is an error if they have been named.
func (l *liveness) drop(m *machine.Machine) error {
	var left []string
	for _, p := range l.properties {
		why := waitedFor(p, m.Told)
		if why == nil {
			left = append(left, p)
		} else if l.explicit || len(l.properties) == 1 {
			return fmt.Errorf("checker: liveness %s: %w", p, why)
		}
	}
	if len(left) == 0 {
		return fmt.Errorf("%w: nobody wants or asks for anything", ErrVacuous)
	}
	l.properties = left
	return nil
}

// tells reports whether a program has an instruction for a ghost event.
func tells(prog *program.Program, e program.Event) bool {
	for i := range prog.Funcs {
		for _, in := range prog.Funcs[i].Code {
			if in.Op == program.Ghost && program.Event(in.Aux) == e {
				return true
			}
		}
	}
	return false
}

func (l *liveness) has(property string) bool { return slices.Contains(l.properties, property) }

// assumes names the fairness, "" if no liveness is asked for.
func (l *liveness) assumes() string {
	if len(l.properties) == 0 {
		return ""
	}
	if !slices.ContainsFunc(l.properties, func(p string) bool { return !unfair(p) }) {
		return live.None.String()
	}
	return l.fairness.String()
}

// infinite reports whether runs that go on for ever matter.
func (l *liveness) infinite() bool {
	return slices.ContainsFunc(l.properties, func(p string) bool { return p != PropertyFirstCome })
}

// waits reports whether the machine must keep who waits for what.
func (l *liveness) waits() bool {
	return slices.ContainsFunc(l.properties, func(p string) bool { return p != PropertyTermination })
}
