package conform

func step(n int) int { rec(n); return n }

// try runs f and records whether it panicked.
func try(f func()) {
	defer func() { recBool(recover() != nil) }()
	f()
}

// CheckAssignments exercises the order of assignments whose operands panic.
func CheckAssignments(a, b int) {
	x, y := []int{1, 2, 3}, [3]int{1, 2, 3}
	i, j := int(uint(a)%5), int(uint(b)%5)
	var m map[int]int
	var p *point
	s := make([]point, 3)
	try(func() { x[0], x[i] = 10, 20 })
	try(func() { x[i] = step(4) })
	try(func() { y[j] = step(5) })
	try(func() { x[i], y[j] = y[j], x[i] })
	try(func() { s[i].x = int32(step(6)) })
	try(func() { s[step(i)].y = int32(step(j)) })
	try(func() { m[step(1)] = step(2) })
	try(func() { p.x = int32(step(7)) })
	try(func() { x[1], p.x, x[2] = 7, 8, 9 })
	try(func() { i, x[i] = 0, step(8) })
	try(func() { x[1], m[1] = step(9), 2 })
	try(func() { s[i], s[j] = point{1, 2}, point{3, 4} })
	try(func() { *func() *int { step(1); return nil }() = step(2) })
	try(func() { x[i] += step(3) })
	rec(i)
	for _, v := range x {
		rec(v)
	}
	for k, v := range y {
		rec(v)
		recPoint(s[k])
	}
}
