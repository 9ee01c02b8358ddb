// Package histories claims properties of whole histories, with the automata of package history
// and with ghost code of its own.
package histories
