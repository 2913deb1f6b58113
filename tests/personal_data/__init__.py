"""What is kept of people, over all apps: the record, reports, forgetting, and deletion on time."""
