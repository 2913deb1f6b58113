"""The organisations of the demo: imported as the office imports its list, then given permanent ids and dates."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.utils import timezone
from wagtail.models import Page

from network.exchange.importing import Importer
from network.exchange.reading import RawList
from network.models import ActorPage, Membership, Organisation
from portal.tiles import as_tile, tile_for

from .content import NETWORK, OPENED, PREFIX, permanent_id, register


class DemoFailed(Exception):
    """The demo cannot be built as things stand; the message says why and what to do."""


@dataclass(frozen=True)
class Dates:
    """When a page came and when it was last changed."""

    published: datetime
    changed: datetime


def organisations_of_demo() -> list[Organisation]:
    """Return every organisation of the demo by register id."""
    return list(Organisation.objects.filter(register_id__startswith=PREFIX).order_by("register_id"))


def load_register() -> list[str]:
    """Import the organisations that are missing and return their names; raises DemoFailed with refused rows.

    Those that are there stay as they are: whoever tries the portal may have changed them.
    """
    present = {entry.register_id for entry in organisations_of_demo()}
    missing = [row for row in register().rows if row.cells["id"] not in present]
    if not missing:
        return []
    report = Importer().run(RawList(missing))
    if report.problems:
        raise DemoFailed("\n".join(str(problem) for problem in report.problems))
    make_permanent()
    return report.created


def make_permanent() -> None:
    """Give new organisations and their pages the same ids, tiles and dates on every machine."""
    new = [entry for entry in organisations_of_demo() if entry.uuid != _uuid_of(entry)]
    # The tiles that the import chose came from random ids.
    fixed = Organisation.objects.exclude(pk__in=[entry.pk for entry in new]).exclude(tile="")
    taken = [as_tile(code) for code in fixed.values_list("tile", flat=True)]
    for entry in new:
        entry.uuid = _uuid_of(entry)
        tile = tile_for(str(entry.uuid), taken)
        taken.append(tile)
        entry.tile = tile.code
        entry.created_at = OPENED
    Organisation.objects.bulk_update(new, ["uuid", "tile", "created_at"])
    _date_pages(new)


def _uuid_of(entry: Organisation) -> UUID:
    """Return the permanent id of an organisation."""
    return permanent_id(f"organisation:{entry.register_id}")


def _date_pages(entries: list[Organisation]) -> None:
    """Give the pages of new organisations their key and dates."""
    rows = Membership.objects.filter(alliance__register_id=NETWORK).order_by("-since", "pk")
    joined = dict(rows.values_list("organisation_id", "since"))
    by_id = {entry.pk: entry for entry in entries}
    for page in ActorPage.objects.filter(organisation_id__in=by_id):
        entry = by_id[page.organisation_id]
        date_page(page, f"page:{entry.register_id}", dates_of(joined.get(entry.pk), page.confirmed_on))


def dates_of(joined: date | None, confirmed: date | None) -> Dates:
    """Return the dates of a page: it came when the organisation joined, and changed when it was confirmed."""
    published = max(_morning(joined), OPENED) if joined else OPENED
    return Dates(published, max(_morning(confirmed), published) if confirmed else published)


def date_page(page: Page, key: str, dates: Dates) -> None:
    """Write translation key and dates of a new page, without a revision."""
    Page.objects.filter(pk=page.pk).update(
        translation_key=permanent_id(key),
        first_published_at=dates.published,
        last_published_at=dates.changed,
        latest_revision_created_at=dates.changed,
    )


def _morning(day: date) -> datetime:
    """Return ten o'clock on a day."""
    return timezone.make_aware(datetime.combine(day, time(10)))
