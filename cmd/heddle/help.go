package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// helpWidth is how many columns help takes.
const helpWidth = 80

// flagSections says in which order, and below which titles, the help of a command with many flags shows them.
var flagSections = []struct{ title, flags string }{
	{"What is checked", "threads rounds criterion memory word-bits endless allow-leaks liveness fairness"},
	{"Networks between nodes", "loss duplicate reorder partition crash wipe link"},
	{"The machine, and its caches", "machine coherence protocol line detail fault network"},
	{"Which schedules", "preemptions depth auto strategy schedules seed steps search symmetry reduction all-visible"},
	{"Limits", "timeout max-states max-memory workers accept-bounded accept-sampled"},
	{"What is counted", "metrics per"},
	{"What is compared", "diff update compare"},
	{"Output", "format json herd out diagram clocks first order relations messages outcomes schedule witness all-steps heartbeat help"},
}

// manyFlags is how many flags are shown in sections.
const manyFlags = 12

// showSections makes the help of a command, and of those below it, show flags in sections if there are many.
// Else it is by template.
func showSections(cmd *cobra.Command, template string) {
	for _, c := range cmd.Commands() {
		showSections(c, template)
	}
	cmd.SetUsageTemplate(template)
	cmd.InitDefaultHelpFlag()
	all := 0
	cmd.Flags().VisitAll(func(*pflag.Flag) { all++ })
	if all < manyFlags {
		return
	}
	var text strings.Builder
	for _, section := range flagSections {
		flags := pflag.NewFlagSet("", pflag.ContinueOnError)
		flags.SortFlags = false
		for _, name := range strings.Fields(section.flags) {
			if flag := cmd.Flags().Lookup(name); flag != nil {
				flags.AddFlag(flag)
			}
		}
		if flags.HasFlags() {
			fmt.Fprintf(&text, "%s:\n%s\n", section.title, flags.FlagUsagesWrapped(helpWidth))
		}
	}
	head, tail, _ := strings.Cut(template, "Flags:\n{{.LocalFlags.FlagUsages")
	_, tail, _ = strings.Cut(tail, "}}")
	cmd.SetUsageTemplate(head + strings.TrimRight(text.String(), "\n") + tail)
}

// helpCommand is "heddle help".
func helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Show the help of a command",
		RunE: func(cmd *cobra.Command, args []string) error {
			about, left, err := cmd.Root().Find(args)
			if err != nil || len(left) > 0 {
				return unknownCommand(cmd.Root(), args)
			}
			about.InitDefaultHelpFlag()
			return about.Help()
		},
		ValidArgsFunction: func(cmd *cobra.Command, _ []string, prefix string) (names []string, _ cobra.ShellCompDirective) {
			for _, c := range cmd.Root().Commands() {
				if c.IsAvailableCommand() && strings.HasPrefix(c.Name(), prefix) {
					names = append(names, c.Name()+"\t"+c.Short)
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
	}
}

// unknownCommand is the Args of a command that has others below it and takes no arguments.
func unknownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	text := fmt.Sprintf("unknown command %q for %q", strings.Join(args, " "), cmd.CommandPath())
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		return fmt.Errorf("%s; did you mean %s?", text, strings.Join(near, ", "))
	}
	return fmt.Errorf("%s; see %s --help", text, cmd.CommandPath())
}

// flagError says what is wrong with a flag, and what would be right.
func flagError(cmd *cobra.Command, err error) error {
	var invalid *pflag.InvalidValueError
	if errors.As(err, &invalid) {
		flag := invalid.GetFlag()
		err = fmt.Errorf("--%s: %q, %s", flag.Name, invalid.GetValue(), wanted(flag, invalid.Unwrap()))
	}
	return fmt.Errorf("%s: %w; see %s --help", cmd.Name(), err, cmd.CommandPath())
}

// wanted says which values a flag takes. Flags of our own say so themselves, by the error why.
func wanted(flag *pflag.Flag, why error) string {
	switch kind := flag.Value.Type(); {
	case kind == "duration":
		return "want a time such as 90s or 10m"
	case kind == "bool":
		return "want true or false"
	case slices.Contains([]string{"int", "uint64"}, kind):
		return "want a whole number"
	case kind == "intSlice":
		return "want whole numbers, separated by commas"
	}
	return why.Error()
}

// takenForTarget adds to an error about an argument that it may be meant as the value of the flag before it, one that
// needs none: "--liveness starvation".
func takenForTarget(cmd *cobra.Command, args []string, err error) error {
	for i, arg := range args[:max(0, len(args)-1)] {
		name, long := strings.CutPrefix(arg, "--")
		if flag := cmd.Flags().Lookup(name); long && flag != nil && flag.NoOptDefVal != "" && flag.Value.Type() != "bool" &&
			strings.HasPrefix(err.Error(), args[i+1]+":") {
			return fmt.Errorf("%w; as a value of %s write %s=%s", err, arg, arg, args[i+1])
		}
	}
	return err
}
