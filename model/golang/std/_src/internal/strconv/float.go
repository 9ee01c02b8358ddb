// Package strconv is Go's own, but for the bits of floats.
package strconv

import "heddle/model/golang/step"

func float32bits(f float32) uint32     { return step.Float32bits(f) }
func float32frombits(b uint32) float32 { return step.Float32frombits(b) }
func float64bits(f float64) uint64     { return step.Float64bits(f) }
func float64frombits(b uint64) float64 { return step.Float64frombits(b) }
