"""Who belongs together: regions, topics, organisations, alliances and their memberships."""
