"""The job that sends new infoposts to partners: each post once, each partner once, after time for second thoughts."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from portal.sites import base_url
from publications.infoposts.co_authors.telling import tell_authors, tell_later_ones
from publications.infoposts.kit.addresses import kit_of, kit_path
from publications.models import InfopostPage, Partner, ToldInfopost
from publications.records.infoposts import InfopostRecord, public_records

from .joining import forget_unreachable
from .mails import tell

SECOND_THOUGHTS = timedelta(minutes=15)
# So long whoever is named may object before the own partners read it.
OBJECTION = timedelta(hours=24)
# What is older when a round comes was brought in, not published.
NEWS = timedelta(days=3)
POSTS_A_ROUND = 20


def send_kits(now: datetime) -> str:
    """Tell partners what was published since the last round; return what was done."""
    forget_unreachable()
    posts, mails = 0, 0
    for page in _untold(now):
        if sent := _tell(page, now):
            posts, mails = posts + 1, mails + sent
    tell_later_ones(now - NEWS, now - SECOND_THOUGHTS, now)
    return f"{posts} infoposts, {mails} mails"


def _untold(now: datetime) -> list[InfopostPage]:
    """Return what is public and was not told, the earliest first."""
    pages = InfopostPage.objects.listed().filter(alias_of=None, told=None)
    pages = pages.filter(first_published_at__gt=now - NEWS, first_published_at__lte=now - SECOND_THOUGHTS)
    return list(pages.select_related("locale").order_by("first_published_at", "pk")[:POSTS_A_ROUND])


@transaction.atomic
def _tell(page: InfopostPage, now: datetime) -> int:
    """Queue the mails about a post and note that; return how many there were, none if another process was first."""
    told, is_new = ToldInfopost.objects.get_or_create(page=page, defaults={"at": now})
    if not is_new:
        return 0
    record = next(public_records([page], with_text=True))
    kit, kit_url = kit_of(record), base_url() + kit_path(page.pk)
    tell_authors(told, record, kit.url, now)
    own = record.authors[0].id if record.authors else None
    partners = _partners(record, own)
    for partner in partners:
        is_at_once = partner.organisation_id in {None, own}
        tell(partner, kit, kit_url, now, now if is_at_once else now + OBJECTION)
    return len(partners)


def _partners(record: InfopostRecord, own: int | None) -> list[Partner]:
    """Return who wants it, each address once: whoever gets everything, and whoever follows one of its authors.

    Of one address the wish that is met at once: that for everything, or for the first author.
    """
    wanted = Q(organisation=None) | Q(organisation__in=[author.id for author in record.authors])
    # Locked, so that whoever leaves meanwhile is waited for and gets nothing afterwards.
    found = Partner.objects.select_for_update(of=["self"]).filter(wanted, confirmed_at__isnull=False)
    by_hand = sorted(
        found.order_by("email", "created_at"), key=lambda one: one.organisation_id in {None, own}
    )
    return sorted({partner.email: partner for partner in by_hand}.values(), key=lambda one: one.email)
