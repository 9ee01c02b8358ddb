package report_test

import (
	"encoding/xml"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jstemmer/go-junit-report/v2/junit"
	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xeipuuv/gojsonschema"
	"golang.org/x/tools/go/packages"

	"heddle/checker"
	"heddle/checker/report"
)

// outcomes has one of each kind.
func outcomes() []report.Outcome {
	violated := func(s *checker.Schedule) report.Outcome {
		r := checker.Result{Verdict: checker.Violated, Property: s.Property, Message: s.Message, Schedule: s, States: 7, Elapsed: 20 * time.Millisecond}
		return report.Outcome{Check: report.Of(s), Result: r}
	}
	hostile := race()
	hostile.Target, hostile.Message = "./a,b:c%d", "]]> ::error::\n\x1b[2J & <b>"
	hostile.Steps[0].Events[0].Text = "::set-output name=x::y"
	ticket := report.Check{Target: "lock/ticket", Memory: "sc", Threads: 3, Rounds: 2}
	return []report.Outcome{
		violated(race()), violated(stuck()), violated(peterson()), violated(hostile),
		{Check: ticket, Result: checker.Result{Verdict: checker.Verified, States: 899, Elapsed: time.Second}},
		{Check: ticket, Result: checker.Result{Message: "the limit of 10 states was met", States: 10}},
		{Check: ticket, Result: checker.Result{Bounded: "preemptions=2", States: 20}},
		{Check: ticket, Result: checker.Result{Bounded: "depth=20", States: 30}, Accepted: true},
		{Check: report.Check{Target: "./empty:CheckNothing", Memory: "go"}, Err: errors.New("no claim was ever exercised")},
	}
}

func written(t *testing.T, format string, list []report.Outcome) string {
	t.Helper()
	var b strings.Builder
	w, err := report.NewWriter(format, &b)
	require.NoError(t, err)
	for _, o := range list {
		require.NoError(t, w.Write(o))
	}
	require.NoError(t, w.Close())
	return b.String()
}

func TestFormatsGolden(t *testing.T) {
	for _, format := range report.Formats() {
		t.Run(format, func(t *testing.T) {
			golden(t, "outcomes."+format, written(t, format, outcomes()))
		})
	}
	_, err := report.NewWriter("tap", nil)
	assert.ErrorContains(t, err, `format "tap", want one of json, junit, sarif, github`)
}

// sarifSchema is the official schema, which package sarif has as an unexported constant:
// its own validation is of what it decodes, not of what we write.
func sarifSchema(t *testing.T) gojsonschema.JSONLoader {
	t.Helper()
	pkgs, err := packages.Load(&packages.Config{Mode: packages.NeedFiles}, "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif")
	require.NoError(t, err)
	file := filepath.Join(filepath.Dir(pkgs[0].GoFiles[0]), "schema.go")
	syntax, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	require.NoError(t, err)
	value := syntax.Scope.Lookup("schema").Decl.(*ast.ValueSpec).Values[0].(*ast.BasicLit).Value
	text, err := strconv.Unquote(value)
	require.NoError(t, err)
	return gojsonschema.NewStringLoader(text)
}

func TestSARIFKeepsTheSchema(t *testing.T) {
	for _, list := range [][]report.Outcome{outcomes(), nil} {
		got, err := gojsonschema.Validate(sarifSchema(t), gojsonschema.NewStringLoader(written(t, "sarif", list)))
		require.NoError(t, err)
		assert.Empty(t, got.Errors())
	}
	log, err := sarif.FromString(written(t, "sarif", outcomes()))
	require.NoError(t, err)
	run := log.Runs[0]
	require.Len(t, run.Results, 4)
	first := run.Results[0]
	assert.Equal(t, "race", *first.RuleID)
	assert.Equal(t, "race", *run.Tool.Driver.Rules[first.RuleIndex].ID)
	require.Len(t, first.Locations, 1)
	require.Len(t, first.RelatedLocations, 1, "the other access")
	at := first.Locations[0].PhysicalLocation
	assert.Equal(t, "counter/counter.go", *at.ArtifactLocation.URI)
	assert.Equal(t, 9, *at.Region.StartLine)
	assert.Len(t, first.CodeFlows[0].ThreadFlows, 2, "a flow for each goroutine")
	assert.Len(t, run.Invocations[0].ToolExecutionNotifications, 4, "incomplete, bounded and bad input")
	assert.False(t, *run.Invocations[0].ExecutionSuccessful)
}

func TestJUnitCounts(t *testing.T) {
	var all junit.Testsuites
	require.NoError(t, xml.Unmarshal([]byte(written(t, "junit", outcomes())), &all))
	require.Len(t, all.Suites, 1)
	s := all.Suites[0]
	assert.Equal(t, [3]int{9, 4, 3}, [3]int{s.Tests, s.Failures, s.Errors})
	assert.Len(t, s.Testcases, 9)
	assert.Contains(t, s.Testcases[3].Failure.Message, "]]>", "escaped, not cut")
}

// Only the writer's own lines may be commands.
func TestGitHubCommandsCannotBeInjected(t *testing.T) {
	for line := range strings.Lines(written(t, "github", outcomes())) {
		if strings.HasPrefix(strings.TrimLeft(line, " \t"), "::") {
			assert.Regexp(t, `^::(error|warning) (file=[^,:]+,line=\d+,)?title=[^,:]+::.*\n$|^::(group::.*|endgroup::)\n$`, line)
		}
	}
}
