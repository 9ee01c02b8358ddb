package checker

import "time"

// CPU is the CPU time that the process has used.
func CPU() time.Duration { return cpuTime() }
