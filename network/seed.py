"""Places and topics that every portal begins with; safe to load again, never overwrites what the office changed.

Keys are the official AGS; points are rounded to a hundredth of a degree. `import_places` brings exact ones.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction

from network.models import Postcode, Region, Topic
from portal import changes

DATA = Path(__file__).parent / "data"


@transaction.atomic
def load_seed() -> tuple[int, int]:
    """Create the regions and topics that are missing; return how many of each were new."""
    regions = _load_places()
    topics = _load_topics()
    if regions or topics:
        changes.record_ids([("network.seed", "1")])
    return regions, topics


def _rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a data file."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _load_places() -> int:
    """Create missing regions, parents first, and a postcode's point for each town."""
    rows = list(_rows("places.csv"))
    known = {
        region.code: region
        for region in Region.objects.filter(kind__in=["state", "district", "municipality"])
    }
    new = 0
    for kind in ("state", "district", "municipality"):
        missing = [row for row in rows if row["kind"] == kind and row["code"] not in known]
        created = Region.objects.bulk_create(_region(row, known) for row in missing)
        known.update({region.code: region for region in created})
        new += len(created)
    _load_postcodes(rows, known)
    return new


def _region(row: dict[str, str], known: dict[str, Region]) -> Region:
    """Return an unsaved region of a row."""
    return Region(
        kind=row["kind"],
        code=row["code"],
        name=row["name"],
        official_name=row["official_name"],
        name_sorbian=row["name_sorbian"],
        aliases=row["aliases"].split("|") if row["aliases"] else [],
        parent=known.get(row["parent"]),
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        population=int(row["population"]) if row["population"] else None,
    )


def _load_postcodes(rows: list[dict[str, str]], known: dict[str, Region]) -> None:
    """Create missing postcodes at their town's point."""
    present = set(Postcode.objects.values_list("code", flat=True))
    for row in rows:
        for code in row["postcodes"].split():
            if code not in present:
                present.add(code)
                town = known[row["code"]]
                postcode = Postcode.objects.create(code=code, lat=town.lat, lon=town.lon, place=town.name)
                postcode.regions.add(town)


def _load_topics() -> int:
    """Create missing topics; one whose name or key is taken is there already, however it came about."""
    slugs: set[str] = set()
    names: set[str] = set()
    for slug, name in Topic.objects.values_list("slug", "name"):
        slugs.add(slug)
        names.add(name.casefold())
    missing = [
        row for row in _rows("topics.csv") if row["slug"] not in slugs and row["name"].casefold() not in names
    ]
    for row in missing:
        Topic.objects.create(
            slug=row["slug"], name=row["name"], label_en=row["label_en"], synonyms=row["synonyms"].split("|")
        )
    return len(missing)
