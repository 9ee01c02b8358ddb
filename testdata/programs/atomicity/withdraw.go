package atomicity

import (
	"errors"
	"fmt"
	"sync"
)

// Withdrawals from an account that must not be overdrawn.
// Non-blocking, traditional: checked in one critical section, done in another.

var errFunds = errors.New("insufficient funds")

type account struct {
	mu      sync.Mutex
	balance int
}

func (a *account) Balance() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.balance
}

func (a *account) add(amount int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.balance += amount
	if a.balance < 0 {
		panic("overdrawn") // want violated panic in CheckWithdrawInTwoSteps
	}
}

func (a *account) withdrawInTwoSteps(amount int) error {
	if a.Balance() < amount {
		return errFunds
	}
	a.add(-amount)
	return nil
}

func (a *account) withdraw(amount int) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.balance < amount {
		return errFunds
	}
	a.balance -= amount
	return nil
}

func withdrawTwice(withdraw func(a *account, amount int) error) {
	a := &account{balance: 100}
	errs := make([]error, 2)
	var wg sync.WaitGroup
	for i := range errs {
		wg.Go(func() { errs[i] = withdraw(a, 70) })
	}
	wg.Wait()
	fmt.Println(a.Balance(), errors.Join(errs...))
}

func CheckWithdrawInTwoSteps() { withdrawTwice((*account).withdrawInTwoSteps) }

func CheckWithdrawInOne() { withdrawTwice((*account).withdraw) } // want verified
