// Package clock is the clocks of distributed systems in plain Go: logical ones, which number events
// so that causes come before effects, and physical ones, which drift. Each has its broken twins.
package clock
