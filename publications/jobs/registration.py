"""Job postings: the list, the page, the desk and the mails before the end."""

from django.utils.translation import gettext_lazy as _

from network.access.own_kinds import OwnKind, own_kinds
from network.setup import ground_page
from portal import registries
from portal.deadlines.kinds import kinds
from portal.models import HomePage
from portal.registries import RetentionRule
from publications.ending.pages import PagesThatEnd
from publications.lists.kinds import list_kinds
from publications.lists.listing import list_context
from publications.lists.sitemap import entries_of
from publications.models import JobPostingPage, JobsPage
from publications.searchable import sources

from . import personal_data, sections
from .list_kind import JOBS
from .page_context import posting_context
from .searchable import searchables

NAME = "jobs"
LEAD = "Bezahlte Arbeit bei Initiativen, Vereinen und Bündnissen. Was nicht mehr offen ist, steht hier nicht."
OWN_KIND = OwnKind(JobPostingPage, _("New job posting"), order=20, ends=True)
ENDS = PagesThatEnd(JobPostingPage)
LIST = list_context(JOBS)
FORGET = RetentionRule(personal_data.KEEP, personal_data.forget)
SITEMAP = entries_of(JOBS)


def register() -> None:
    """Fill the registries."""
    own_kinds.register(NAME, OWN_KIND)
    list_kinds.register(NAME, JOBS)
    kinds.register(NAME, ENDS)
    sources.register(NAME, searchables)
    registries.page_contexts.register("publications.jobspage", LIST)
    registries.page_contexts.register("publications.jobpostingpage", posting_context)
    registries.home_blocks.register(NAME, sections.on_home)
    registries.page_sections.register(NAME, sections.of_actor)
    registries.subject_sections.register(NAME, sections.of_subject)
    registries.sitemap_entries.register(NAME, SITEMAP)
    registries.setup_steps.register(NAME, set_up)
    registries.retention_rules.register(personal_data.RULE, FORGET)
    for name, entry in personal_data.records().items():
        registries.personal_data.register(name, entry)


def set_up(home: HomePage) -> None:
    """Create the list's page where it is missing; safe to repeat."""
    ground_page(home, JobsPage, "Stellen", "stellen", lead=LEAD)
