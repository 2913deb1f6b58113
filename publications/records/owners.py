"""Who stands behind what is published below an organisation's page; one query for all, three more for protected."""

from collections.abc import Iterable
from dataclasses import dataclass

from wagtail.models import Page

from network.models import ActorPage
from network.records.covering import OPEN, Cover
from network.records.load import covers_of


@dataclass(frozen=True)
class OwnerFact:
    """An organisation as the author of something: its page, its tile, and what is covered while it is protected."""

    id: int
    register_id: str
    uuid: str
    name: str
    kind: str
    tile: str
    page_id: int
    is_shielded: bool
    cover: Cover = OPEN


def owners_of(pages: Iterable[Page]) -> dict[str, OwnerFact]:
    """Return the organisations whose pages lie above some pages, by the place of the page above."""
    paths = {page.path[: -Page.steplen] for page in pages if page.path}
    rows = list(ActorPage.objects.filter(path__in=paths).select_related("organisation"))
    covers = covers_of(row.organisation_id for row in rows if row.organisation.is_shielded)
    return {row.path: _fact(row, covers.get(row.organisation_id, OPEN)) for row in rows}


def _fact(page: ActorPage, cover: Cover) -> OwnerFact:
    """Return one of them."""
    entry = page.organisation
    return OwnerFact(
        entry.pk,
        entry.register_id,
        str(entry.uuid),
        page.title,
        entry.kind,
        entry.picture.code,
        page.pk,
        entry.is_shielded,
        cover,
    )


def owner_path(page: Page) -> str:
    """Return the place of the page above, by which `owners_of` knows whose a page is."""
    return page.path[: -Page.steplen]
