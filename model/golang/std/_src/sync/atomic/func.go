// Package atomic is Go's package sync/atomic: every operation is one sequentially
// consistent step.
package atomic

import (
	"unsafe"

	"heddle/model/golang/step"
)

func LoadInt32(addr *int32) (val int32)            { return step.Load(addr) }
func StoreInt32(addr *int32, val int32)            { step.Store(addr, val) }
func SwapInt32(addr *int32, new int32) (old int32) { return step.Swap(addr, new) }
func CompareAndSwapInt32(addr *int32, old, new int32) (swapped bool) {
	return step.CompareAndSwap(addr, old, new)
}

func AddInt32(addr *int32, delta int32) (new int32) { return step.Add(addr, delta) }
func AndInt32(addr *int32, mask int32) (old int32)  { return step.And(addr, mask) }
func OrInt32(addr *int32, mask int32) (old int32)   { return step.Or(addr, mask) }

func LoadInt64(addr *int64) (val int64)            { return step.Load(addr) }
func StoreInt64(addr *int64, val int64)            { step.Store(addr, val) }
func SwapInt64(addr *int64, new int64) (old int64) { return step.Swap(addr, new) }
func CompareAndSwapInt64(addr *int64, old, new int64) (swapped bool) {
	return step.CompareAndSwap(addr, old, new)
}

func AddInt64(addr *int64, delta int64) (new int64) { return step.Add(addr, delta) }
func AndInt64(addr *int64, mask int64) (old int64)  { return step.And(addr, mask) }
func OrInt64(addr *int64, mask int64) (old int64)   { return step.Or(addr, mask) }

func LoadUint32(addr *uint32) (val uint32)             { return step.Load(addr) }
func StoreUint32(addr *uint32, val uint32)             { step.Store(addr, val) }
func SwapUint32(addr *uint32, new uint32) (old uint32) { return step.Swap(addr, new) }
func CompareAndSwapUint32(addr *uint32, old, new uint32) (swapped bool) {
	return step.CompareAndSwap(addr, old, new)
}

func AddUint32(addr *uint32, delta uint32) (new uint32) { return step.Add(addr, delta) }
func AndUint32(addr *uint32, mask uint32) (old uint32)  { return step.And(addr, mask) }
func OrUint32(addr *uint32, mask uint32) (old uint32)   { return step.Or(addr, mask) }

func LoadUint64(addr *uint64) (val uint64)             { return step.Load(addr) }
func StoreUint64(addr *uint64, val uint64)             { step.Store(addr, val) }
func SwapUint64(addr *uint64, new uint64) (old uint64) { return step.Swap(addr, new) }
func CompareAndSwapUint64(addr *uint64, old, new uint64) (swapped bool) {
	return step.CompareAndSwap(addr, old, new)
}

func AddUint64(addr *uint64, delta uint64) (new uint64) { return step.Add(addr, delta) }
func AndUint64(addr *uint64, mask uint64) (old uint64)  { return step.And(addr, mask) }
func OrUint64(addr *uint64, mask uint64) (old uint64)   { return step.Or(addr, mask) }

func LoadUintptr(addr *uintptr) (val uintptr)              { return step.Load(addr) }
func StoreUintptr(addr *uintptr, val uintptr)              { step.Store(addr, val) }
func SwapUintptr(addr *uintptr, new uintptr) (old uintptr) { return step.Swap(addr, new) }
func CompareAndSwapUintptr(addr *uintptr, old, new uintptr) (swapped bool) {
	return step.CompareAndSwap(addr, old, new)
}

func AddUintptr(addr *uintptr, delta uintptr) (new uintptr) { return step.Add(addr, delta) }
func AndUintptr(addr *uintptr, mask uintptr) (old uintptr)  { return step.And(addr, mask) }
func OrUintptr(addr *uintptr, mask uintptr) (old uintptr)   { return step.Or(addr, mask) }

func LoadPointer(addr *unsafe.Pointer) (val unsafe.Pointer) { return step.Load(addr) }
func StorePointer(addr *unsafe.Pointer, val unsafe.Pointer) { step.Store(addr, val) }
func SwapPointer(addr *unsafe.Pointer, new unsafe.Pointer) (old unsafe.Pointer) {
	return step.Swap(addr, new)
}
func CompareAndSwapPointer(addr *unsafe.Pointer, old, new unsafe.Pointer) (swapped bool) {
	return step.CompareAndSwap(addr, old, new)
}
