package checker

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"heddle/checker/linear"
	"heddle/checker/scenario"
	"heddle/checker/scenario/draw"
)

// plan says which scenarios Linearizable tries.
type plan struct {
	size       draw.Size
	scenarios  int  // how many are drawn at most; 0: as many as rapid checks
	exhaustive bool // all of the size, in one search
	symmetric  bool // see Symmetric
	clients    []string

	only           []string
	values         map[string][]int
	caller         []string // operations whose first parameter is the client
	initial, final []string
	validate       string
	blocking       bool
	criterion      linear.Criterion

	texts []string // of the options that a test of one scenario needs too
	err   error    // of the options
}

// planned gives an option that only Linearizable has. Its text is that of a test of one scenario, "" if such a test needs no such option.
func planned(name, text string, set func(p *plan) error) Option {
	return option(func(v *verification) {
		switch {
		case v.err != nil:
		case v.plan == nil:
			v.err = fmt.Errorf("checker: %s is an option of Linearizable", name)
		default:
			if text != "" {
				v.plan.texts = append(v.plan.texts, "checker."+text)
			}
			v.err = set(v.plan)
		}
	})
}

// Threads bounds the clients of a scenario: there are from one to n, 3 unless said. Each is a thread.
func Threads(n int) Option {
	return planned("Threads", "", func(p *plan) error {
		p.size.Clients = n
		return positive("Threads", n)
	})
}

// Operations bounds the operations that each client of a scenario makes: from one to n, 3 unless said.
func Operations(n int) Option {
	return planned("Operations", "", func(p *plan) error {
		p.size.Rounds = n
		return positive("Operations", n)
	})
}

// Scenarios bounds how many scenarios are drawn. Without it that is how many checks package rapid makes: -rapid.checks, 100 unless said.
func Scenarios(n int) Option {
	return planned("Scenarios", "", func(p *plan) error {
		p.scenarios = n
		return positive("Scenarios", n)
	})
}

// Exhaustive asks for all scenarios of the largest size, in one search: in each of its steps a client may call any operation. So
// the test passes only if the object is right in all of them, which is a proof for those.
func Exhaustive() Option {
	return planned("Exhaustive", "", func(p *plan) error { p.exhaustive = true; return nil })
}

// Symmetric says that the object, and its specification, do nothing with numbers of clients (see Caller), and with arguments that are in one
// call alone, but keep them, give them back, compare whether two are the same, and find by the number what is the client's own. Then
// Exhaustive explores one of all scenarios that differ only in which client makes which operations, and chooses it first: that pays
// where there are few operations to choose from. That the object is so is not checked.
func Symmetric() Option {
	return planned("Symmetric", "", func(p *plan) error { p.symmetric = true; return nil })
}

// Scenario asks for one scenario: for each client the operations that it makes, with semicolons between them.
//
//	checker.Scenario("Push(1); Pop()", "Pop()")
func Scenario(clients ...string) Option {
	return planned("Scenario", "", func(p *plan) error {
		if p.clients = clients; len(clients) == 0 {
			return fmt.Errorf("checker: Scenario: no clients, want the operations of at least one")
		}
		return nil
	})
}

// Only names the methods that are operations. Without it that is all those that are exported and that the object and its specification both have.
func Only(methods ...string) Option {
	return planned("Only", "Only("+quoted(methods)+")", func(p *plan) error { p.only = methods; return nil })
}

// Values gives the arguments that an operation is called with, for each of its parameters that is an integer. Without it they are 1, 2, 3, …,
// each in one call alone, if what is put in comes out again, and else 1 and 2; see package scenario's Discover.
func Values(method string, values ...int) Option {
	return planned("Values", "", func(p *plan) error {
		if len(values) == 0 {
			return fmt.Errorf("checker: Values: none for %s, want at least 1", method)
		}
		p.values[method] = values
		return nil
	})
}

// Caller names operations whose first parameter is the number of the client that calls, from 0: an object may keep something for each client.
func Caller(methods ...string) Option {
	return planned("Caller", "Caller("+quoted(methods)+")", func(p *plan) error { p.caller = append(p.caller, methods...); return nil })
}

// Initial gives operations that are made before the clients start: "Push(1); Push(2)".
func Initial(calls string) Option {
	return planned("Initial", fmt.Sprintf("Initial(%q)", calls), func(p *plan) error { p.initial = append(p.initial, calls); return nil })
}

// Final gives operations that are made after all clients have ended.
func Final(calls string) Option {
	return planned("Final", fmt.Sprintf("Final(%q)", calls), func(p *plan) error { p.final = append(p.final, calls); return nil })
}

// Validate names a method func() string of the object that is called when all else has ended, and says what is wrong, "" if nothing is.
func Validate(method string) Option {
	return planned("Validate", fmt.Sprintf("Validate(%q)", method), func(p *plan) error { p.validate = method; return nil })
}

// Blocking lets operations of the object wait for each other for ever where those of the specification do, by model.Refuse. Without
// it that is a deadlock.
func Blocking() Option {
	return planned("Blocking", "Blocking()", func(p *plan) error { p.blocking = true; return nil })
}

// Criterion says what is asked of the object: "linearizable" unless said, "sequential" (consistency) or "quiescent" (consistency).
func Criterion(name string) Option {
	return planned("Criterion", fmt.Sprintf("Criterion(%q)", name), func(p *plan) error {
		var err error
		p.criterion, err = linear.ParseCriterion(name)
		return err
	})
}

func positive(option string, n int) error {
	if n < 1 {
		return fmt.Errorf("checker: %s: %d, want at least 1", option, n)
	}
	return nil
}

func quoted(list []string) string {
	texts := make([]string, len(list))
	for i, s := range list {
		texts[i] = strconv.Quote(s)
	}
	return strings.Join(texts, ", ")
}

// complete fills in what p says of the object.
func (p *plan) complete(o *scenario.Object) error {
	o.Validate, o.Blocking, o.Symmetric = p.validate, p.blocking, p.symmetric
	for _, name := range p.caller {
		i := slices.IndexFunc(o.Operations, func(op scenario.Operation) bool { return op.Name == name })
		if i < 0 || len(o.Operations[i].Parameters) == 0 || o.Operations[i].Parameters[0].Type == "bool" {
			return fmt.Errorf("checker: Caller: want an operation %s whose first parameter is an integer", name)
		}
		o.Operations[i].Parameters[0].Kind, o.Operations[i].Parameters[0].Values = scenario.Client, nil
	}
	for name, values := range p.values {
		i := slices.IndexFunc(o.Operations, func(op scenario.Operation) bool { return op.Name == name })
		if i < 0 {
			return fmt.Errorf("checker: Values: no operation %s", name)
		}
		for j := range o.Operations[i].Parameters {
			if q := &o.Operations[i].Parameters[j]; q.Type != "bool" {
				q.Kind, q.Values = scenario.Values, values
			}
		}
	}
	for _, part := range []struct {
		texts []string
		calls *[]scenario.Call
	}{{p.initial, &o.Initial}, {p.final, &o.Final}} {
		for _, text := range part.texts {
			calls, err := o.Parse(text)
			if err != nil {
				return fmt.Errorf("checker: %w", err)
			}
			*part.calls = append(*part.calls, calls...)
		}
	}
	return nil
}

// parse reads the scenario whose clients make the given operations.
func (p *plan) parse(o *scenario.Object, clients []string) (scenario.Family, error) {
	f := scenario.Family{Object: o, Initial: o.Initial, Final: o.Final}
	for _, text := range clients {
		calls, err := o.Parse(text)
		if err != nil {
			return f, fmt.Errorf("checker: Scenario: %w", err)
		}
		var slots []scenario.Slot
		for _, c := range calls {
			slots = append(slots, scenario.Slot{c})
		}
		f.Clients = append(f.Clients, slots)
	}
	return f, nil
}
