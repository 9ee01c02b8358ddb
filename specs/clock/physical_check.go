package clock

// physical is a set of clocks at the bound: 3·(3-1) = 6, that is μ = ε/(1-κ) with κ = 1/3, ε = 2 ticks.
func physical() Physical { return Physical{Rate: 3, Drift: 1, Apart: 6, Least: 3} }

// CheckPhysical checks Physical at its bound for threads clocks through rounds ticks of real time.
func CheckPhysical(threads, rounds int) {
	physical().Run(threads, rounds, true)
}

// CheckPhysicalHasty checks Physical with messages that are a tick faster than the bound allows.
func CheckPhysicalHasty(threads, rounds int) {
	p := physical()
	p.Least--
	p.Run(threads, rounds, true)
}

// CheckPhysicalApart checks Physical with clocks that may be further apart, by the least that clocks show.
func CheckPhysicalApart(threads, rounds int) {
	p := physical()
	p.Apart++
	p.Run(threads, rounds, true)
}

// CheckPhysicalDrifting checks Physical with clocks that may be faster or slower, by the least that clocks show.
func CheckPhysicalDrifting(threads, rounds int) {
	p := physical()
	p.Drift++
	p.Run(threads, rounds, true)
}

// CheckPhysicalFree checks Physical with clocks that nobody keeps together: what PC1 allows adds up.
func CheckPhysicalFree(threads, rounds int) {
	physical().Run(threads, rounds, false)
}
