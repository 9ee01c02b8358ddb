// Package waiting waits with WaitGroup and Cond: for too much, too early, once too little.
package waiting
