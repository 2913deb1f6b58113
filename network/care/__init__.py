"""Care of the register: duplicates, merging, edits of many entries, what is incomplete, what happened."""
