package rwlock

// Pair is two numbers that are read and changed together, guarded by a readers–writers lock. It is linearizable: it does what
// sequential.Pair does.
type Pair struct {
	lock          locker
	first, second int
}

// NewPair gives a pair of zeros that lock guards, a *ReaderPreference, say, or a *sync.RWMutex.
func NewPair(lock locker) *Pair { return &Pair{lock: lock} }

// Read gives both.
func (p *Pair) Read() (first, second int) {
	p.lock.RLock()
	defer p.lock.RUnlock()
	return p.first, p.second
}

// Write sets both to v.
func (p *Pair) Write(v int) {
	p.lock.Lock()
	defer p.lock.Unlock()
	p.first, p.second = v, v
}

// Advance adds 1 to both, and gives the first.
func (p *Pair) Advance() int {
	p.lock.Lock()
	defer p.lock.Unlock()
	p.first++
	p.second++
	return p.first
}

// Upgraded is a Pair whose Advance reads under the lock for reading and writes under the lock for writing: others write between.
type Upgraded struct{ *Pair }

// NewUpgraded gives a pair of zeros that lock guards.
func NewUpgraded(lock locker) Upgraded { return Upgraded{NewPair(lock)} }

// Advance adds 1 to both, and gives the first.
func (p Upgraded) Advance() int {
	first, _ := p.Read()
	p.Write(first + 1)
	return first + 1
}

// Shared is a Pair whose Advance takes the lock for reading: it is one of many that change the pair.
type Shared struct{ *Pair }

// NewShared gives a pair of zeros that lock guards.
func NewShared(lock locker) Shared { return Shared{NewPair(lock)} }

// Advance adds 1 to both, and gives the first.
func (p Shared) Advance() int {
	p.lock.RLock()
	defer p.lock.RUnlock()
	p.first++
	p.second++
	return p.first
}
