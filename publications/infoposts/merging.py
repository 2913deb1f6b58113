"""What merging two entries of the register does to infoposts: further authors once each, partners once each."""

from django.db import models
from django.utils.translation import gettext as _

from network.care.relations import Work, rules, say_removed, say_rows
from network.keeping import organisations_of
from publications.models import InfopostAuthor, Partner


def register() -> None:
    """Add the rules to those of the register."""
    rules.register("publications.InfopostAuthor.organisation", merge_authors)
    rules.register("publications.Partner.organisation", merge_partners)


def merge_authors(work: Work, found: models.ForeignKey) -> None:
    """Let rows refer to the target, once per post, and not where it is the first author itself."""
    of_target = set(InfopostAuthor.objects.filter(organisation=work.target).values_list("page_id", flat=True))
    rows = list(InfopostAuthor.objects.filter(organisation=work.source).select_related("page"))
    owners = organisations_of(row.page_id for row in rows)
    moved = []
    for row in rows:
        owner = owners.get(row.page_id)
        if row.page_id in of_target or (owner and owner.pk in {work.source.pk, work.target.pk}):
            say_removed(work, row.page, _("it is named once then instead of twice."))
            work.ledger.remove(row)
        else:
            work.ledger.change(row, organisation=work.target)
            moved.append(row)
    say_rows(work, found, moved)


def merge_partners(work: Work, found: models.ForeignKey) -> None:
    """Let partners follow the target, each address once."""
    there = set(Partner.objects.filter(organisation=work.target).values_list("email", flat=True))
    for row in Partner.objects.filter(organisation=work.source):
        if row.email in there:
            work.ledger.remove(row)
        else:
            work.ledger.change(row, organisation=work.target)
