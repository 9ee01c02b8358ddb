package figure

import "heddle/checker/result"

// Airline is a lecture's example of happened-before: three parties, thirteen events, six messages.
func Airline() *result.Schedule {
	return Schedule([]string{"Me", "Expedia", "Delta"},
		"Me: a>1", "Expedia: b<1", "Expedia: c>2", "Delta: d<2", "Delta: e>3", "Expedia: f<3", "Expedia: g>4",
		"Me: h<4", "Me: i>5", "Delta: j<5", "Delta: k>6", "Me: l<6", "Expedia: m")
}

// Exam has the messages of Lamport 1978, figure 1, that the answers to an exam's questions need.
func Exam() *result.Schedule {
	return Schedule([]string{"p", "q", "r"},
		"p: p1>1", "q: q1", "r: r1", "q: q2<1", "r: r2", "q: q3", "q: q4>2", "r: r3<2", "r: r4")
}

// TotalOrder is an example whose timestamps are to be 1, 2, 3, 4, 5 and 5, of a, b, c, f, e and d: events "-" make
// the clocks of P1 and P3 go on.
func TotalOrder() *result.Schedule {
	return Schedule([]string{"P1", "P2", "P3"},
		"P1: a>1", "P2: b<1", "P2: c>2", "P3: -", "P3: -", "P3: -", "P3: f", "P3: e<2", "P1: -", "P1: -", "P1: -", "P1: d")
}
