"""One order of locks: what names others is locked before its versions, by whoever works on it and whoever leaves it.

Wagtail touches a version first when it overwrites or publishes one; whoever leaves has to find the row first. At the
same instant, each would wait for the other.
"""

from typing import Any

from django.db import transaction
from wagtail.models import Revision


class LockedFirst:
    """Locks its row before a version is written or published; stands before Wagtail's mixins."""

    def lock_row(self) -> None:
        """Lock the row, not its key, until the end of the transaction."""
        rows = type(self)._base_manager.select_for_update(no_key=True).filter(pk=self.pk)
        list(rows.values_list("pk"))

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """Write a version, and return it."""
        with transaction.atomic():
            self.lock_row()
            return super().save_revision(*args, **kwargs)

    def publish(self, *args: Any, **kwargs: Any) -> None:
        """Publish a version."""
        with transaction.atomic():
            self.lock_row()
            super().publish(*args, **kwargs)
