"""What took the place of a withdrawn page: where the redirect from its address leads."""

from collections.abc import Iterable
from functools import partial

from wagtail.contrib.redirects.models import Redirect

from portal.addresses import page_path, site_of
from portal.content_cache import cached_many
from portal.page_refs import PageRef, refs_by_id
from portal.sites import language_of


def successors(withdrawn: Iterable[PageRef]) -> dict[int, PageRef]:
    """Return the published pages that took the place of these, by id; one query for all not yet asked about."""
    refs = {ref.pk: ref for ref in withdrawn}
    leads = cached_many("page-successors", list(refs), partial(_read, refs))
    found = refs_by_id(leads.values())
    return {pk: found[to] for pk, to in leads.items() if to in found and found[to].live}


def _read(refs: dict[int, PageRef], ids: list[int]) -> dict[int, int]:
    """Read where the addresses of pages lead; a redirect of their site goes before one of all sites."""
    own = {pk: page_path(refs[pk], language_of(refs[pk].locale_id)) for pk in ids}
    paths = {pk: Redirect.normalise_path(path) for pk, path in own.items() if path}
    rows = Redirect.objects.filter(old_path__in=set(paths.values()), redirect_page__isnull=False)
    leads = {
        (path, site): to for path, site, to in rows.values_list("old_path", "site_id", "redirect_page_id")
    }
    ways = {pk: leads.get((path, site_of(refs[pk]))) or leads.get((path, None)) for pk, path in paths.items()}
    return {pk: to for pk, to in ways.items() if to is not None}
