"""Pages that gather entries by what they have in common: a topic, a place, the first letter; and on paper."""
