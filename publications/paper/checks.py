"""Says once, when the portal is set up, what a machine lacks for making PDFs; everything else works without."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage
from django.core.checks import Warning as CheckWarning

from .press import DEBIAN, missing


def libraries(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Warn of libraries without which there are no PDFs."""
    lacking = missing() if databases else ()
    if not lacking:
        return []
    text = f"No PDFs can be made, and no links to them are shown. Missing: {', '.join(lacking)}."
    return [CheckWarning(text, hint=f"On Debian and Ubuntu: {DEBIAN}", id="publications.W001")]
