package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"heddle/checker/causality"
)

// ShiViz writes a run as a log for ShiViz (I. Beschastnikh, P. Wang, Y. Brun and M. D. Ernst: Debugging distributed
// systems, CACM 59(8), 2016), two lines an event, which its default regular expression reads:
//
//	(?<event>.*)\n(?<host>\S*) (?<clock>{.*})
//
// A clock says of each host how many of its events have happened; the host's own count goes up by one from event to event.
func ShiViz(w io.Writer, r *causality.Run, beside Beside) error {
	var b strings.Builder
	captions, hosts, clocks := captions(r, beside), shivizHosts(r), r.Clocks(1).Vector
	for _, i := range r.Shown() {
		var clock []string
		for p, n := range clocks[i] {
			if n > 0 {
				clock = append(clock, fmt.Sprintf("%q:%d", hosts[p], n))
			}
		}
		fmt.Fprintf(&b, "%s\n%s {%s}\n", captions[i], hosts[r.Events[i].Process], strings.Join(clock, ", "))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// shivizHosts gives processes names without spaces or quotes, no two the same.
func shivizHosts(r *causality.Run) []string {
	var hosts []string
	seen := map[string]bool{}
	for i, p := range r.Processes {
		host := strings.Map(func(c rune) rune {
			if strings.ContainsRune(" \"\\{}", c) {
				return '_'
			}
			return c
		}, clean(p.Name))
		if host == "" || seen[host] {
			host += "#" + strconv.Itoa(i)
		}
		seen[host] = true
		hosts = append(hosts, host)
	}
	return hosts
}
