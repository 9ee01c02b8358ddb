package checker

import (
	"context"
	"fmt"

	"github.com/zeebo/xxh3"

	"heddle/checker/graph"
	"heddle/checker/result"
	"heddle/machine"
)

// search is one exploration of a system, exhaustive unless a limit is met.
//
// States are expanded in blocks: first all successors of a block are computed and
// hashed, then their table slots are touched, then they are inserted, so that the
// cache misses of a block overlap. A block never crosses a layer, so the order of
// the search is that of plain breadth-first search.
type search struct {
	stopwatch

	sys    System
	orbits orbits // not nil: states are representatives of orbits
	ample  ample  // not nil: not all steps of a state are taken
	opts   Options
	seen   *visited
	out    machine.Successors
	block  []expanded
	hashes []uint64
	sum    uint64 // keeps the touching of slots from being optimised away

	transitions int
	depth       int
	layerEnd    int      // breadth-first: number of states at most depth deep
	stack       []open   // depth-first: states found and not yet expanded
	cursor      position // breadth-first: the next state to expand
	expandedN   int
	ignored     []position // of the last block: states not all of whose steps were taken, which led back only
	again       []position // states that are expanded once more
	unsure      []position // states whose successors were all found before them: see ending.go

	graph  *graph.Graph // not nil: it is to be filled; edges have a mark if a critical section is entered
	labels bool         // … with labels
	layers *layers      // not nil: the strategy is that of preemptions.go
	cut    bool         // something is beyond the bound
	toEnd  bool         // it looks for an end, not for violations: see end.go

	violation *violation
}

// violation is a failure and the state that it happened in.
type violation struct {
	failure  *machine.Failure
	at       position
	action   machine.Action // the step that fails
	step     bool           // false: the state itself is the violation
	initial  bool           // before the first state
	spinning bool           // found after the search: no end can be reached
	forever  *forever       // not nil: found after the search, and at no state
}

type open struct {
	at    position
	depth int
}

// expanded is a state of the current block.
type expanded struct {
	at    position
	items int // its successors are items[…:items]
	depth int
	ended bool
	part  bool // not all of its successors
}

const blockSize = 64

// run explores until an answer or a limit.
func (s *search) run(ctx context.Context) {
	s.passes(ctx, s.pass, s.checkLimits)
}

func (s *search) pass(ctx context.Context) error {
	s.seen = newVisited()
	if s.graph != nil {
		s.graph, s.seen.numbered = graph.New(s.labels), true
	}
	s.transitions, s.depth, s.expandedN, s.cursor, s.cut = 0, 0, 0, 0, false
	s.layers = nil
	s.stack, s.unsure, s.layerEnd = s.stack[:0], s.unsure[:0], 1
	s.ignored = s.ignored[:0]
	initial, fail, err := s.sys.Start(nil)
	if err != nil {
		return err
	}
	if fail != nil {
		s.violation = &violation{failure: fail, initial: true}
		return nil
	}
	first, _ := s.seen.insert(initial, xxh3.Hash(initial), 0, 0)
	if s.opts.Preemptions != nil {
		s.layers = newLayers(s)
		return s.layers.explore(ctx, first)
	}
	s.stack = append(s.stack, open{first, 0})
	for {
		if err := s.checkLimits(ctx); err != nil {
			return err
		}
		more, err := s.expandBlock()
		if err != nil || s.violation != nil {
			return err
		}
		if s.deepest() {
			s.cutBlock()
		} else if err := s.insertBlock(); err != nil {
			return err
		}
		if err := s.expandIgnored(); err != nil || s.violation != nil {
			return err
		}
		if more {
			continue
		}
		if again, err := s.revise(ctx); !again || err != nil || s.violation != nil {
			return err
		}
	}
}

// expandBlock computes the successors of the next states; more is false if there are none left.
func (s *search) expandBlock() (more bool, err error) {
	s.out.Reset()
	s.block = s.block[:0]
	for len(s.block) < blockSize {
		next, ok := s.take()
		if !ok {
			break
		}
		s.expandedN++
		if err := s.expand(next.at, next.depth); err != nil || s.violation != nil {
			return false, err
		}
		if s.opts.DepthFirst {
			break
		}
	}
	return len(s.block) > 0, nil
}

// expand adds a state to the block, with its successors.
func (s *search) expand(at position, depth int) error {
	if err := s.sys.Expand(s.seen.state(at), &s.out); err != nil {
		return err
	}
	if s.out.Reduced {
		s.ample.Rely(uint64(at))
	}
	s.transitions += len(s.out.Failed)
	s.block = append(s.block, expanded{at, len(s.out.Items), depth, s.out.Ended || s.out.Waits || len(s.out.Failed) > 0, s.out.Reduced})
	s.fails(at)
	return nil
}

// fails notes a violation in or out of the state that was expanded last.
func (s *search) fails(at position) {
	switch {
	case s.toEnd:
		if s.endsWell() {
			s.violation = &violation{failure: noFailure, at: at}
		}
		return
	case s.out.State != nil:
		s.violation = &violation{failure: s.out.State, at: at}
	case len(s.out.Failed) > 0 && s.deepest():
		s.cut = true
		return
	case len(s.out.Failed) > 0:
		f := s.out.Failed[0]
		s.violation = &violation{failure: f.Failure, at: at, action: f.Action, step: true}
	default:
		return
	}
	s.transitions += len(s.out.Items)
}

// take gives the next state to expand in the order of the strategy.
func (s *search) take() (open, bool) {
	if s.opts.DepthFirst {
		n := len(s.stack)
		if n == 0 {
			return open{}, false
		}
		o := s.stack[n-1]
		s.stack = s.stack[:n-1]
		return o, true
	}
	if s.expandedN == s.layerEnd {
		if len(s.block) > 0 || s.seen.count == s.layerEnd {
			return open{}, false // the block's successors must be inserted first, or there are none
		}
		s.depth++
		s.layerEnd = s.seen.count
	}
	if s.expandedN > 0 {
		s.cursor, _ = s.seen.next(s.cursor)
	}
	return open{s.cursor, s.depth}, true
}

// insertBlock adds the successors of the block to the visited set.
func (s *search) insertBlock() error {
	if err := s.room(); err != nil {
		return err
	}
	s.hashes = s.hashes[:0]
	from := 0
	for _, it := range s.out.Items {
		h := xxh3.Hash(s.out.Bytes[from:it.End])
		s.hashes = append(s.hashes, h)
		from = it.End
	}
	for _, h := range s.hashes {
		s.sum += s.seen.touch(h)
	}
	item, from := 0, 0
	for _, b := range s.block {
		onward := b.ended
		for ; item < b.items; item++ {
			it := s.out.Items[item]
			p, fresh := s.seen.insert(s.out.Bytes[from:it.End], s.hashes[item], b.at, it.Action)
			from = it.End
			s.transitions++
			onward = onward || p > b.at && !it.Moves.Mishap
			if s.graph != nil {
				s.addEdge(p, fresh, it)
			}
			if fresh && s.opts.DepthFirst {
				s.stack = append(s.stack, open{p, b.depth + 1})
				s.depth = max(s.depth, b.depth+1)
			}
			if n := s.opts.Limits.States; n > 0 && s.seen.count > n {
				return s.overStates()
			}
		}
		if s.graph != nil {
			if s.graph.Full() {
				return errLimit{"more than 4 GB of steps between states"}
			}
			s.graph.End(b.ended)
		}
		if b.part && !onward {
			s.ignored = append(s.ignored, b.at)
			continue
		}
		if !onward {
			s.unsure = append(s.unsure, b.at)
		}
	}
	return nil
}

// addEdge notes a successor, which is at p, of the state that is being inserted.
func (s *search) addEdge(p position, fresh bool, it machine.Successor) {
	to := uint32(s.seen.count - 1)
	if !fresh {
		to = s.seen.number(p)
	}
	s.graph.Add(graph.Edge{To: to, Action: it.Action, Partner: it.Moves.Partner, Takes: it.Moves.Takes, Label: it.Label, Mark: it.Moves.Enters})
}

// room makes the table large enough for the successors found: a state with thousands of them may need it doubled more than once.
func (s *search) room() error {
	for s.seen.full(len(s.out.Items)) {
		if m := s.opts.Limits.Memory; m > 0 && s.held()+s.seen.growth() > m {
			return s.overMemory()
		}
		s.seen.grow()
	}
	return nil
}

// held is all that the search holds, in bytes.
func (s *search) held() int {
	return s.seen.held + s.layers.bytes() + s.graph.Bytes() + s.sys.Bytes() + cap(s.out.Bytes) + 16*cap(s.stack) + 8*cap(s.unsure)
}

func (s *search) overStates() error {
	return errLimit{fmt.Sprintf("the limit of %s was met", result.Count(s.opts.Limits.States, "state"))}
}

func (s *search) overMemory() error {
	return errLimit{fmt.Sprintf("the memory limit of %s was met", result.Bytes(s.opts.Limits.Memory))}
}

// checkLimits is called between blocks; it also reports progress.
func (s *search) checkLimits(ctx context.Context) error {
	held := s.held()
	if m := s.opts.Limits.Memory; m > 0 && held > m && ctx.Err() == nil {
		return s.overMemory()
	}
	return s.checkTime(ctx, &s.opts, func() Progress {
		p := Progress{
			States: s.seen.count, Transitions: s.transitions, Depth: s.depth,
			Frontier: s.seen.count - s.expandedN, Bytes: held,
		}
		if s.layers != nil {
			p.Frontier, p.Layer = s.layers.frontier(), layerName(min(s.layers.layer, s.layers.bound))
		}
		return p
	})
}
