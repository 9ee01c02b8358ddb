package specs

import (
	"slices"

	"heddle/checker/scenario"
)

// Parameters and results that many operations have.
var (
	fresh      = []scenario.Parameter{{Kind: scenario.Fresh}}
	caller     = []scenario.Parameter{{Kind: scenario.Client}}
	value      = []scenario.Result{scenario.Int}
	yesOrNo    = []scenario.Result{scenario.Bool}
	valueOrNot = []scenario.Result{scenario.Int, scenario.Bool}
)

// objects gives the objects that have a sequential specification, and families of their own.
func objects() []Entry {
	return slices.Concat(
		stacks(), queues(), boundedQueues(), rings(), ioRings(), deques(), lists(), sets(),
		counters(), registers(), snapshots(), semaphores(), exchangers(),
	)
}

// symmetric gives an object that takes clients, and the values that they put in, for what they are: see scenario.Object.
func symmetric(e Entry) Entry {
	e.Object.Symmetric = true
	return e
}

// object gives an entry of an object of a package of that name, by Go expressions without those of the packages: expression gives the object, spec its
// specification in package sequential.
func object(family, name, expression, spec, source, doc string, threads, rounds int, operations ...scenario.Operation) Entry {
	return Entry{
		Name: family + "/" + name, Doc: doc, Source: source,
		Package: packagePath(family),
		Object: &scenario.Object{
			Imports: []string{packagePath(family), packagePath("sequential")},
			New:     family + "." + expression, Spec: "sequential." + spec,
			Operations: operations,
		},
		Threads: threads, Rounds: rounds,
		Claims: []string{ClaimLinear, ClaimProgress},
	}
}
