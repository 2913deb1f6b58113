"""The directory in other people's pages: a list, a map, an entry, its alliances; without script and cookie."""
