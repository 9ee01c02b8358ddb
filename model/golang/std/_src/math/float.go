// Package math is what of Go's is not plain Go. The rest is Go's own.
package math

import "heddle/model/golang/step"

func Float32bits(f float32) uint32     { return step.Float32bits(f) }
func Float32frombits(b uint32) float32 { return step.Float32frombits(b) }
func Float64bits(f float64) uint64     { return step.Float64bits(f) }
func Float64frombits(b uint64) float64 { return step.Float64frombits(b) }
