package checker

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/machine"
	"heddle/machine/reference"
	"heddle/model/program"
	"heddle/model/program/build"
)

// passer is a thread under construction that shares a channel and the variables x and y.
type passer struct {
	f     *build.Func
	ch    build.Reg
	words int // of an element: 1 or 0
	x, y  uint64
}

func (p *passer) sending(v int64) program.Case {
	return build.SendTo(p.ch, []build.Reg{p.f.Const(v)}[:p.words]...)
}

func (p *passer) receiving() program.Case { return build.ReceiveFrom(p.ch, p.words) }

func (p *passer) send(v int64)   { p.f.Select(false, p.sending(v)) }
func (p *passer) drop()          { p.f.Select(false, p.receiving()) }
func (p *passer) close()         { p.f.Close(p.ch) }
func (p *passer) write()         { p.f.Store(p.x, p.f.Const(1), program.Plain) }
func (p *passer) read()          { p.f.Load(p.x, program.Plain) }
func (p *passer) set(v int64)    { p.f.Store(p.y, p.f.Const(v), program.SeqCst) }
func (p *passer) get() build.Reg { return p.f.Load(p.y, program.SeqCst) }

// when runs then if a is v.
func (p *passer) when(a build.Reg, v int64, then func()) {
	p.f.If(p.f.Op(program.Eq, a, p.f.Const(v)), then)
}

// gets reads x if the word received is v; without words, if it was sent and v is not 0, or neither.
func (p *passer) gets(v int64) {
	r := p.f.Select(false, p.receiving())
	if p.words == 0 {
		p.when(r+1, min(v, 1), p.read)
		return
	}
	p.when(r+2, v, p.read)
}

// tries gives the case taken of a Select with one case and a default.
func (p *passer) tries(c program.Case) build.Reg { return p.f.Select(true, c) }

// TestTrapsOfChannelRaces has races that no two next accesses show, because an operation on
// a channel has seen what does not happen before it, and neighbours of theirs that are none.
func TestTrapsOfChannelRaces(t *testing.T) {
	for _, c := range []struct {
		name     string
		capacity int64
		race     bool
		threads  []func(p *passer)
	}{
		{"a second receiver", 1, true, []func(*passer){
			func(p *passer) { p.write(); p.drop() },
			func(p *passer) { p.send(1); p.send(2) },
			func(p *passer) { p.gets(2) }}},
		{"a second receiver of a wider buffer", 2, true, []func(*passer){
			func(p *passer) { p.write(); p.drop() },
			func(p *passer) { p.send(1); p.send(2) },
			func(p *passer) { p.gets(2) }}},
		{"a second receiver, without a buffer", 0, false, []func(*passer){
			func(p *passer) { p.write(); p.drop() },
			func(p *passer) { p.send(1); p.send(2) },
			func(p *passer) { p.gets(2) }}},
		{"a sender that knows of the receive that made room", 1, false, []func(*passer){
			func(p *passer) { p.write(); p.drop() },
			func(p *passer) { p.send(1); p.send(2); p.read() }}},
		{"… but not of the receive before its last send but one", 2, true, []func(*passer){
			func(p *passer) { p.drop(); p.write(); p.drop() },
			func(p *passer) { p.send(1); p.send(2); p.send(3); p.read() }}},
		{"a default, as the buffer is full", 1, true, []func(*passer){
			func(p *passer) { p.write(); p.send(1) },
			func(p *passer) {
				r := p.tries(p.sending(2))
				p.when(r, -1, p.read)
				p.when(r, 0, p.drop)
			}}},
		{"a default, as the buffer is empty again", 1, true, []func(*passer){
			func(p *passer) { p.send(1); p.set(1) },
			func(p *passer) { p.write(); p.drop() },
			func(p *passer) {
				p.f.If(p.get(), func() {
					r := p.tries(p.receiving())
					p.when(r, -1, p.read)
					p.when(r, 0, func() { p.send(1) })
				})
			}}},
		{"a default that no buffer makes", 0, true, []func(*passer){
			func(p *passer) { p.write(); p.send(1) },
			func(p *passer) { p.when(p.tries(p.receiving()), -1, p.read); p.drop() }}},
		{"a value taken by a Select with default", 0, false, []func(*passer){
			func(p *passer) { p.write(); p.tries(p.sending(1)) },
			func(p *passer) { p.gets(1) },
			func(p *passer) { p.close() }}},
		{"a length", 1, true, []func(*passer){
			func(p *passer) { p.write(); p.send(1) },
			func(p *passer) { p.when(p.f.ChanLen(p.ch), 1, p.read) }}},
		{"a length that orders nothing after a receive", 2, true, []func(*passer){
			func(p *passer) { p.send(1); p.write(); p.send(2) },
			func(p *passer) { p.drop(); p.when(p.f.ChanLen(p.ch), 1, p.read) }}},
		{"closed and drained", 1, false, []func(*passer){
			func(p *passer) { p.write(); p.close() },
			func(p *passer) { p.gets(0) },
			func(p *passer) { p.gets(0) }}},
		{"drained by another", 1, true, []func(*passer){
			func(p *passer) { p.send(1); p.close() },
			func(p *passer) { p.write(); p.drop() },
			func(p *passer) { p.gets(0) }}},
		{"the writer's second element, after the first", 2, false, []func(*passer){
			func(p *passer) { p.send(1); p.write(); p.send(2) },
			func(p *passer) { p.drop(); p.gets(2) }}},
		{"the first element says nothing of the second", 2, true, []func(*passer){
			func(p *passer) { p.send(1); p.write(); p.send(2) },
			func(p *passer) { p.gets(1) }}},
		{"a mutex", 1, false, []func(*passer){
			func(p *passer) { p.send(1); p.write(); p.drop() },
			func(p *passer) { p.send(1); p.write(); p.drop() },
			func(p *passer) { p.send(1); p.read(); p.drop() }}},
		{"a mutex tried", 1, true, []func(*passer){
			func(p *passer) { p.send(1); p.write(); p.drop() },
			func(p *passer) {
				r := p.tries(p.sending(1))
				p.when(r, -1, p.read)
				p.when(r, 0, p.drop)
			}}},
		{"a token", 1, false, []func(*passer){
			func(p *passer) { p.send(1); p.drop(); p.write(); p.send(1) },
			func(p *passer) { p.drop(); p.write(); p.send(1) }}},
		{"a receive before the send that waits for it completes", 0, false, []func(*passer){
			func(p *passer) { p.write(); p.drop() },
			func(p *passer) { p.send(1); p.read() }}},
		{"… but not in a buffer", 1, true, []func(*passer){
			func(p *passer) { p.write(); p.drop() },
			func(p *passer) { p.send(1); p.read() }}},
		{"the first receive before the third send completes", 2, false, []func(*passer){
			func(p *passer) { p.write(); p.drop(); p.drop(); p.drop() },
			func(p *passer) { p.send(1); p.send(2); p.send(3); p.read() }}},
		{"a close of a buffer with room", 1, false, []func(*passer){
			func(p *passer) { p.write(); p.close() },
			func(p *passer) { p.drop(); p.read() }}},
	} {
		for i := range 8 {
			heap, tracked, words := i&1 != 0, i&2 != 0, 1-i>>2
			prog := passing(c.capacity, words, heap, tracked, c.threads)
			require.NoError(t, prog.Validate())
			o, err := reference.Explore(prog, reference.Config{Races: true}, 50_000)
			require.NoError(t, err)
			_, race := o.Violations[PropertyRace]
			if words > 0 {
				require.Equal(t, c.race, race, "%s: brute force: %v", c.name, o.Violations)
			}
			for _, opts := range variants("go") {
				r, err := Check(context.Background(), prog, opts)
				require.NoError(t, err)
				assert.Equal(t, race, r.Property == PropertyRace, "%s, words %d, heap %v, tracked %v, %+v: %s", c.name, words, heap, tracked, opts, r.Message)
			}
		}
	}
}

// passing gives a program of these threads, whose channel is made in the initial block, or on
// the heap. If tracked, the races of all cells are found by what threads know.
func passing(capacity int64, words int, heap, tracked bool, threads []func(*passer)) *program.Program {
	b := build.New()
	x, y := b.Global("x", 1), b.Global("y", 1)
	main := b.Func("main")
	if heap {
		main.Choose(main.Const(2)) // the initial block ends here
	}
	ch := main.Chan("ch", build.Word, main.Const(capacity))
	for _, body := range threads {
		p := &passer{f: b.Func("f", true), words: words, x: x, y: y}
		if tracked {
			p.f.RelaxedSection(func() { p.f.Load(y, program.Plain) })
		}
		body(p)
		p.f.Return()
		main.Go(p.f, ch)
	}
	main.Join()
	main.Return()
	return b.Program(main)
}

// TestTokens: a channel as a mutex, whose receivers are many. If its elements have words cells
// are tracked, for it could matter who received which; if they have none it cannot. A
// default of a receive, or a close, would make it matter again.
func TestTokens(t *testing.T) {
	locked := func(words int, unlock func(f *build.Func)) *program.Program {
		b := build.New()
		x := b.Global("x", 1)
		f := b.Func("f", true)
		f.Send(0, []build.Reg{f.Const(1)}[:words]...)
		f.Store(x, f.Op(program.Add, f.Load(x, program.Plain), f.Const(1)), program.Plain)
		unlock(f)
		f.Return()
		main := b.Func("main")
		ch := main.Chan("ch", build.Word, main.Const(1))
		main.Go(f, ch)
		main.Go(f, ch)
		main.Join()
		main.Assert(main.Op(program.Eq, main.Load(x, program.Plain), main.Const(2)), "no update is lost")
		main.Return()
		return b.Program(main)
	}
	receive := func(words int) func(f *build.Func) {
		return func(f *build.Func) { f.Select(false, build.ReceiveFrom(0, words)) }
	}
	for _, c := range []struct {
		name    string
		program *program.Program
		tracked bool
	}{
		{"a token", locked(0, receive(0)), false},
		{"a word", locked(1, receive(1)), true},
		{"a token taken if it is there", locked(0, func(f *build.Func) {
			f.Select(true, build.ReceiveFrom(0, 0))
			f.Select(true, build.ReceiveFrom(0, 0))
		}), true},
	} {
		s, property := searchAll(t, c.program, machine.Config{Memory: machine.Memories()[0]})
		assert.Empty(t, property, c.name)
		assert.Equal(t, c.tracked, len(s.sys.(*machine.Machine).Tracked()) > 0, c.name)
		want, err := reference.Explore(c.program, reference.Config{Races: true}, 50_000)
		require.NoError(t, err)
		require.True(t, want.Verified(), "%s: %+v", c.name, want)
	}
}
