// Package races reads and writes plain variables with nothing that orders the accesses.
package races
