// Package errgroups uses golang.org/x/sync, in its real source.
package errgroups
