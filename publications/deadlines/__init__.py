"""Deadlines: money that can be applied for, calls, prizes."""
