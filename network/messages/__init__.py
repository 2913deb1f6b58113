"""Circulars: to members who want to hear about a topic or region, and from the office to its members."""
