"""A page as those see it who submit it and those who check it, each part worked out once."""

from dataclasses import replace
from functools import cached_property

from wagtail.models import Page

from .checklist import Finding, check
from .comparing import Comparison, compare
from .pictures import Pair, with_pictures
from .telling import version_of
from .unseen import unseen
from .versions import NOTHING, Version


class Look:
    """The draft of a page beside what is public, facts with an audience included."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @cached_property
    def draft(self) -> Page:
        """Return the page in its newest state."""
        return self.page.get_latest_revision_as_object()

    @cached_property
    def version(self) -> Version:
        """Return what the draft says."""
        return version_of(self.draft)

    @cached_property
    def comparison(self) -> Comparison:
        """Return what differs from what is public."""
        if not self.page.live:
            return compare(NOTHING, self.version)
        found = compare(version_of(self.page), self.version)
        return replace(found, unseen=unseen(self.page, self.draft, found.keys))

    @cached_property
    def pictures(self) -> list[Pair]:
        """Return the pictures that differ, side by side."""
        return with_pictures(self.comparison.pictures)

    @cached_property
    def findings(self) -> list[Finding]:
        """Return what speaks against publishing the draft."""
        return check(self.draft, self.version)
