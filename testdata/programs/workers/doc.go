// Package workers has pools, pipelines and servers of goroutines that must end together.
package workers
