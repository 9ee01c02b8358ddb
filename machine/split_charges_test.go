package machine

import (
	"fmt"
	"math/bits"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/machine/coherence"
)

// swapped is a compare-and-swap that writes, beside the referrals.
const swapped = refTry + 1

// situation is what caches hold of one line, as atomic transactions have it and as split ones do.
type situation struct {
	line  line
	state string // encoded
}

// after gives what becomes of a situation by an access of thread t that is alone, and how many messages it takes.
func (s situation) after(sys System, k referral, t, home int) (next situation, atomic, split int) {
	b := &bill{}
	kind := k
	if k == swapped {
		kind = refModify
	}
	c := protocol{updates: sys.Coherence == Update, mesi: sys.Protocol == "mesi", caches: true, bill: b}
	next.line = c.refer(s.line, kind, t, home)
	for _, x := range b.charges {
		if x.Metric == Messages {
			atomic += int(x.Amount)
		}
	}
	sys.Split = true
	p := protocolOf(sys)
	var st coherence.State
	if s.state != "" {
		st.Decode([]byte(s.state))
	}
	split = alone(p, &st, t, home, coherence.Access{
		Line: 1, Kind: [...]coherence.Kind{coherence.Read, coherence.Write, coherence.Modify, coherence.Modify, coherence.Modify}[k],
		Compares: k >= refTry, Expected: map[referral]uint64{refTry: 1}[k], // it is always 0
	})
	next.state = string(st.Encode(nil))
	return next, atomic, split
}

// alone makes an access, and gives how many messages that took.
func alone(p *coherence.Protocol, st *coherence.State, t, home int, a coherence.Access) (messages int) {
	for made := false; !made || !st.Empty(); {
		turn := coherence.Wait
		if !made {
			turn = p.Turn(st, t, a)
		}
		switch turn {
		case coherence.Issue:
			p.Issue(st, t, a, coherence.Memory{Home: home, Words: []uint64{0}})
		case coherence.Go:
			p.Complete(st, t, a, a.Kind == coherence.Write || a.Kind == coherence.Modify && a.Expected == 0, 0)
			made = true
		default:
			i := p.Deliverable(st, nil)[0]
			if st.Messages()[i].Remote() {
				messages++
			}
			p.Deliver(st, i)
		}
	}
	return messages
}

// TestMessagesOfBothDetails compares the messages of an access that is alone, in all situations of three caches.
// Where copies are dropped they are as many, but that the home of a compare-and-swap first asks the owner for the
// word, and if it is to be written asks again for the copy. Where copies are renewed there are more:
// it takes two rounds, the writer says when it has its word, and the home asks the only holder, who
// may have written; but one asks an owner only once, for its words and to hold its copy.
func TestMessagesOfBothDetails(t *testing.T) {
	for _, text := range []string{
		"machine=dancehall", "machine=numa", "machine=dancehall protocol=mesi", "machine=numa protocol=mesi",
		"machine=dancehall coherence=update", "machine=numa coherence=update",
	} {
		sys, err := ParseSystem(text)
		require.NoError(t, err)
		home := -1
		if sys.Structure == NUMA {
			home = 0
		}
		seen := map[situation]bool{{}: true}
		for todo := []situation{{}}; len(todo) > 0; todo = todo[1:] {
			for thread := range 3 {
				for k := range swapped + 1 {
					s := todo[0]
					next, atomic, split := s.after(sys, k, thread, home)
					least, most := 0, 0
					switch {
					case sys.Coherence == Update:
						least, most = -1, 4+bits.OnesCount64(s.line.holders())
					case k == swapped && s.line.owner() >= 0 && s.line.owner() != thread:
						most = 2
					}
					name := fmt.Sprintf("%s, %v: thread %d does %d", sys, s.line, thread, k)
					assert.LessOrEqual(t, atomic+least, split, name)
					assert.LessOrEqual(t, split, atomic+most, name)
					if !seen[next] {
						seen[next] = true
						todo = append(todo, next)
					}
				}
			}
		}
		assert.Greater(t, len(seen), 30)
	}
}
