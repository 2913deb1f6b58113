"""The toy in the admin."""

from django.db.models import QuerySet

from portal.models import User
from portal.scoped_viewset import ScopedViewSet
from tests.toy.models import Toy

MINE = {"view", "change", "choose", "delete", "lock", "unlock", "copy"}


class ToyViewSet(ScopedViewSet):
    """Whoever keeps a toy does everything with it, but publishes only what is lent."""

    model = Toy
    icon = "tag"
    search_fields = ("name",)
    copy_view_enabled = True
    inspect_view_enabled = True
    menu_item_is_registered = True

    @staticmethod
    def row_rule(user: User, action: str, rows: QuerySet) -> QuerySet:
        """Return the user's own toys."""
        if action == "publish":
            return rows.filter(keeper=user, lent=True)
        return rows.filter(keeper=user) if action in MINE else rows.none()


viewset = ToyViewSet()
