package recorded_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker/recorded"
)

func TestJepsen(t *testing.T) {
	for _, test := range []struct{ name, spec, verdict, lines string }{
		{"register", "register", "verified", `
{:process 0 :type :invoke :f :read :value nil :time 3 :index 0}
{:process 0 :type :ok     :f :read :value nil :time 5 :index 1}
{:process :nemesis :type :info :f :start :value {:n1 "cut off"}}
{:process 1, :type :invoke, :f :write, :value 0}
{:process 0, :type :invoke, :f :cas, :value [0 3]} ; too early, or not
{:process 0, :type :ok,     :f :cas, :value [0 3]}
{:process 1, :type :info,   :f :write, :value 0, :error :timeout}
{:process 2, :type :invoke, :f :cas, :value [7 8]}
{:process 2, :type :fail,   :f :cas, :value [7 8]}
{:process 0, :type :invoke, :f :read}
{:process 0, :type :ok,     :f :read, :value 3}`},
		{"nil is not 0", "register", "violated", `
{:process 0 :type :invoke :f :read :value nil}
{:process 0 :type :ok :f :read :value 0}`},
		{"in a vector, tagged", "register", "violated", `[
#jepsen.history.Op{:process 0 :type :invoke :f :write :value :a}
#jepsen.history.Op{:process 0 :type :ok :f :write :value :a}
#jepsen.history.Op{:process 0 :type :invoke :f :read :value nil}
#jepsen.history.Op{:process 0 :type :ok :f :read :value :b}
]`},
		{"independent keys", "register", "verified", `
{:process 0 :type :invoke :f :write :value [1 5]}
{:process 0 :type :ok :f :write :value [1 5]}
{:process 0 :type :invoke :f :cas :value [1 [5 6]]}
{:process 0 :type :ok :f :cas :value [1 [5 6]]}
{:process 0 :type :invoke :f :read :value [2 nil]}
{:process 0 :type :ok :f :read :value [2 nil]}`},
		{"a queue", "queue", "violated", `
{:process 0 :type :invoke :f :enqueue :value 5}
{:process 0 :type :ok :f :enqueue :value 5}
{:process 1 :type :invoke :f :dequeue}
{:process 1 :type :fail :f :dequeue :error :empty}
{:process 0 :type :invoke :f :enqueue :value 6}
{:process 0 :type :ok :f :enqueue :value 6}
{:process 1 :type :invoke :f :dequeue}
{:process 1 :type :ok :f :dequeue :value 6}`},
		{"lists", "lists", "verified", `
{:process 0 :type :invoke :f :txn :value [[:append 5 1] [:r 5 nil]]}
{:process 1 :type :invoke :f :txn :value [[:r 5 nil]]}
{:process 0 :type :ok :f :txn :value [[:append 5 1] [:r 5 [1]]]}
{:process 1 :type :ok :f :txn :value [[:r 5 nil]]}`},
		{"lists that do not agree", "lists", "violated", `
{:process 0 :type :invoke :f :txn :value [[:append 5 1] [:append 6 1]]}
{:process 1 :type :invoke :f :txn :value [[:r 5 nil] [:r 6 nil]]}
{:process 0 :type :ok :f :txn :value [[:append 5 1] [:append 6 1]]}
{:process 1 :type :ok :f :txn :value [[:r 5 [1]] [:r 6 nil]]}`},
		{"registers", "map", "violated", `
{:process 0 :type :invoke :f :txn :value [[:w :x 1] [:r :y nil]]}
{:process 0 :type :ok :f :txn :value [[:w :x 1] [:r :y nil]]}
{:process 1 :type :invoke :f :txn :value [[:r :x nil]]}
{:process 1 :type :ok :f :txn :value [[:r :x 2]]}`},
		{"a lock", "mutex", "violated", `
{:process 0 :type :invoke :f :acquire}
{:process 0 :type :ok :f :acquire}
{:process 1 :type :invoke :f :acquire}
{:process 1 :type :ok :f :acquire}`},
		{"a sum", "sum", "verified", `
{:process 0 :type :invoke :f :add :value 5}
{:process 1 :type :invoke :f :read}
{:process 1 :type :ok :f :read :value 5}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			h, err := recorded.Read("history.edn", "", strings.NewReader(test.lines))
			require.NoError(t, err)
			r, err := recorded.Check(t.Context(), h, spec(t, test.spec))
			require.NoError(t, err)
			assert.Equal(t, test.verdict, r.Verdict.String())
		})
	}
}

func TestInitial(t *testing.T) {
	const file = "{:process 0 :type :invoke :f :read}\n{:process 0 :type :ok :f :read :value 0}"
	h, err := recorded.ReadEDN("x.edn", strings.NewReader(file))
	require.NoError(t, err)
	initial, err := recorded.ParseValue("0")
	require.NoError(t, err)
	require.NoError(t, h.StartWith(initial, spec(t, "register")))
	r, err := recorded.Check(t.Context(), h, spec(t, "register"))
	require.NoError(t, err)
	assert.Equal(t, "verified", r.Verdict.String())
}

// TestPlainText: what is compressed, begins with a mark or has other ends of lines is read as any other file.
func TestPlainText(t *testing.T) {
	for file, text := range map[string]string{
		"x.edn":    "\ufeff{:process 0 :type :invoke :f :write :value 99999999999999999999N}\r\n{:process 0 :type :ok :f :write :value 99999999999999999999N}\r\n",
		"x.jsonl":  "\ufeff{\"client\":0,\"operation\":\"write\",\"arguments\":[1],\"call\":1,\"return\":2}\r\n",
		"y.edn.gz": "{:process 0 :type :invoke :f :write :value 3N}\n{:process 0 :type :ok :f :write :value 3}\n",
	} {
		var packed bytes.Buffer
		z := gzip.NewWriter(&packed)
		_, err := io.WriteString(z, text)
		require.NoError(t, errors.Join(err, z.Close()))
		for _, r := range []io.Reader{strings.NewReader(text), &packed} {
			h, err := recorded.Read(file, "", r)
			require.NoError(t, err)
			assert.Len(t, h.Operations, 1)
			assert.Regexp(t, `^(Write\(3\)|Write\(:9{20}N\)|write\(1\))$`, h.Operations[0].String())
		}
	}
	_, err := recorded.Read("x.edn", "", strings.NewReader("\x1f\x8bno"))
	assert.ErrorContains(t, err, "x.edn: ")
}

// TestBadInput: whatever is wrong is said with its line: what was found, and what was expected.
func TestBadInput(t *testing.T) {
	for _, test := range []struct{ file, want, text string }{
		{"x.jsonl", "x.jsonl: found no operation", "\n"},
		{"x.jsonl", "x.jsonl:1: found no JSON object", "{"},
		{"x.jsonl", "x.jsonl:1: found no JSON object", "client 1"},
		{"x.jsonl", "x.jsonl:1: found more after the object", `{"client":1,"operation":"a","call":1} {}`},
		{"x.jsonl", `x.jsonl:2: found field "retrun", expected client,`, "\n" + `{"client":1,"operation":"a","call":1,"retrun":2}`},
		{"x.jsonl", `x.jsonl:1: found no "client"`, `{"operation":"a","call":1}`},
		{"x.jsonl", `x.jsonl:1: found no "client"`, `{"client":-1,"operation":"a","call":1}`},
		{"x.jsonl", `x.jsonl:1: found string in "client", expected a whole number`, `{"client":"a","operation":"a","call":1}`},
		{"x.jsonl", "x.jsonl:1: found no JSON object, but number", "3"},
		{"x.jsonl", `x.jsonl:1: found number in "arguments", expected a list`, `{"client":0,"operation":"a","arguments":3}`},
		{"x.jsonl", `x.jsonl:1: found no "call"`, `{"client":1,"operation":"a"}`},
		{"x.jsonl", `x.jsonl:1: found no "operation"`, `{"client":1,"call":1}`},
		{"x.jsonl", "x.jsonl:1: found a return at 1, expected it after the call at 2", `{"client":1,"operation":"a","call":2,"return":1}`},
		{"x.jsonl", `x.jsonl:1: found "results" without "return"`, `{"client":1,"operation":"a","call":2,"results":[1]}`},
		{"x.jsonl", "x.jsonl:1: found 1.5, expected whole numbers", `{"client":1,"operation":"a","call":2,"arguments":[1.5]}`},
		{"x.jsonl", "x.jsonl:1: found an object as value", `{"client":1,"operation":"a","call":2,"arguments":[{}]}`},
		{"x.jsonl", "x.jsonl:2: found an event", `{"client":1,"operation":"a","call":2}` + "\n" + `{"client":2,"type":"invoke","operation":"a"}`},
		{"x.jsonl", `x.jsonl:1: found type "done"`, `{"client":2,"type":"done"}`},
		{"x.jsonl", `x.jsonl:1: client 2 returns ("ok"), expected a call first`, `{"client":2,"type":"ok"}`},
		{"x.jsonl", "x.jsonl:2: client 2 calls b, expected a return of its a of line 1", `{"client":2,"type":"invoke","operation":"a"}` + "\n" + `{"client":2,"type":"invoke","operation":"b"}`},
		{"x.jsonl", `x.jsonl:2: found operation "b", expected "a"`, `{"client":2,"type":"invoke","operation":"a"}` + "\n" + `{"client":2,"type":"ok","operation":"b"}`},
		{"x.jsonl", "x.jsonl:2: found time 3, expected none before 4 of line 1", `{"client":2,"type":"invoke","operation":"a","time":4}` + "\n" + `{"client":2,"type":"ok","time":3}`},
		{"x.jsonl", "x.jsonl:1: client 1 calls b at 3, expected a return of its a of line 2", `{"client":1,"operation":"b","call":3,"return":9}` + "\n" + `{"client":1,"operation":"a","call":1,"return":4}`},
		{"x.edn", "x.edn: found no operation", "; nothing"},
		{"x.edn", "x.edn:2: found no whole map", "\n{:process 1"},
		{"x.edn", "x.edn:2: found 3, expected a map", "\n3"},
		{"x.edn", "x.edn:1: found 99999999999999999999, expected numbers of 64 bits", "{:process 1 :value 99999999999999999999}"},
		{"x.edn", `x.edn:1: found :process "a"`, `{:process "a"}`},
		{"x.edn", "x.edn:1: found :type nil, expected :invoke", "{:process 1}"},
		{"x.edn", "x.edn:1: found :f nil", "{:process 1 :type :ok}"},
		{"x.edn", "x.edn:3: found :f :jump, expected :read", "\n\n{:process 1 :type :invoke :f :jump}"},
		{"x.edn", "x.edn:1: found :cas 3, expected [old new]", "{:process 1 :type :invoke :f :cas :value 3}"},
		{"x.edn", "x.edn:1: found :txn nil", "{:process 1 :type :invoke :f :txn}"},
		{"x.edn", "x.edn:1: found [:q, 1, 2] in :txn", "{:process 1 :type :invoke :f :txn :value [[:q 1 2]]}"},
		{"x.edn", "x.edn:2: client 1 returns from Write, expected Read", "{:process 1 :type :invoke :f :read}\n{:process 1 :type :ok :f :write :value 1}"},
		{"x.edn", "x.edn:1: found the value {}", "{:process 1 :type :invoke :f :write :value {}}"},
		{"x.txt", `x.txt: the name ends in ".txt", expected .edn`, ""},
	} {
		_, err := recorded.Read(test.file, "", strings.NewReader(test.text))
		assert.ErrorContains(t, err, test.want)
	}
	for want, line := range map[string]string{
		"x.jsonl:1: found operation Push, expected one of queue: Dequeue() (int, bool), Enqueue(int)": `{"client":1,"operation":"Push","call":1}`,
		"x.jsonl:1: found Enqueue(), expected 1 arguments":                                            `{"client":1,"operation":"Enqueue","call":1}`,
		"x.jsonl:1: found results () of Dequeue, expected 2":                                          `{"client":1,"operation":"Dequeue","call":1,"return":2}`,
		"x.jsonl:1: result of Dequeue: found 7, expected true or false":                               `{"client":1,"operation":"Dequeue","results":[1,7],"call":1,"return":2}`,
		"x.jsonl:1: result of Dequeue: found 0, expected a string":                                    `{"client":1,"operation":"Dequeue","results":[0,false],"call":1,"return":2}` + "\n" + `{"client":1,"operation":"Enqueue","arguments":["a"],"call":2,"return":3}`,
	} {
		h, err := recorded.ReadJSON("x.jsonl", strings.NewReader(line))
		require.NoError(t, err)
		_, err = recorded.Check(t.Context(), h, spec(t, "queue"))
		assert.ErrorContains(t, err, want)
	}
}

// FuzzRead: no file does harm; what is read can be judged or is refused with a line.
func FuzzRead(f *testing.F) {
	f.Add(swapped, false)
	f.Add(`{"client":0,"type":"invoke","operation":"read"}`+"\n"+`{"client":0,"type":"ok","results":[[1],null,"a"]}`, false)
	f.Add(`[#op{:process 0 :type :invoke :f :txn :value [[:append 5 1] [:r 5 nil]]} {:process 0 :type :ok :f :cas :value [1 [2 "\n"]]}]`, true)
	f.Fuzz(func(t *testing.T, text string, edn bool) {
		file := map[bool]string{false: "x.json", true: "x.edn"}[edn]
		h, err := recorded.Read(file, "", strings.NewReader(text))
		if err != nil {
			require.True(t, strings.HasPrefix(err.Error(), file+":"), err)
			return
		}
		if len(h.Operations) > 20 {
			return
		}
		for _, name := range []string{"queue", "register", "lists", "sum"} {
			_, err := recorded.Check(t.Context(), h, spec(t, name))
			if err != nil {
				require.True(t, strings.HasPrefix(err.Error(), file+":"), err)
			}
		}
	})
}
