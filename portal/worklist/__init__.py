"""The office's Monday: one list of everything that waits, over all queues, and how it is cleared."""
