"""What is covered while the organisation behind something is protected: words, and places finer than districts."""

from collections.abc import Iterable, Mapping

from wagtail.models import Page

from network.models import Region
from network.records import PlaceFact
from network.records.covering import OPEN, Cover, cover_of
from network.records.places import cut, place_fact
from portal.disclosure import Precision
from publications.models import PostingContact, Workplace

from .owners import OwnerFact, owner_path
from .tables import rows_in, stored

# The rows of a posting that name somebody or a house.
NAMING = {"contacts": (PostingContact, ""), "workplaces": (Workplace, "")}


def cover_of_owner(owner: OwnerFact | None) -> Cover:
    """Return what is covered: nothing for the office's own, and for whoever is not protected."""
    return owner.cover if owner else OPEN


def told_places(regions: Iterable[Region | None], is_shielded: bool) -> tuple[PlaceFact, ...]:
    """Return regions as exactly as everybody may know them, each once; what is larger than a district stays."""
    found = [place for place in map(place_fact, regions) if place]
    if is_shielded:
        found = [place if place.kind == "state" else cut(place, Precision.DISTRICT) for place in found]
    return tuple({place.key: place for place in found if place}.values())


def cover_of_posting(
    owner: OwnerFact | None, contacts: Iterable[PostingContact], workplaces: Iterable[Workplace]
) -> Cover:
    """Return what is covered in a posting: what its owner's page names, and its own contacts and houses."""
    cover = cover_of_owner(owner)
    if cover == OPEN:
        return cover
    houses = Cover(tuple(filter(None, (row.name.strip() for row in workplaces))))
    return cover | cover_of(contacts, (), ()) | houses


def covers_of_pages(pages: Iterable[Page], owners: Mapping[str, OwnerFact]) -> dict[int, Cover]:
    """Return what is covered in the words of pages by id; two queries where somebody is protected, else none."""
    found = ((page, owners.get(owner_path(page))) for page in pages)
    protected = [(page, owner) for page, owner in found if owner and owner.is_shielded]
    if not protected:
        return {}
    rows = stored([page for page, _owner in protected], **NAMING)
    return {
        page.pk: cover_of_posting(owner, *(rows_in(rows, name, page) for name in NAMING))
        for page, owner in protected
    }
