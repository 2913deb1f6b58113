"""Write postcodes with their point and municipalities.

The point of a postcode is that of its main municipality's place, never an average: places of one postcode lie up
to 24 km apart. Municipalities are only added, because no source knows all of them; a seat's postcode from a
directory of municipalities only fills gaps.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from network.models import PlaceSource, Postcode, Region
from network.models.regions import RegionKind

from .matching import Matcher, Town, is_namesake
from .report import Report
from .types import PostcodeRow, RegionRow, Scope
from .write_regions import CHUNK, Progress

KIND = "postcode"
Placed = tuple[PostcodeRow, Town | None]


class PostcodeWriter:
    """Knows the municipalities and postcodes there are, and writes what a file adds."""

    def __init__(self, source: PlaceSource, scope: Scope, report: Report) -> None:
        self._source = source
        self._scope = scope
        self._report = report
        self._towns = {town.code: town for town in _towns()}
        self._known = {postcode.code: postcode for postcode in Postcode.objects.all()}
        self._links: dict[int, set[int]] = {}
        for postcode, region in Postcode.regions.through.objects.values_list("postcode_id", "region_id"):
            self._links.setdefault(postcode, set()).add(region)
        self._new: list[Postcode] = []
        self._moved: dict[str, Postcode] = {}
        self._wanted: dict[str, set[int]] = {}

    def write(self, rows: Iterable[PostcodeRow], progress: Progress) -> list[str]:
        """Write the postcodes of a file; return the codes that are new or moved."""
        matcher = Matcher(self._towns.values())
        ordered = sorted(rows, key=lambda row: row.code)
        unknown: dict[str, set[str]] = {}
        seen: set[str] = set()
        for done, (code, group) in enumerate(groupby(ordered, key=lambda row: row.code)):
            placed = [(row, self._town(row, matcher, unknown)) for row in group]
            seen.add(code)
            self._place(code, placed)
            progress(min(done * len(ordered) // max(1, len(ordered)), len(ordered)), len(ordered))
        for key, codes in sorted(unknown.items()):
            self._report.find("municipality not known here", f"{key} ({', '.join(sorted(codes))})")
        self._report_vanished(seen, ordered)
        return self._save()

    def write_seats(self, rows: Iterable[RegionRow]) -> list[str]:
        """Add the postcodes of municipal administrations where they are missing; return the new ones."""
        for row in rows:
            town = self._towns.get(row.code)
            if not row.seat_postcode or town is None:
                continue
            self._wanted.setdefault(row.seat_postcode, set()).add(town.pk)
            if row.seat_postcode not in self._known and town.lat is not None:
                self._create(row.seat_postcode, town.name, town.lat, town.lon)
            elif row.seat_postcode not in self._known:
                self._report.find("postcode without a point", f"{row.seat_postcode} {town.name}")
        return self._save()

    def _town(self, row: PostcodeRow, matcher: Matcher, unknown: dict[str, set[str]]) -> Town | None:
        """Return the municipality of a row; note keys that are unknown and places that fit nowhere."""
        if row.municipality:
            town = self._towns.get(row.municipality)
            if town is None:
                unknown.setdefault(row.municipality, set()).add(row.code)
            return town
        if not row.district:
            return None
        town = matcher.find(row.district, row.place, row.lat, row.lon)
        if town is None:
            self._report.find("place in no known municipality", f"{row.code} {row.place} ({row.district})")
        return town

    def _place(self, code: str, placed: list[Placed]) -> None:
        """Set the point and the municipalities of a postcode."""
        known = self._known.get(code)
        if not self._is_wanted(placed, known):
            self._report.tally.left_out["postcodes whose state the file does not tell"] += 1
            return
        row, town = main_place(placed)
        lat, lon = (
            (row.lat, row.lon) if row.lat is not None else (town.lat, town.lon) if town else (None, None)
        )
        if not any(town for _row, town in placed) and not (known and self._links.get(known.pk)):
            self._report.find("postcode without a municipality", f"{code} {row.place}".strip())
        if known is None and lat is None:
            self._report.find("postcode without a point", f"{code} {row.place}".strip())
            return
        self._wanted.setdefault(code, set()).update(town.pk for _row, town in placed if town)
        if known is None:
            self._create(code, town.name if town else row.place, lat, lon)
            return
        if row.lat is None:  # a point of its own is better than that of the municipality
            lat, lon = known.lat, known.lon
        place = town.name if town else known.place or row.place
        if (known.lat, known.lon, known.place) != (lat, lon, place):
            known.lat, known.lon, known.place, known.source = lat, lon, place, self._source
            self._moved[code] = known

    def _is_wanted(self, placed: list[Placed], known: Postcode | None) -> bool:
        """Return whether a postcode is in scope: known here, or the file tells that its state is wanted."""
        if known is not None or self._scope.states is None:
            return True
        return any(row.municipality or row.district for row, _town in placed)

    def _create(self, code: str, place: str, lat: float | None, lon: float | None) -> None:
        """Note a new postcode."""
        postcode = Postcode(code=code, place=place[:150], lat=lat, lon=lon, source=self._source)
        self._known[code] = postcode
        self._new.append(postcode)

    def _save(self) -> list[str]:
        """Write what was noted, in chunks; return the codes that are new or have another point or place."""
        new = {postcode.code for postcode in self._new}
        Postcode.objects.bulk_create(self._new, batch_size=CHUNK)
        # Many times as fast as bulk_update, which writes a CASE for every cell.
        Postcode.objects.bulk_create(
            self._moved.values(),
            batch_size=CHUNK,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=["lat", "lon", "place", "source"],
        )
        through = Postcode.regions.through
        missing = list(self._missing_links())
        through.objects.bulk_create(
            (through(postcode_id=postcode.pk, region_id=region) for postcode, region in missing), CHUNK
        )
        updated = (set(self._moved) | {postcode.code for postcode, _region in missing}) - new
        tally = self._report.tally
        tally.created[KIND] += len(new)
        tally.updated[KIND] += len(updated)
        tally.unchanged[KIND] += len(set(self._wanted) & set(self._known)) - len(new) - len(updated)
        return sorted(new | set(self._moved))

    def _missing_links(self) -> Iterator[tuple[Postcode, int]]:
        """Yield the municipalities that a postcode does not have yet."""
        for code, regions in self._wanted.items():
            if postcode := self._known.get(code):
                for region in sorted(regions - self._links.get(postcode.pk, set())):
                    yield postcode, region

    def _report_vanished(self, seen: set[str], rows: list[PostcodeRow]) -> None:
        """Report postcodes of the file's states that it does not have."""
        states = {(row.municipality or row.district)[:2] for row in rows} - {""}
        by_pk = {town.pk: town for town in self._towns.values()}
        for code, postcode in sorted(self._known.items()):
            here = {by_pk[pk].code[:2] for pk in self._links.get(postcode.pk, ()) if pk in by_pk}
            if here & states and code not in seen:
                self._report.find("postcode known here, not in the file", str(postcode))


def main_place(placed: list[Placed]) -> Placed:
    """Return the place a postcode is named after: one that bears its municipality's name, the largest of them."""

    def rank(entry: Placed) -> tuple[bool, int, bool]:
        row, town = entry
        is_named = town is not None and is_namesake(row.place, town)
        return is_named, town.population if town else -1, row.lat is not None

    return max(placed, key=rank)


def _towns() -> Iterator[Town]:
    """Yield the municipalities there are."""
    fields = ("pk", "code", "name", "name_sorbian", "aliases", "lat", "lon", "population", "shape")
    found: Iterable[Mapping[str, object]] = Region.objects.filter(kind=RegionKind.MUNICIPALITY).values(
        *fields
    )
    for row in found:
        yield Town(
            row["pk"],
            row["code"],
            row["name"],
            tuple(filter(None, [row["name_sorbian"], *row["aliases"]])),
            row["lat"],
            row["lon"],
            row["population"] or 0,
            row["shape"],
        )
