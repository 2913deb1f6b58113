"""Fixtures for tests of what is published."""

from tests.publications.paper_press import paper_press

__all__ = ["paper_press"]
