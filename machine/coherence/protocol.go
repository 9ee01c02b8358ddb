package coherence

// Protocol is what is fixed.
type Protocol struct {
	Bus       bool // the home of all lines is a bus, which asks all caches
	Update    bool // a write renews copies; else it drops them
	Exclusive bool // who reads a line that nobody has a copy of may write it (MESI); so it is if copies are renewed
	Unordered bool // messages overtake each other; else those of one sender to one receiver do not
	Apart     bool // each line lies at a node of its own: messages are in order between two nodes only
	Fault     string
}

// Memory is what a line is before any processor has accessed it.
type Memory struct {
	Home  int // the node at which it lies: a processor's number, or -1
	Words []uint64
}

// Kind is what a processor does to a word.
type Kind uint8

// The kinds.
const (
	Read Kind = iota
	Write
	Modify // reads, and may write, in one
)

// Access is what a processor wants to do.
type Access struct {
	Kind     Kind
	Line     uint64
	Word     int
	Compares bool // a Modify that writes only if the word is Expected
	Expected uint64
}

// State is all that changes. Lines that no processor has accessed are not in it.
type State struct {
	lines   []line // by number
	asks    []ask  // by processor
	network []Message
}

type line struct {
	id     uint64
	node   int
	home   home
	copies []copyOf // by processor
}

// mode says what a copy may be used for.
type mode uint8

const (
	held      mode = iota // nothing, till its new word comes
	shared                // it is read
	exclusive             // nobody else has one, and memory's words are the same: it is written
	modified              // … or were
)

func (m mode) owns() bool { return m >= exclusive }

type copyOf struct {
	proc  int
	mode  mode
	words []uint64
}

// ask is how far a processor is with its access.
type ask struct {
	stage stage
	kind  Kind
	line  uint64
}

type stage uint8

const (
	absent  stage = iota // it has never accessed anything
	settled              // nothing is under way
	asked                // the home has not answered
	pinned               // the copy has come, and stays till the access is made
)

// busy is what a home is about.
type busy uint8

const (
	idle       busy = iota
	collecting      // what others know or have
	ready           // to carry out the access
	closing         // a bus: till who asked is done
)

// home is where a line's memory is. All but owner, sharers and words is zero while it is idle.
type home struct {
	busy    busy
	who     int // asks
	access  Access
	has     bool // … and said that it had a copy
	rounds  int  // of questions asked: the owner, or on a bus everyone; then all others with copies
	awaits  int  // answers
	owner   int  // -1 if there is none; none is known on a bus
	sharers uint64
	holders uint64   // of copies that are held
	words   []uint64 // nil if an owner's are the only ones that count
}

func bit(proc int) uint64 { return 1 << proc }

// Knows reports whether a line is in the state.
func (s *State) Knows(id uint64) bool { return s.find(id) != nil }

func (s *State) find(id uint64) *line {
	for i := range s.lines {
		if s.lines[i].id == id {
			return &s.lines[i]
		}
	}
	return nil
}

// add makes a line, which no cache has a copy of.
func (s *State) add(id uint64, from Memory) *line {
	i := 0
	for i < len(s.lines) && s.lines[i].id < id {
		i++
	}
	s.lines = append(s.lines, line{})
	copy(s.lines[i+1:], s.lines[i:])
	s.lines[i] = line{id: id, node: from.Home, home: home{owner: -1, words: append([]uint64(nil), from.Words...)}}
	return &s.lines[i]
}

// of gives a processor's copy, nil if it has none.
func (l *line) of(proc int) *copyOf {
	for i := range l.copies {
		if l.copies[i].proc == proc {
			return &l.copies[i]
		}
	}
	return nil
}

func (l *line) keep(proc int, m mode, words []uint64) {
	l.drop(proc)
	i := 0
	for i < len(l.copies) && l.copies[i].proc < proc {
		i++
	}
	l.copies = append(l.copies, copyOf{})
	copy(l.copies[i+1:], l.copies[i:])
	l.copies[i] = copyOf{proc: proc, mode: m, words: append([]uint64(nil), words...)}
}

func (l *line) drop(proc int) {
	for i := range l.copies {
		if l.copies[i].proc == proc {
			l.copies = append(l.copies[:i], l.copies[i+1:]...)
			return
		}
	}
}
