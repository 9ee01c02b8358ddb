package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"heddle/specs"
)

// listSpecifications prints the specifications that histories can be judged by.
func (a *app) listSpecifications(asJSON bool) error {
	e := json.NewEncoder(a.stdout)
	e.SetEscapeHTML(false)
	for _, s := range specs.Specifications() {
		name := strings.Join(append([]string{s.Name}, s.Parameters...), ":")
		var err error
		if asJSON {
			err = e.Encode(struct {
				Name       string   `json:"name"`
				Doc        string   `json:"doc"`
				Parameters []string `json:"parameters"`
				Operations []string `json:"operations"`
			}{s.Name, s.Doc, append([]string{}, s.Parameters...), s.Operations()})
		} else {
			_, err = fmt.Fprintf(a.stdout, "%s  %s\n  %s\n", name, s.Doc, strings.Join(s.Operations(), "\n  "))
		}
		if err != nil {
			return err
		}
	}
	return nil
}
