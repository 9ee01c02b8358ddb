// Package resources shares what is costly or scarce: connections, buffers, configurations.
package resources
