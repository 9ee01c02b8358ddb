package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"heddle/checker/suite"
	"heddle/model/litmus/diy"
)

// generateOptions are the flags of heddle litmus generate.
type generateOptions struct {
	arch, order, condition, out string
	edges                       []string
	bounds                      diy.Bounds
	list                        bool
}

const generateHelp = `generate writes litmus tests, in herd's format, to standard output or as
files NAME.litmus to a directory.

A test is asked for by its name (SB, MP+mfence+po, IRIW+addrs; what each thread
has between its accesses follows the family's name) or by a cycle of edges in
the vocabulary of diy7 ("PodWR Fre PodWR Fre"). With --size all cycles of up to
that many edges are written, each once.

Edges: communications Rfe Rfi Fre Fri Coe Coi; then with s or d for the same or
another location and R or W for the directions (* for either) Po, the fences
MFence SFence LFence (X86, X86_64) or FenceSc FenceAR FenceAcq FenceRel (C), the
dependencies DpAddr DpData DpCtrl, which say only the target; and Rmw, in C also
Fetch.Add. An edge may end with the orders of both its accesses: A is a locked
write, P plain; in C Rlx Acq Rel AR Sc (PodWWRlxRel). Without, an access is
plain or has the order of --order.`

// generateCommand is "heddle litmus generate".
func (a *app) generateCommand() *cobra.Command {
	var opt generateOptions
	cmd := &cobra.Command{
		Use:   "generate [NAME|CYCLE...]",
		Short: "Write litmus tests for names and cycles",
		Long:  generateHelp,
		Example: `  heddle litmus generate SB MP+mfence+po "PodWR Fre PodWR Fre"
  heddle litmus generate --arch C --order Rlx MP+porlxrel+poacqrlx
  heddle litmus generate --size 6 --edges Rfe,Fre,Coe,Pod**,MFencedWR --out dir`,
		RunE: func(_ *cobra.Command, args []string) error {
			return a.generate(args, opt)
		},
	}
	f := cmd.Flags()
	f.StringVar(&opt.arch, "arch", "X86", "architecture: X86, X86_64 or C")
	f.StringVar(&opt.order, "order", "", "order of accesses that nothing is said of (default plain)")
	f.StringVar(&opt.condition, "cond", "cycle", `what tests ask: "cycle", whether it is reachable, or "observe", only the outcomes`)
	f.StringVar(&opt.out, "out", "", "directory to write the tests to, one file each")
	f.IntVar(&opt.bounds.Size, "size", 0, "write all cycles of up to this number of edges")
	f.StringSliceVar(&opt.edges, "edges", []string{"Rfe", "Fre", "Coe", "Pod**"}, "edges of the cycles of --size")
	f.IntVar(&opt.bounds.Threads, "threads", 0, "most threads of the cycles of --size")
	f.BoolVar(&opt.bounds.Critical, "critical", false, "of the cycles of --size, only critical ones")
	f.BoolVar(&opt.list, "list", false, "print names and cycles instead of tests")
	return cmd
}

// generated is a test to write: a cycle and the name that was asked for, or "".
type generated struct {
	name  string
	cycle diy.Cycle
}

func (a *app) generate(args []string, opt generateOptions) error {
	arch, err := diy.FindArch(opt.arch)
	if err != nil {
		return err
	}
	if opt.condition != "cycle" && opt.condition != "observe" {
		return fmt.Errorf(`generate: --cond %q, want "cycle" or "observe"`, opt.condition)
	}
	tests, err := toGenerate(arch, args, opt)
	if err != nil {
		return err
	}
	if opt.out != "" {
		if err := os.MkdirAll(opt.out, 0o755); err != nil {
			return err
		}
	}
	for _, t := range tests {
		if err := writeGenerated(a.stdout, arch, t, opt); err != nil {
			return err
		}
	}
	return nil
}

func toGenerate(arch diy.Arch, args []string, opt generateOptions) ([]generated, error) {
	var tests []generated
	for _, arg := range args {
		t := generated{}
		var err error
		if strings.ContainsAny(arg, " ,") {
			t.cycle, err = diy.Parse(arch, arg, opt.order)
		} else {
			t.name = arg
			t.cycle, err = diy.FromName(arch, arg, opt.order)
		}
		if err != nil {
			return nil, err
		}
		tests = append(tests, t)
	}
	if opt.bounds.Size != 0 {
		cycles, err := diy.Cycles(arch, opt.edges, opt.order, opt.bounds)
		if err != nil {
			return nil, err
		}
		for _, c := range cycles {
			tests = append(tests, generated{cycle: c})
		}
	}
	if len(tests) == 0 {
		return nil, fmt.Errorf("generate: no tests asked for, want names, cycles or --size; see heddle litmus generate --help")
	}
	return tests, nil
}

func writeGenerated(stdout io.Writer, arch diy.Arch, t generated, opt generateOptions) error {
	if t.name == "" {
		t.name = t.cycle.Name()
	}
	if opt.list {
		_, err := fmt.Fprintf(stdout, "%s: %s\n", t.name, t.cycle)
		return err
	}
	source, err := t.cycle.Source(arch, diy.Options{Name: t.name, Observe: opt.condition == "observe"})
	if err != nil {
		return err
	}
	if opt.out == "" {
		_, err = fmt.Fprintln(stdout, source)
		return err
	}
	return os.WriteFile(filepath.Join(opt.out, t.name+suite.Extension), []byte(source), 0o644)
}
