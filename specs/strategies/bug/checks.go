package bug

// Checks gives them all, by their names without Check.
func Checks() map[string]func() {
	return map[string]func(){
		"LostUpdate":           CheckLostUpdate,
		"UnsafePublication":    CheckUnsafePublication,
		"StartedTooEarly":      CheckStartedTooEarly,
		"LockOrder":            CheckLockOrder,
		"TornSnapshot":         CheckTornSnapshot,
		"TicketSplit":          CheckTicketSplit,
		"PetersonUnfenced":     CheckPetersonUnfenced,
		"MCSPlainRelease":      CheckMCSPlainRelease,
		"CountingBarrier":      CheckCountingBarrier,
		"ReusedNodes":          CheckReusedNodes,
		"TailFirst":            CheckTailFirst,
		"StaleAcknowledgement": CheckStaleAcknowledgement,
	}
}
