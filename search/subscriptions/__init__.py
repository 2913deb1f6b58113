"""Saved searches by mail: what is new or changed for a filter, for an address and nothing else about a person."""
