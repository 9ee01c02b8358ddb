package suite

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker/outcome"
)

// write puts files into a new directory and gives its name.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o777))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	}
	return dir
}

// collect runs files and gives all answers.
func collect(t *testing.T, ctx context.Context, args []string, opts Options) []outcome.Answer {
	t.Helper()
	var all []outcome.Answer
	require.NoError(t, Run(ctx, Files(args), opts, func(test []outcome.Answer) error {
		all = append(all, test...)
		return nil
	}))
	return all
}

// classic are tests of X86, with all outcomes under sc, tso and pso in that order.
var classic = []struct {
	name, rows, final string
	want              [3]string
}{
	{"SB", `
 P0          | P1          ;
 MOV [x],$1  | MOV [y],$1  ;
 MOV EAX,[y] | MOV EAX,[x] ;`, `exists (0:EAX=0 /\ 1:EAX=0)`, [3]string{
		"0:EAX=0; 1:EAX=1; 1 | 0:EAX=1; 1:EAX=0; 1 | 0:EAX=1; 1:EAX=1; 4",
		"0:EAX=0; 1:EAX=0; 6 | 0:EAX=0; 1:EAX=1; 6 | 0:EAX=1; 1:EAX=0; 6 | 0:EAX=1; 1:EAX=1; 6",
		"0:EAX=0; 1:EAX=0; 6 | 0:EAX=0; 1:EAX=1; 6 | 0:EAX=1; 1:EAX=0; 6 | 0:EAX=1; 1:EAX=1; 6",
	}},
	{"MP", `
 P0         | P1          ;
 MOV [x],$1 | MOV EAX,[y] ;
 MOV [y],$1 | MOV EBX,[x] ;`, `exists (1:EAX=1 /\ 1:EBX=0)`, [3]string{
		"1:EAX=0; 1:EBX=0; 1 | 1:EAX=0; 1:EBX=1; 4 | 1:EAX=1; 1:EBX=1; 1",
		"1:EAX=0; 1:EBX=0; 1 | 1:EAX=0; 1:EBX=1; 4 | 1:EAX=1; 1:EBX=1; 1",
		"1:EAX=0; 1:EBX=0; 3 | 1:EAX=0; 1:EBX=1; 5 | 1:EAX=1; 1:EBX=0; 1 | 1:EAX=1; 1:EBX=1; 3",
	}},
	{"LB", `
 P0          | P1          ;
 MOV EAX,[x] | MOV EAX,[y] ;
 MOV [y],$1  | MOV [x],$1  ;`, `exists (0:EAX=1 /\ 1:EAX=1)`, [3]string{
		"0:EAX=0; 1:EAX=0; 4 | 0:EAX=0; 1:EAX=1; 1 | 0:EAX=1; 1:EAX=0; 1",
		"0:EAX=0; 1:EAX=0; 4 | 0:EAX=0; 1:EAX=1; 1 | 0:EAX=1; 1:EAX=0; 1",
		"0:EAX=0; 1:EAX=0; 4 | 0:EAX=0; 1:EAX=1; 1 | 0:EAX=1; 1:EAX=0; 1",
	}},
	{"2+2W", `
 P0         | P1         ;
 MOV [x],$1 | MOV [y],$1 ;
 MOV [y],$2 | MOV [x],$2 ;`, `exists (x=1 /\ y=1)`, [3]string{
		"[x]=1; [y]=2; 1 | [x]=2; [y]=1; 1 | [x]=2; [y]=2; 4",
		"[x]=1; [y]=2; 1 | [x]=2; [y]=1; 1 | [x]=2; [y]=2; 4",
		"[x]=1; [y]=1; 6 | [x]=1; [y]=2; 6 | [x]=2; [y]=1; 6 | [x]=2; [y]=2; 6",
	}},
	{"S", `
 P0         | P1          ;
 MOV [x],$2 | MOV EAX,[y] ;
 MOV [y],$1 | MOV [x],$1  ;`, `exists (1:EAX=1 /\ x=2)`, [3]string{
		"1:EAX=0; [x]=1; 4 | 1:EAX=0; [x]=2; 1 | 1:EAX=1; [x]=1; 1",
		"1:EAX=0; [x]=1; 4 | 1:EAX=0; [x]=2; 1 | 1:EAX=1; [x]=1; 1",
		"1:EAX=0; [x]=1; 5 | 1:EAX=0; [x]=2; 3 | 1:EAX=1; [x]=1; 3 | 1:EAX=1; [x]=2; 1",
	}},
	{"R", `
 P0         | P1          ;
 MOV [x],$1 | MOV [y],$2  ;
 MOV [y],$1 | MOV EAX,[x] ;`, `exists (y=2 /\ 1:EAX=0)`, [3]string{
		"1:EAX=0; [y]=1; 1 | 1:EAX=1; [y]=1; 4 | 1:EAX=1; [y]=2; 1",
		"1:EAX=0; [y]=1; 3 | 1:EAX=0; [y]=2; 1 | 1:EAX=1; [y]=1; 5 | 1:EAX=1; [y]=2; 3",
		"1:EAX=0; [y]=1; 6 | 1:EAX=0; [y]=2; 6 | 1:EAX=1; [y]=1; 6 | 1:EAX=1; [y]=2; 6",
	}},
}

// TestClassic has whole sets of outcomes, with exact numbers of schedules. Under tso and
// pso what is ordered are loads and the moments at which stores reach memory.
func TestClassic(t *testing.T) {
	for _, c := range classic {
		dir := write(t, map[string]string{c.name + ".litmus": "X86 " + c.name + "\n{ x=0; y=0; }" + c.rows + "\n" + c.final + "\n"})
		answers := collect(t, t.Context(), []string{dir}, Options{})
		require.Len(t, answers, 3, c.name)
		for i, a := range answers {
			require.NoError(t, a.Refused)
			assert.Equal(t, []string{"sc", "tso", "pso"}[i], a.Memory)
			assert.Equal(t, c.want[i], listed(a.Result), "%s %s", c.name, a.Memory)
			want := outcome.Never
			if len(a.Result.Outcomes) == 4 {
				want = outcome.Sometimes
			}
			assert.Equal(t, want, a.Result.Observation(), "%s %s", c.name, a.Memory)
			assert.Equal(t, map[string]string{outcome.Never: outcome.No, outcome.Sometimes: outcome.Ok}[want], a.Result.Validation())
		}
	}
}

func listed(r *outcome.Result) string {
	var parts []string
	for _, o := range r.Outcomes {
		parts = append(parts, fmt.Sprint(o.State, " ", o.Schedules))
	}
	return strings.Join(parts, " | ")
}
