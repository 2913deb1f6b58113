"""The portal is tested alone: what the apps above it registered is put aside."""

import pytest

from portal import registries
from tests import builders

_OF_OTHERS = (
    "page_sections",
    "home_blocks",
    "change_consumers",
    "sitemap_entries",
    "jobs",
    "retention_rules",
    "health_checks",
    "work_queues",
)


@pytest.fixture(autouse=True)
def portal_alone(monkeypatch):
    """Keep only the portal's own entries in every registry."""
    for name in _OF_OTHERS:
        registry = getattr(registries, name)
        own = {key: entry for key, entry in registry.items() if _module(entry).startswith("portal.")}
        monkeypatch.setattr(registry, "_entries", own)


def _module(entry):
    """Return the name of the module that an entry's function comes from."""
    for name in ("run", "delete", "entries", "items"):
        entry = getattr(entry, name, entry)
    return getattr(entry, "__module__", "")


@pytest.fixture
def tree(db):
    """Return the pages every portal has, with nothing waiting in the journal."""
    pages = builders.site_tree()
    builders.drain()
    return pages
