package result

// Sampled says what schedules were sampled, and what that tells of the others.
type Sampled struct {
	Strategy string
	Depth    int // of bugs that pct looks for; else 0
	Seed     uint64
	Steps    int // a run was cut off after so many

	Schedules int  // runs that were made, the one that violates something included
	Asked     int  // … that were asked for
	Pilots    int  // runs before those, by which the strategy has measured the program
	Pilot     bool // it is one of these that violates something
	Ended     int  // runs that came to a proper end
	Cut       int  // … that were cut off

	Shortest, Longest int     // steps of a run
	Mean              float64 // likewise

	// Behaviours is how many runs there are of which none is another one but for the order of steps that commute, Once how many of
	// them were seen once, Ends how many states runs have ended in. If More is true there were others.
	Behaviours, Once, Ends int
	More                   bool

	// Unseen estimates the probability that one more run has a behaviour that none has had (Good, 1953), and with a confidence of 95 % that
	// is at most UnseenBound. Both are negative if runs depend on those before: then nothing is known.
	Unseen, UnseenBound float64

	// Of pct: the processes n and the steps k that it counts with, runs that had more steps, the probability with which
	// a run finds a given bug of that depth, at least, and the one with which all have missed it, at most.
	Processes, Length, Longer int
	Bound, Missed             float64

	// Drawn says that steps had alternatives, such as values and messages, one of which is drawn: Bound is for those that are.
	Drawn bool

	// Found is what the run has violated that found a violation, if the schedule shown, the shortest of all, violates something else; else "".
	Found string

	// Minimal says that no schedule is shorter than the one shown, of all.
	Minimal bool
}
