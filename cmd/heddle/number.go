package main

import (
	"fmt"
	"strconv"
)

// number is a flag: a whole number of which 0 may be one, so that it knows whether it was given.
type number struct {
	value, min, max int
	given           bool
}

func (n *number) Set(text string) error {
	v, err := strconv.Atoi(text)
	if err != nil || v < n.min || v > n.max {
		return fmt.Errorf("want a whole number from %d to %d", n.min, n.max)
	}
	n.value, n.given = v, true
	return nil
}

func (n *number) String() string {
	if !n.given {
		return ""
	}
	return strconv.Itoa(n.value)
}

func (n *number) Type() string { return "N" }
