"""How records look: labels in the reader's language, addresses of pages, groups and order; no facts of its own."""
