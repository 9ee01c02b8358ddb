// Package time is what needs no clock: Duration.
package time

// Duration is a time in nanoseconds.
type Duration int64

// The units.
const (
	Nanosecond  Duration = 1
	Microsecond          = 1000 * Nanosecond
	Millisecond          = 1000 * Microsecond
	Second               = 1000 * Millisecond
	Minute               = 60 * Second
	Hour                 = 60 * Minute
)

const (
	minDuration Duration = -1 << 63
	maxDuration Duration = 1<<63 - 1
)

func (d Duration) Nanoseconds() int64  { return int64(d) }
func (d Duration) Microseconds() int64 { return int64(d / Microsecond) }
func (d Duration) Milliseconds() int64 { return int64(d / Millisecond) }
func (d Duration) Seconds() float64    { return d.in(Second) }
func (d Duration) Minutes() float64    { return d.in(Minute) }
func (d Duration) Hours() float64      { return d.in(Hour) }

// in adds the whole units and the rest, which is exact where d as a float64 is not.
func (d Duration) in(unit Duration) float64 {
	return float64(d/unit) + float64(d%unit)/float64(unit)
}

// Truncate rounds toward zero to a multiple of m; m ≤ 0 leaves d as it is.
func (d Duration) Truncate(m Duration) Duration {
	if m <= 0 {
		return d
	}
	return d - d%m
}

// Round rounds to the nearest multiple of m, halfway values away from zero; a
// result out of range is the nearest Duration. m ≤ 0 leaves d as it is.
func (d Duration) Round(m Duration) Duration {
	if m <= 0 {
		return d
	}
	rest := d % m
	down := d - rest
	if rest < 0 {
		if uint64(-rest)*2 < uint64(m) {
			return down
		}
		if down < minDuration+m {
			return minDuration
		}
		return down - m
	}
	if uint64(rest)*2 < uint64(m) {
		return down
	}
	if down > maxDuration-m {
		return maxDuration
	}
	return down + m
}

// Abs is the absolute value; that of the least Duration is the greatest.
func (d Duration) Abs() Duration {
	switch {
	case d >= 0:
		return d
	case d == minDuration:
		return maxDuration
	}
	return -d
}

// String is refused where a check reaches it: strings are not built at run time.
func (d Duration) String() string
