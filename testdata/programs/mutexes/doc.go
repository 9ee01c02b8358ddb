// Package mutexes blocks on locks: taken twice, in conflicting orders, never given back.
package mutexes
