"""Blocks of pages: named stream blocks per purpose."""
