"""The desk of whoever acts for an organisation: one page that says how things stand and what can be done."""
