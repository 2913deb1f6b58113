"""The pages of those who invite, for data that leaves the portal: absolute, none of restricted ones."""

from collections.abc import Callable, Iterable

from django.conf import settings

from events.records import OrganiserFact
from portal.addresses import page_url
from portal.page_refs import refs_by_id
from portal.restrictions import is_restricted


def organiser_pages(facts: Iterable[OrganiserFact]) -> Callable[[OrganiserFact], str]:
    """Return a function that gives the absolute address of an organiser's page, "" where there is none."""
    refs = refs_by_id(fact.page_id for fact in facts if fact.page_id)
    known = {
        pk: page_url(ref, settings.LANGUAGE_CODE)
        for pk, ref in refs.items()
        if ref.live and not is_restricted(ref.path)
    }
    return lambda fact: known.get(fact.page_id, "")
