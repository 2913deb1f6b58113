"""What tests of deletion share with those of the search: an index of one's own on a real server."""

from tests.search.conftest import elastic_settings

__all__ = ["elastic_settings"]
