package main

import (
	"context"
	"fmt"
	"math/rand/v2"

	"github.com/spf13/cobra"

	"heddle/checker/recorded"
)

const generateHistoryLong = `Generate writes a history, as JSON lines, that is linearizable, or with --spoil
probably not: clients call operations, which happen on one object between their
calls and returns. The same seed makes the same history on any machine.`

// generateHistoryFlags are the flags of history generate.
type generateHistoryFlags struct {
	spec                      string
	operations, clients, keys number
	seed                      uint64
	distinct, spoil           bool
}

// generateHistoryCommand is "heddle history generate".
func (a *app) generateHistoryCommand() *cobra.Command {
	var f generateHistoryFlags
	cmd := &cobra.Command{
		Use:     "generate",
		Short:   "Write a history of clients that never were",
		Long:    generateHistoryLong,
		Example: "  heddle history generate --spec register --operations 10000 > trace.jsonl\n  heddle history generate --spec queue --clients 3 --seed 7 --spoil",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.generateHistory(cmd.Context(), &f)
		},
	}
	f.operations, f.clients, f.keys = number{min: 1, max: 1e7, value: 1000}, number{min: 1, max: 1000, value: 10}, number{min: 1, max: 1e6, value: 10}
	flags := cmd.Flags()
	flags.StringVar(&f.spec, "spec", "", "the sequential specification; parameters follow it, as in bounded-queue:3")
	flags.Var(&f.operations, "operations", fmt.Sprintf("how many operations (%d if not given)", f.operations.value))
	flags.Var(&f.clients, "clients", fmt.Sprintf("how many clients (%d if not given)", f.clients.value))
	flags.Var(&f.keys, "keys", fmt.Sprintf("how many keys, if the specification has some (%d if not given)", f.keys.value))
	flags.Uint64Var(&f.seed, "seed", 1, "of what is random")
	flags.BoolVar(&f.distinct, "distinct", false, "give no value twice, if values are only compared")
	flags.BoolVar(&f.spoil, "spoil", false, "exchange a result for that of another operation")
	complete(cmd, "spec", specificationNames())
	return cmd
}

func (a *app) generateHistory(ctx context.Context, f *generateHistoryFlags) error {
	spec, err := specification("generate", f.spec)
	if err != nil {
		return err
	}
	random := rand.New(rand.NewPCG(f.seed, 0))
	h, err := recorded.Generate(ctx, spec, recorded.Plan{Operations: f.operations.value, Clients: f.clients.value, Keys: f.keys.value, Distinct: f.distinct}, random.IntN)
	if err != nil {
		return err
	}
	if f.spoil && !recorded.Spoil(h, random.IntN) {
		return fmt.Errorf("generate: found no two results of one operation that differ, want more operations")
	}
	return recorded.WriteJSON(a.stdout, h)
}
