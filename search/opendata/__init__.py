"""The directory as data: what a filter selects, in files that other programs read."""
