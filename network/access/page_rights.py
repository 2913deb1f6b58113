"""What an organisation may do with its own page: write it, and nothing that belongs to the office.

Wagtail lets whoever may change a page delete, move and copy it. Here only those may whose right comes from above:
the office and the editors, by their rule at the home page.
"""

from wagtail.models import Page, PagePermissionTester

from portal.models import User
from portal.wagtail_policies import page_policy

# Names and address of a page are how others find and recognise it in the tree.
OFFICE_FIELDS = (
    "organisation",
    "title",
    "slug",
    "seo_title",
    "search_description",
    "social_image",
    "show_in_menus",
    "go_live_at",
    "expire_at",
)


def keeps_from_above(user: User, page: Page) -> bool:
    """Return whether somebody may change everything around a page, not only the page itself; no query of its own."""
    if not user.is_active:
        return False
    if user.is_superuser:
        return True
    rules = page_policy().get_cached_permissions_for_user(user)
    return any(
        rule.permission.codename == "change_page"
        and rule.page.path != page.path
        and page.path.startswith(rule.page.path)
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


class OwnPageTester(PagePermissionTester):
    """The rights on the page of an organisation; those below are refused to whoever keeps only this one."""

    def is_of_the_office(self) -> bool:
        """Return whether the person's right reaches beyond this page."""
        return keeps_from_above(self.user, self.page)

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Return whether the page may be deleted, and so moved."""
        return self.is_of_the_office() and super().can_delete(ignore_bulk)

    def can_unpublish(self) -> bool:
        """Return whether the page may leave the public; an organisation in danger has the emergency switch."""
        return self.is_of_the_office() and super().can_unpublish()

    def can_copy(self) -> bool:
        """Return that there is no second one like it: an organisation has one page, and Wagtail fails on a copy."""
        return False

    def can_set_view_restrictions(self) -> bool:
        """Return whether the page may be closed to the public; the form names every group."""
        return self.is_of_the_office() and super().can_set_view_restrictions()

    def can_reorder_children(self) -> bool:
        """Return whether the order of the pages below may be changed."""
        return self.is_of_the_office() and super().can_reorder_children()
