"""Which of what organisations publish is shown in lists, and so in the search, feeds and the sitemap."""

from typing import Self

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Length, Substr
from wagtail.models import Page
from wagtail.query import PageQuerySet

from network.access.own_kinds import own_models
from network.models import ActorPage
from network.models.organisations import LISTED


class OwnPages(PageQuerySet):
    """Pages below those of organisations, or below a list page."""

    def listed(self) -> Self:
        """Return what everybody finds: published, for everybody, below a published page of a listed organisation."""
        return self.live().public().filter(_is_below_listed())


def unlisted() -> QuerySet[Page]:
    """Return the ids of what is published and stands in no list: its page is found by its address alone."""
    kinds = ContentType.objects.get_for_models(*own_models()).values()
    own = Page.objects.filter(content_type__in=[kind.pk for kind in kinds], live=True)
    return own.exclude(_is_below_listed()).order_by().values("pk")


def _is_below_listed() -> Q:
    """Return the condition that the page above is public, and its organisation, where it has one, is listed."""
    above = Substr(OuterRef("path"), 1, Length(OuterRef("path")) - Page.steplen)
    public = Page.objects.filter(path=above, live=True).order_by()
    hidden = ActorPage.objects.exclude(organisation__status__in=LISTED).filter(path=above).order_by()
    return Q(Exists(public)) & ~Q(Exists(hidden))
