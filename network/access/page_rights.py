"""What an organisation may do with its own page and with what it publishes below: nothing that belongs to the office.

Wagtail lets whoever may change a page delete, move and copy it. Here only those may whose right comes from above:
the office and the editors, by their rule at the home page. What an organisation publishes below its page it also
withdraws and deletes.
"""

from wagtail.models import Page, PagePermissionTester

from portal.models import User
from portal.wagtail_policies import page_policy

# Where a page stands, when it shows itself, and what machines are told of it.
OFFICE_FIELDS_BELOW = (
    "slug",
    "seo_title",
    "search_description",
    "social_image",
    "show_in_menus",
    "go_live_at",
    "expire_at",
)
# Names and address of an organisation's page are how others find and recognise it in the tree.
OFFICE_FIELDS = ("organisation", "title", *OFFICE_FIELDS_BELOW)


class KeptPage:
    """A page that an organisation keeps: its own one, or one below it; stands before Wagtail's page.

    `office_fields` are the office's to write; `steps_below` is how far the organisation's own page lies above.
    """

    office_fields: tuple[str, ...] = OFFICE_FIELDS
    steps_below = 0


def keeps_from_above(user: User, page: Page) -> bool:
    """Return whether somebody may change everything around a page of an organisation, not only what that one keeps.

    A right on the organisation's own page is not from above, neither there nor below. No query of its own.
    """
    if not user.is_active:
        return False
    if user.is_superuser:
        return True
    own = page.path[: len(page.path) - getattr(page, "steps_below", 0) * Page.steplen]
    rules = page_policy().get_cached_permissions_for_user(user)
    return any(
        rule.permission.codename == "change_page" and rule.page.path != own and own.startswith(rule.page.path)
        for rule in rules
    )


def keeps(user: User, page: Page) -> bool:
    """Return whether somebody keeps a page or one above it; no query of its own."""
    if user.is_superuser:
        return True
    rules = page_policy().get_cached_permissions_for_user(user)
    return any(page.path.startswith(rule.page.path) for rule in rules)


def is_free(user: User | None, page: Page) -> bool:
    """Return whether somebody writes the office's part of a page: whoever keeps what is above, and plain code."""
    return user is None or keeps_from_above(user, page)


class KeptPageTester(PagePermissionTester):
    """The rights on a page that an organisation keeps; who sees it and what stands around it is the office's."""

    def is_of_the_office(self) -> bool:
        """Return whether the person's right reaches beyond what the organisation keeps."""
        return keeps_from_above(self.user, self.page)

    def can_set_view_restrictions(self) -> bool:
        """Return whether the page may be closed to the public; the form names every group."""
        return self.is_of_the_office() and super().can_set_view_restrictions()

    def can_reorder_children(self) -> bool:
        """Return whether the order of the pages below may be changed."""
        return self.is_of_the_office() and super().can_reorder_children()


class OwnPageTester(KeptPageTester):
    """The rights on the page of an organisation; those here are refused to whoever keeps only this one."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Return whether the page may be deleted, and so moved."""
        return self.is_of_the_office() and super().can_delete(ignore_bulk)

    def can_unpublish(self) -> bool:
        """Return whether the page may leave the public; an organisation in danger has the emergency switch."""
        return self.is_of_the_office() and super().can_unpublish()

    def can_copy(self) -> bool:
        """Return that there is no second one like it: an organisation has one page, and Wagtail fails on a copy."""
        return False


class PageBelowTester(KeptPageTester):
    """The rights on what an organisation publishes below its page.

    Whoever writes it takes it out of the public and deletes it, trusted or not: that makes nothing public. Where it
    stands is the office's. While it waits to be checked, it is taken back first.
    """

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Return whether the page may be deleted."""
        if self.is_of_the_office():
            return super().can_delete(ignore_bulk)
        return self._writes()

    def can_unpublish(self) -> bool:
        """Return whether the page may leave the public."""
        if self.is_of_the_office():
            return super().can_unpublish()
        return self.page.live and self._writes()

    def can_move(self) -> bool:
        """Return whether the page may lie below another one."""
        return self.is_of_the_office() and super().can_move()

    def can_copy(self) -> bool:
        """Return whether there may be a second one like it."""
        return self.is_of_the_office() and super().can_copy()

    def _writes(self) -> bool:
        """Return whether the person may change the page now."""
        return self.user.is_active and "change" in self.permissions and not self.page_locked()
