"""The editors' queue: everything that waits for a decision, shown by what it changes, decided with few clicks."""
