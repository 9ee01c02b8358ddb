package machine

import (
	"fmt"
	"strconv"
	"strings"
)

// Touched says which threads access the shared fixed cells, if that matters (see ignores): "1,2 x", by
// their numbers.
func (m *Machine) Touched() []string {
	if !m.cfg.Memory.Views {
		return nil
	}
	var list []string
	for _, addr := range m.sharedAddr {
		if who := m.share.touched[addr]; m.share.class[addr] == Shared {
			list = append(list, touchedBy(who)+m.name(&m.initial, addr))
		}
	}
	return list
}

// touchedBy is the list of threads that begins an entry of Touched.
func touchedBy(who uint64) string {
	var b strings.Builder
	for t := range maxThreads {
		if who>>t&1 != 0 {
			if b.Len() > 0 {
				b.WriteByte(',')
			}
			fmt.Fprint(&b, t)
		}
	}
	return b.String() + " "
}

// touching gives the threads that access a cell by the entry for it that a schedule has: all if there is none.
func (m *Machine) touching(name string) uint64 {
	for entry := range m.cfg.Touched {
		threads, cell, ok := strings.Cut(entry, " ")
		if !ok || cell != name {
			continue
		}
		who := uint64(0)
		for _, t := range strings.Split(threads, ",") {
			if n, err := strconv.Atoi(t); err == nil && n >= 0 && n < maxThreads {
				who |= 1 << n
			}
		}
		return who
	}
	return ^uint64(0)
}
