"""Two entries made one, and everything that changes by it."""

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from network.care import merging
from network.models import Correction, DuplicatePair, Funding, Goal, Membership, Organisation


def merged(source, target, *taken):
    """Merge and return the record."""
    return merging.merge(source, target, None, frozenset(taken))


def everything(source, target):
    """Return all that a merge may change, as plain data."""
    keys = [source.pk, target.pk]
    ignored = ("updated_at",)
    rows = [list(Organisation.objects.filter(pk__in=keys).order_by("pk").values())]
    for model in (Membership, Funding, Correction, DuplicatePair, Redirect, Goal):
        rows.append(list(model.objects.order_by("pk").values()))
    rows.append(
        list(
            Funding.recipients.through.objects.order_by("funding_id", "organisation_id").values_list(
                "funding_id", "organisation_id"
            )
        )
    )
    pages = Page.objects.filter(actorpage__organisation__in=keys).order_by("pk")
    rows.append(
        list(pages.values("pk", "title", "live", "has_unpublished_changes", "actorpage__organisation"))
    )
    for row in rows[0]:
        for name in ignored:
            row.pop(name)
    return rows
