"""What narrows a list wherever there is one: filters with labels, areas, a place with a radius, and their chips."""
