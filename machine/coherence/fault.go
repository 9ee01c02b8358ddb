package coherence

// Fault is a mistake that can be built into a protocol.
type Fault struct {
	Name       string
	Doc        string
	Invalidate bool // it is one where copies are dropped
	Update     bool // … where they are renewed
	Exclusive  bool // … only where a reader may get an exclusive copy
	Directory  bool // … only where the home knows who has copies
	Unordered  bool // it shows only where messages overtake each other
}

// The names of faults.
const (
	lostInvalidation      = "lost-invalidation"
	lostAcknowledgement   = "lost-acknowledgement"
	earlyGrant            = "early-grant"
	overtakenInvalidation = "overtaken-invalidation"
	forgottenSharer       = "forgotten-sharer"
	staleMemory           = "stale-memory"
	lostWriteBack         = "lost-write-back"
	keptUpgrade           = "kept-upgrade"
	blindUpgrade          = "blind-upgrade"
	sharedExclusive       = "shared-exclusive"
	earlyUpdate           = "early-update"
	unheld                = "unheld"
	lostUpdate            = "lost-update"
)

// Faults lists all of them.
func Faults() []Fault {
	return []Fault{
		{Name: lostInvalidation, Invalidate: true,
			Doc: "a cache acknowledges an invalidation, and keeps its copy"},
		{Name: lostAcknowledgement, Invalidate: true,
			Doc: "a cache drops its copy, and does not acknowledge that"},
		{Name: earlyGrant, Invalidate: true,
			Doc: "a write is granted when invalidations have been sent, before they are acknowledged"},
		{Name: overtakenInvalidation, Invalidate: true, Directory: true, Unordered: true,
			Doc: "a cache acknowledges an invalidation that has overtaken its copy, and takes the copy when it comes"},
		{Name: forgottenSharer, Invalidate: true, Update: true, Directory: true,
			Doc: "the home takes the latest reader for the only one"},
		{Name: staleMemory, Invalidate: true, Update: true,
			Doc: "the home answers a read with memory's words, before those of the owner are back"},
		{Name: lostWriteBack, Invalidate: true, Update: true,
			Doc: "the words that an owner gives back do not get to memory"},
		{Name: keptUpgrade, Invalidate: true,
			Doc: "a cache that has asked to write its copy keeps it when it is invalidated"},
		{Name: blindUpgrade, Invalidate: true,
			Doc: "who asked to write a copy is granted that without data, though it has lost the copy since"},
		{Name: sharedExclusive, Invalidate: true, Update: true, Exclusive: true, Directory: true,
			Doc: "the home takes an exclusive copy for a shared one"},
		{Name: earlyUpdate, Update: true,
			Doc: "a write goes on while the messages that renew others' copies are on their way"},
		{Name: unheld, Update: true,
			Doc: "a cache lets its processor read the old word while a write to it is under way"},
		{Name: lostUpdate, Update: true,
			Doc: "the message that would renew one of the copies is lost"},
	}
}

// Has reports whether the fault is one of protocol p's, if it were to show at all.
func (f *Fault) Has(p *Protocol) bool {
	return (f.Invalidate && !p.Update || f.Update && p.Update) && (!f.Directory || !p.Bus) && (!f.Exclusive || p.grantsExclusive())
}

// grantsExclusive reports whether a reader may get a copy that it may write.
func (p *Protocol) grantsExclusive() bool { return p.Exclusive || p.Update }
