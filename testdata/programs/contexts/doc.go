// Package contexts forgets to cancel, cancels twice, or takes cancelled for ended.
package contexts
