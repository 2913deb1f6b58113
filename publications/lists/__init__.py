"""The one list of everything published: light rows in memory, filtered, counted and paged; feeds of the same."""
