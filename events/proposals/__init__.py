"""Dates that anybody may propose: confirmed by e-mail, decided by editors, changed or withdrawn by the same link."""
