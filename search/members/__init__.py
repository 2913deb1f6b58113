"""Members find each other: the directory's own search, with what its reader may see as a member."""
