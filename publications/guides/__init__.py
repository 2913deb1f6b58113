"""Guides: chapters of sections that stand in several guides and are written, checked and outdated once."""
