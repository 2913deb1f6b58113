"""The end of what organisations publish: who is asked in time, by mail and on the desk, and what a link changes."""
