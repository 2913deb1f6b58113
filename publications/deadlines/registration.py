"""Deadlines: the list, the page, and the mails before the end."""

from django.utils.translation import gettext_lazy as _

from network.access.own_kinds import OwnKind, own_kinds
from network.setup import ground_page
from portal import registries
from portal.deadlines.kinds import kinds
from portal.models import HomePage
from publications.ending.pages import PagesThatEnd
from publications.lists.kinds import list_kinds
from publications.lists.listing import list_context
from publications.lists.sitemap import entries_of
from publications.models import DeadlinePage, DeadlinesPage
from publications.searchable import sources

from . import sections
from .list_kind import DEADLINES
from .page_context import deadline_context
from .searchable import searchables

NAME = "deadlines"
LEAD = "Geld, Aufrufe und Preise, um die Sie sich jetzt bewerben können. Was zuerst endet, steht zuerst."
OWN_KIND = OwnKind(DeadlinePage, _("New deadline"), order=30, ends=True)
ENDS = PagesThatEnd(DeadlinePage)
LIST = list_context(DEADLINES)
SITEMAP = entries_of(DEADLINES)


def register() -> None:
    """Fill the registries."""
    own_kinds.register(NAME, OWN_KIND)
    list_kinds.register(NAME, DEADLINES)
    kinds.register(NAME, ENDS)
    sources.register(NAME, searchables)
    registries.page_contexts.register("publications.deadlinespage", LIST)
    registries.page_contexts.register("publications.deadlinepage", deadline_context)
    registries.home_blocks.register(NAME, sections.on_home)
    registries.page_sections.register(NAME, sections.of_actor)
    registries.subject_sections.register(NAME, sections.of_subject)
    registries.sitemap_entries.register(NAME, SITEMAP)
    registries.setup_steps.register(NAME, set_up)


def set_up(home: HomePage) -> None:
    """Create the list's page where it is missing; safe to repeat."""
    ground_page(home, DeadlinesPage, "Fristen", "fristen", lead=LEAD)
