"""What the PDFs add to the portal's registries."""

from datetime import timedelta

from django.core.checks import Tags
from django.core.checks import register as register_check

from portal import registries
from portal.registries import Job

from . import dropping, entries, guides, kits, links
from .checks import libraries
from .kinds import paper_kinds


def register() -> None:
    """Register the kinds, the check of the machine, the links, and what deletes files that are no longer true."""
    paper_kinds.register(entries.KIND, entries.PAPERS)
    paper_kinds.register(guides.KIND, guides.PAPERS)
    paper_kinds.register(kits.KIND, kits.KITS)
    paper_kinds.register(kits.CARD, kits.CARDS)
    register_check(libraries, Tags.database)
    registries.page_sections.register("paper", links.beside_page)
    registries.change_consumers.register("paper", dropping.follow)
    registries.jobs.register("paper", Job(dropping.drop_outdated, every=timedelta(days=1)))
