// Package channels blocks on channels that nobody else uses any more, and misuses them at their end.
package channels
