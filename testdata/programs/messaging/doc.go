// Package messaging has goroutines that talk: topics, promises, barriers, a dinner.
package messaging
