package report_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/awalterschulze/gographviz"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/checker/causality"
	"heddle/checker/causality/figure"
	"heddle/checker/report"
	"heddle/checker/result"
	_ "heddle/model/drawn"
)

// exports writes a schedule in all forms for other programs.
func exports(t require.TestingT, s *result.Schedule, beside report.Beside) (r *causality.Run, dot, mermaid, shiviz string) {
	r = causality.Of(s)
	var a, b, c strings.Builder
	require.NoError(t, report.DOT(&a, s, r, beside))
	require.NoError(t, report.Mermaid(&b, s, r, beside))
	require.NoError(t, report.ShiViz(&c, r, beside))
	return r, a.String(), b.String(), c.String()
}

func TestExportsGolden(t *testing.T) {
	for name, s := range map[string]*result.Schedule{"airline": figure.Airline(), "faulty": faulty()} {
		_, dot, mermaid, shiviz := exports(t, s, report.Beside{})
		golden(t, name+".dot", dot)
		golden(t, name+".mermaid", mermaid)
		golden(t, name+".shiviz", shiviz)
	}
}

// TestExportsAreRead: readers of the three forms find in them what the run is.
func TestExportsAreRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		names, lines, direct := figure.Random(t)
		s := figure.Schedule(names, lines...)
		r, dot, mermaid, shiviz := exports(t, s, report.Beside{Labels: rapid.Bool().Draw(t, "labels")})
		before := figure.Before(direct)
		events := map[string]bool{}
		for i := range r.Events {
			if n := r.Events[i].Name; n != "" {
				events[n] = true
			}
		}
		for name, got := range map[string]map[[2]string]bool{"DOT": orderOfDOT(t, dot), "ShiViz": orderOfShiViz(t, shiviz)} {
			for a := range events {
				for b := range events {
					require.Equal(t, before[[2]string{a, b}], got[[2]string{a, b}], "%s: %s → %s", name, a, b)
				}
			}
		}
		want := map[string]int{}
		for i := range r.Messages {
			m := &r.Messages[i]
			want["-)"] += len(m.Received)
			if m.Lost >= 0 && r.ProcessNamed(causality.NodeName(m.To)) >= 0 {
				want["-x"]++
			} else if len(m.Received) == 0 {
				want["--)"]++
			}
		}
		for arrow, n := range arrowsOfMermaid(t, mermaid, len(r.Processes)) {
			require.Equal(t, want[arrow], n, arrow)
			delete(want, arrow)
		}
		for arrow, n := range want {
			require.Zero(t, n, arrow)
		}
	})
}

// orderOfDOT gives the paths between the named events of a graph. A label begins with the name.
func orderOfDOT(t require.TestingT, text string) map[[2]string]bool {
	g, err := gographviz.Read([]byte(text))
	require.NoError(t, err)
	names := map[string]string{}
	for _, n := range g.Nodes.Nodes {
		label := strings.Trim(n.Attrs["label"], `"`)
		name, _, _ := strings.Cut(label, ":")
		names[n.Name] = name
	}
	direct := map[string][]string{}
	for _, e := range g.Edges.Edges {
		require.Contains(t, names, e.Src)
		require.Contains(t, names, e.Dst)
		if e.Attrs["style"] == "invis" {
			continue // it is for the layout
		}
		direct[names[e.Dst]] = append(direct[names[e.Dst]], names[e.Src])
	}
	return figure.Before(direct)
}

// shivizLog is ShiViz's default regular expression.
var shivizLog = regexp.MustCompile(`(?P<event>.*)\n(?P<host>\S*) (?P<clock>{.*})`)

// orderOfShiViz reads a log by the rules of ShiViz: a host's own count is 1 at first and goes up by one, and a clock
// knows of no event that is not there. It gives the order of events by comparing clocks.
func orderOfShiViz(t require.TestingT, text string) map[[2]string]bool {
	clocks, own, hosts := map[string]map[string]int{}, map[string]int{}, map[string]string{}
	matches := shivizLog.FindAllStringSubmatch(text, -1)
	require.Len(t, matches, strings.Count(text, "\n")/2)
	for _, m := range matches {
		clock := map[string]int{}
		require.NoError(t, json.Unmarshal([]byte(m[3]), &clock), m[3])
		own[m[2]]++
		require.Equal(t, own[m[2]], clock[m[2]], m[0])
		for host, n := range clock {
			require.Positive(t, n, m[0])
			require.LessOrEqual(t, n, own[host], m[0])
		}
		name, _, _ := strings.Cut(m[1], ":")
		clocks[name], hosts[name] = clock, m[2]
	}
	before := map[[2]string]bool{}
	for a, v := range clocks {
		for b, w := range clocks {
			before[[2]string{a, b}] = a != b && v[hosts[a]] <= w[hosts[a]]
		}
	}
	return before
}

// A line of a sequence diagram.
var (
	mermaidPart  = regexp.MustCompile(`^    participant p(\d+) as [^;#]+$`)
	mermaidNote  = regexp.MustCompile(`^    Note over p(\d+)(,p\d+)?: ([^;#]|#(35|59|lt|gt);)+$`)
	mermaidArrow = regexp.MustCompile(`^    p(\d+)(-\)|--\)|-x)p(\d+): ([^;#]|#(35|59|lt|gt);)+$`)
	mermaidBlock = regexp.MustCompile(`^    (loop for ever|end)$`)
)

// arrowsOfMermaid reads a sequence diagram of so many participants and counts its arrows by kind.
func arrowsOfMermaid(t require.TestingT, text string, participants int) map[string]int {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	require.Equal(t, []string{"---", "---", "sequenceDiagram"}, []string{lines[0], lines[2], lines[3]})
	require.True(t, strings.HasPrefix(lines[1], `title: "`), lines[1])
	declared, open, arrows := map[string]bool{}, 0, map[string]int{}
	for _, line := range lines[4:] {
		if m := mermaidPart.FindStringSubmatch(line); m != nil {
			declared[m[1]] = true
		} else if m := mermaidNote.FindStringSubmatch(line); m != nil {
			require.True(t, declared[m[1]], line)
		} else if m := mermaidArrow.FindStringSubmatch(line); m != nil {
			require.True(t, declared[m[1]] && declared[m[3]], line)
			arrows[m[2]]++
		} else {
			require.Regexp(t, mermaidBlock, line)
			open += map[bool]int{true: -1, false: 1}[strings.HasSuffix(line, "end")]
			require.GreaterOrEqual(t, open, 0)
		}
	}
	require.Zero(t, open)
	require.Len(t, declared, participants)
	return arrows
}

// TestExportsOfAnything: whatever texts a schedule has, readers can read what is written.
func TestExportsOfAnything(t *testing.T) {
	kinds := []string{"send", "receive", "mark", "crash", "lose", "partition", "go", "join", "close", "load"}
	rapid.Check(t, func(t *rapid.T) {
		s := generated(t)
		for i := range s.Steps {
			for j := range s.Steps[i].Events {
				e := &s.Steps[i].Events[j]
				e.Kind = rapid.SampledFrom(kinds).Draw(t, "kind")
				e.Message, e.To = rapid.IntRange(0, 4).Draw(t, "message"), rapid.IntRange(0, 2).Draw(t, "to")
			}
		}
		_, dot, mermaid, shiviz := exports(t, s, report.Beside{Vector: rapid.Bool().Draw(t, "vector")})
		_, err := gographviz.Read([]byte(dot))
		require.NoError(t, err, dot)
		require.NotContains(t, fmt.Sprint(dot, mermaid, shiviz), "\x1b")
		require.Len(t, shivizLog.FindAllString(shiviz, -1), strings.Count(shiviz, "\n")/2)
		require.True(t, strings.HasPrefix(mermaid, "---\ntitle: \""))
	})
}
