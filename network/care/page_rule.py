"""Pages of a merged entry: the only one moves; a second one leads on to the first, which gets what lay below."""

from collections.abc import Iterator

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, Site

from network.models import ActorPage
from portal.addresses import page_path
from portal.sites import language_of

from .relations import Work, repoint, rules


def merge_pages(work: Work, found: models.ForeignKey) -> None:
    """Move the source's pages to a target without one, else withdraw them and lead on from their addresses."""
    remaining = {page.locale_id: page for page in work.target.pages.all()}
    if not remaining:
        repoint(work, found)
        return
    main = remaining.get(Locale.get_default().pk) or next(iter(remaining.values()))
    for page in work.source.pages.specific().order_by("pk"):
        successor = remaining.get(page.locale_id, main)
        addresses = tuple(_addresses(page))
        was_live = page.live
        with work.ledger.watching(page):
            if was_live:
                page.unpublish(user=work.user, log_action=True)
        _take_along(work, page, successor)
        _lead_on(work, page, successor, addresses)
        if was_live:
            words = {"title": page.title, "to": page_path(successor)}
            work.say(_("The page “%(title)s” is withdrawn; its addresses lead to %(to)s.") % words, addresses)
        else:
            work.say(
                _("The draft of a page “%(title)s” stays with the merged entry.") % {"title": page.title}
            )


def _take_along(work: Work, page: ActorPage, successor: ActorPage) -> None:
    """Let what was published below a page stand below its successor: it goes on being said, in the one name."""
    titles = []
    for below in page.get_children().order_by("path"):
        addresses = tuple(_addresses(below))
        work.ledger.move(Page.objects.get(pk=below.pk), successor, work.user)
        if below.live:
            _lead_on(work, below, below, addresses)
        titles.append(below.title)
    if titles:
        words = {"to": page_path(successor)}
        work.say(_("These pages stand below %(to)s then; their addresses lead there:") % words, tuple(titles))


def _addresses(page: Page) -> Iterator[str]:
    """Yield every address under which people know a page: one in the default language is shown in all of them."""
    own = language_of(page.locale_id)
    codes = [code for code, _name in settings.LANGUAGES] if own == settings.LANGUAGE_CODE else [own]
    yield from filter(None, dict.fromkeys(page_path(page, code) for code in codes))


def _lead_on(work: Work, page: Page, successor: Page, addresses: tuple[str, ...]) -> None:
    """Let the addresses of a page, and those that already led to it, lead to its successor."""
    for old in Redirect.objects.filter(redirect_page_id=page.pk):
        work.ledger.change(old, redirect_page_id=successor.pk)
    site = Site.objects.filter(pk=_site_of(page)).first()
    for address in addresses:
        path = Redirect.normalise_path(address)
        there = Redirect.objects.filter(old_path=path, site=site).first()
        if there is None:
            work.ledger.add(Redirect(old_path=path, site=site, redirect_page_id=successor.pk))
        elif there.redirect_page_id != successor.pk:
            work.ledger.change(there, redirect_page_id=successor.pk, redirect_link="")


def _site_of(page: Page) -> int | None:
    """Return the site a page belongs to, None for one below no site."""
    parts = page.get_url_parts()
    return parts[0] if parts else None


rules.register("network.ActorPage.organisation", merge_pages)
