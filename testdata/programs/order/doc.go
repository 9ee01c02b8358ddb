// Package order expects one thing to come before another, and does nothing to make it so.
package order
