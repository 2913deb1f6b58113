"""Whoever is named as a further organiser: told by mail and at the desk, and free to leave without asking anybody."""
