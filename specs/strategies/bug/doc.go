// Package bug has twelve concurrent programs, each with a bug that shows in some schedules only: what ways to look for bugs are
// compared on. The same functions are checked, and run natively by the tests of package strategies.
//
// The bugs are of the kinds of S. Lu, S. Park, E. Seo, Y. Zhou, Learning from mistakes: a comprehensive study on real world
// concurrency bug characteristics, ASPLOS 2008 (atomicity and order violations, deadlocks), those of algorithms in the
// library, one of weak memory, and one of messages.
package bug
