package machine

import (
	"fmt"
	"strconv"
	"strings"

	"heddle/model/program"
)

// NetworkOverride says how all networks of a program behave, in place of what the program itself says. The zero value leaves
// that as it is.
type NetworkOverride struct {
	Order    string        // fifo or unordered; "" is as the program says
	Capacity *int          // nil is as the program says
	Budgets  [Mishaps]*int // likewise
}

// Given reports whether o says anything.
func (o NetworkOverride) Given() bool { return o.String() != "" }

// String gives what a verdict says of o, "network=unordered link=1 loss=1 crash=0", and "" of the zero value.
func (o NetworkOverride) String() string {
	var words []string
	if o.Order != "" {
		words = append(words, "network="+o.Order)
	}
	if o.Capacity != nil {
		words = append(words, fmt.Sprintf("link=%d", *o.Capacity))
	}
	for k, b := range o.Budgets {
		if b != nil {
			words = append(words, fmt.Sprintf("%s=%d", mishapNames[k], *b))
		}
	}
	return strings.Join(words, " ")
}

// ParseNetworkOverride reads what String gives.
func ParseNetworkOverride(text string) (o NetworkOverride, err error) {
	for _, word := range strings.Fields(text) {
		key, value, _ := strings.Cut(word, "=")
		if key == "network" {
			o.Order = value
			continue
		}
		into := &o.Capacity
		if key != "link" {
			k, ok := mishapOf(key)
			if !ok {
				return o, fmt.Errorf("machine: %q, want network=, link=, %s=", word, strings.Join(mishapNames[:], "=, "))
			}
			into = &o.Budgets[k]
		}
		n, err := strconv.Atoi(value)
		if err != nil {
			return o, fmt.Errorf("machine: %q, want %s= and a number", word, key)
		}
		*into = &n
	}
	return o, o.Validate()
}

func mishapOf(name string) (Mishap, bool) {
	for k, known := range mishapNames {
		if name == known {
			return Mishap(k), true
		}
	}
	return 0, false
}

// Validate says what no network can be.
func (o NetworkOverride) Validate() error {
	if o.Order != "" && o.Order != "fifo" && o.Order != "unordered" {
		return fmt.Errorf("machine: network %q, want fifo or unordered", o.Order)
	}
	if o.Capacity != nil && *o.Capacity < 0 {
		return fmt.Errorf("machine: link=%d, want at least 0: links for any number of messages", *o.Capacity)
	}
	for k, b := range o.Budgets {
		if b != nil && (*b < 0 || *b > MaxBudget) {
			return fmt.Errorf("machine: %s=%d, want 0 … %d", mishapNames[k], *b, MaxBudget)
		}
	}
	return nil
}

// For says why o does not go with a program, nil if it does.
func (o NetworkOverride) For(p *program.Program) error {
	if o.Given() && !HasNetwork(p) {
		return fmt.Errorf("machine: %s, and %s makes no network", o, p.Target)
	}
	return nil
}

// apply changes what a program says of a network.
func (o *NetworkOverride) apply(b *Behaviour) {
	if o.Order != "" {
		b.Unordered = o.Order == "unordered"
	}
	if o.Capacity != nil {
		b.Capacity = *o.Capacity
	}
	for k, n := range o.Budgets {
		if n != nil {
			b.Budgets[k] = *n
		}
	}
}
