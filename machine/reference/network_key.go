package reference

import (
	"slices"

	"heddle/model/program"
)

// networkKey adds the networks. clock adds a clock, and is nil if there are none.
func (m *Machine) networkKey(k *key, clock func(*key, clock)) {
	for _, n := range m.networks {
		for what := range n.used {
			k.number(n.used[what])
		}
		k.word(n.far, false)
		for _, d := range n.disks {
			if k.reach.has(d.addr) {
				k.number(d.node)
				k.word(d.addr, true)
			}
		}
		for i, link := range n.links {
			k.letters(link, n.as[program.BehaveUnordered] != 0, clock)
			if clock != nil {
				clock(k, n.room[i])
			}
			if k.reach.m.weak != nil {
				k.freedKey(n.freed[i])
			}
		}
	}
}

// letters adds the messages on a link, in an order that does not matter if it is unordered.
func (k *key) letters(link []letter, unordered bool, clock func(*key, clock)) {
	var texts []string
	for _, l := range link {
		one := key{reach: k.reach}
		for _, w := range l.words {
			one.word(w, false)
		}
		if clock != nil {
			clock(&one, l.clock)
		}
		if k.reach.m.weak != nil {
			k.reach.m.weak.saidKey(&one, l.said)
		}
		texts = append(texts, string(one.text))
	}
	if unordered {
		slices.Sort(texts)
	}
	k.number(len(texts))
	for _, text := range texts {
		k.number(len(text))
		k.text = append(k.text, text...)
	}
}

// post adds which node a thread is, and where it goes on after a crash if one is possible.
func (k *key) post(t *thread) {
	k.bool(t.post.attached)
	k.bool(t.post.down)
	k.number(t.post.net)
	k.number(t.post.node)
	k.frames(k.reach.m.checkpoint(t))
}

// checkpoint gives the frames with which a thread goes on after a crash; none if it will not crash any more.
func (m *Machine) checkpoint(t *thread) []frame {
	if n := m.networkOf(t); n == nil || t.finished() || n.left(program.BehaveCrash) == 0 {
		return nil
	}
	return t.post.restart
}

// letterClocks calls f for the clocks of messages under way, and of the room that others have left.
func (m *Machine) letterClocks(f func(clock)) {
	for _, n := range m.networks {
		for i, link := range n.links {
			f(n.room[i])
			for _, l := range link {
				f(l.clock)
			}
		}
	}
}
