package reference

import (
	"slices"

	"heddle/model/program"
)

// A place on a link that has a capacity is free since somebody has received the message that was there. He is before who fills it, and the place that has
// been free longest is filled first. freed holds what was said by those who have freed the free places of a link, in that order;
// places that were always free, which come first, are left out, and a message that is lost frees its place without a word.

// fill gives what was said by who has freed the place that one more message on a link takes.
func (n *network) fill(link int) (said []int) {
	freed := n.freed[link]
	if free := n.as[program.BehaveCapacity] - len(n.links[link]); len(freed) == 0 || len(freed) < free {
		return nil
	}
	n.freed[link] = freed[1:]
	return freed[0]
}

// free notes that a message of a link is gone.
func (n *network) free(link int, said []int) {
	if n.as[program.BehaveCapacity] > 0 {
		n.freed[link] = append(slices.Clip(n.freed[link]), said)
	}
}

// freedKey adds freed of a link.
func (k *key) freedKey(freed [][]int) {
	for len(freed) > 0 && len(freed[0]) == 0 {
		freed = freed[1:]
	}
	k.number(len(freed))
	for _, said := range freed {
		k.reach.m.weak.saidKey(k, said)
	}
}
