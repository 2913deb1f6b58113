"""What merging two entries of the register does to infoposts: further authors once each, partners once each."""

from django.db import models
from django.utils.translation import gettext as _

from network.care.relations import Work, followers, rules, say_removed, say_rows
from network.keeping import organisations_of
from network.models import Merge
from network.named.merging import unwanted
from publications.models import InfopostAuthor, Partner, ToldInfopost

from .co_authors.kind import POSTS


def register() -> None:
    """Add the rules to those of the register."""
    rules.register("publications.InfopostAuthor.organisation", merge_authors)
    rules.register("publications.Partner.organisation", merge_partners)
    followers.register("infoposts", follow)


def merge_authors(work: Work, found: models.ForeignKey) -> None:
    """Let rows refer to the target, once per post, but where it is the first author itself, or one of both left."""
    for row in unwanted(POSTS, [work.source, work.target]).select_related("page"):
        say_removed(work, row.page, _("one of the two does not want to be named there."))
        work.ledger.remove(row)
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


def follow(done: Merge) -> None:
    """Tell nobody of the new name on posts that named the one or the other before."""
    steps = [step for step in done.steps["rows"] if step["model"] == InfopostAuthor._meta.label]
    pages = {step["before"]["page_id"] for step in steps if "page_id" in step.get("before", {})}
    moved = InfopostAuthor.objects.filter(pk__in=[step["pk"] for step in steps])
    pages |= set(moved.values_list("page_id", flat=True))
    for told in ToldInfopost.objects.filter(page__in=pages):
        authors = InfopostAuthor.objects.filter(page=told.page_id).order_by("organisation")
        told.named = list(authors.values_list("organisation", flat=True))
        told.save(update_fields=["named"])
