"""Mails about a post that still wait when it is withdrawn, or when one of its authors needs protection."""

from collections.abc import Iterable

from network.models import Organisation
from portal.models import OutgoingMail
from publications.models import Partner, ToldInfopost
from publications.models.partners import KIT_KEYS


def hold_back_from(partners_of: Organisation, page_id: int) -> None:
    """Delete what waits about a post for partners of an organisation that does not want to be named with it."""
    keys = [
        f"{partner.key_prefix}post:{page_id}" for partner in Partner.objects.filter(organisation=partners_of)
    ]
    OutgoingMail.objects.filter(key__in=keys, sent_at=None, given_up_at=None).delete()


def hold_back(page_ids: Iterable[int]) -> int:
    """Delete what waits about some posts and return how many mails that were.

    What is public then is told anew by the next round; a mail that went out is never written twice.
    """
    gone = 0
    for pk in page_ids:
        about_it = OutgoingMail.objects.filter(key__startswith=KIT_KEYS, key__endswith=f":post:{pk}")
        if number := about_it.filter(sent_at=None, given_up_at=None).delete()[0]:
            ToldInfopost.objects.filter(page=pk).delete()
            gone += number
    return gone
