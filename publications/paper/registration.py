"""What the PDFs add to the portal's registries."""

from datetime import timedelta

from django.core.checks import Tags
from django.core.checks import register as register_check

from portal import registries
from portal.registries import Job

from . import dropping, entries, guides, kits, links
from .checks import libraries
from .kinds import PaperKind, paper_kinds


def register() -> None:
    """Register the kinds, the check of the machine, the links, and what deletes files that are no longer true."""
    paper_kinds.register(entries.KIND, PaperKind(entries.concerned, entries.present_sheet))
    paper_kinds.register(guides.KIND, PaperKind(guides.concerned, guides.present_sheet))
    paper_kinds.register(kits.KIND, PaperKind(kits.kits_concerned, kits.present_kit))
    paper_kinds.register(kits.CARD, PaperKind(kits.cards_concerned, kits.present_card))
    register_check(libraries, Tags.database)
    registries.page_sections.register("paper", links.beside_page)
    registries.change_consumers.register("paper", dropping.follow)
    registries.jobs.register("paper", Job(dropping.drop_outdated, every=timedelta(days=1)))
