"""What the PDFs add to the portal's registries."""

from django.core.checks import Tags
from django.core.checks import register as register_check

from portal import registries

from . import links
from .checks import libraries


def register() -> None:
    """Register the check of the machine and the links to PDFs."""
    register_check(libraries, Tags.database)
    registries.page_sections.register("paper", links.beside_entry)
