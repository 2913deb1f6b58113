"""Write regions: fill and update what the publisher knows, leave alone what the office writes.

Name, official name, point, population and outline follow the file. Parent and Sorbian name are only filled where
they are empty, other names only added to: a former name when the name changes, a publisher's other names when
the region is new (the office may remove them again).
"""

from collections.abc import Callable, Iterable

from network.models import PlaceSource, Region
from network.models.regions import AGS_KINDS, RegionKind
from portal.slugs import german_slug

from .report import Report
from .types import RegionRow

CHUNK = 500
PUBLIC_FIELDS = {"name", "official_name", "name_sorbian", "aliases", "parent", "lat", "lon"}
Progress = Callable[[int, int], None]


class RegionWriter:
    """Writes the regions of one file."""

    def __init__(self, source: PlaceSource, report: Report) -> None:
        self._source = source
        self._report = report
        self._known: dict[str, Region] = {}
        self._changed: dict[frozenset[str], list[Region]] = {}

    def write(self, rows: Iterable[RegionRow], progress: Progress) -> list[Region]:
        """Write states, then districts, then municipalities; return the regions that look different in public."""
        ordered = sorted(rows, key=lambda row: (len(row.code), row.code))
        self._known = _known(with_shapes=any(row.shape for row in ordered))
        _report_vanished(ordered, self._known, self._report)
        done = 0
        for digits, kind in AGS_KINDS.items():
            level = [row for row in ordered if len(row.code) == digits]
            for start in range(0, len(level), CHUNK):
                self._write_chunk(level[start : start + CHUNK], str(kind))
                progress(done + min(start + CHUNK, len(level)), len(ordered))
            done += len(level)
        for fields, regions in self._changed.items():
            Region.objects.bulk_update(regions, sorted(fields | {"source"}), batch_size=CHUNK)
        return [
            region
            for fields, regions in self._changed.items()
            if fields & PUBLIC_FIELDS
            for region in regions
        ]

    def _write_chunk(self, rows: list[RegionRow], kind: str) -> None:
        """Create the new regions of one kind, and note what is different in the others."""
        tally = self._report.tally
        new = []
        for row in rows:
            region = self._known.get(row.code)
            if region is None:
                new.append(self._new(row, kind))
            elif fields := _update(region, row, self._known):
                region.source = self._source
                self._changed.setdefault(frozenset(fields), []).append(region)
                tally.updated[kind] += 1
            else:
                tally.unchanged[kind] += 1
        Region.objects.bulk_create(new)
        self._known.update({region.code: region for region in new})
        tally.created[kind] += len(new)

    def _new(self, row: RegionRow, kind: str) -> Region:
        """Return an unsaved region."""
        return Region(
            kind=kind,
            code=row.code,
            name=row.name or row.code,
            official_name=row.official_name,
            name_sorbian=row.name_sorbian,
            aliases=list(dict.fromkeys(row.aliases)),
            parent=_parent(row.code, self._known),
            lat=row.lat,
            lon=row.lon,
            population=row.population,
            shape=row.shape,
            source=self._source,
        )


def adopt_orphans(report: Report) -> list[Region]:
    """Give regions whose parent came after them that parent, and return them; report those without one."""
    known = _known(with_shapes=False)
    found = []
    for region in known.values():
        if region.parent_id is not None or region.kind == RegionKind.STATE:
            continue
        region.parent = _parent(region.code, known)
        if region.parent:
            found.append(region)
        else:
            above = "district" if region.kind == RegionKind.MUNICIPALITY else "state"
            report.find(f"{above} not known here", f"{region.code} {region.name}")
    Region.objects.bulk_update(found, ["parent"], batch_size=CHUNK)
    return found


def _known(with_shapes: bool) -> dict[str, Region]:
    """Return the regions with official keys by key; outlines are heavy and only read where they are compared."""
    found = Region.objects.filter(kind__in=AGS_KINDS.values())
    return {region.code: region for region in (found if with_shapes else found.defer("shape"))}


def _parent(code: str, known: dict[str, Region]) -> Region | None:
    """Return the region above: the district of a municipality, the state of a district."""
    return known.get({8: code[:5], 5: code[:2]}.get(len(code), ""))


def _update(region: Region, row: RegionRow, known: dict[str, Region]) -> set[str]:
    """Set what the file knows better; return the names of the fields that changed."""
    values: dict[str, object] = {}
    if row.name and row.name != region.name:
        values["name"] = row.name
        values["aliases"] = _with_former_name(region, row.name)
    for field in ("official_name", "population", "shape"):
        if getattr(row, field) not in (None, ""):
            values[field] = getattr(row, field)
    if row.lat is not None and not (row.is_computed_point and region.lat is not None):
        values |= {"lat": row.lat, "lon": row.lon}
    if row.name_sorbian and not region.name_sorbian:
        values["name_sorbian"] = row.name_sorbian
    if region.parent_id is None and (parent := _parent(row.code, known)):
        values["parent"] = parent
    differing = {name for name, value in values.items() if getattr(region, name) != value}
    for name in differing:
        setattr(region, name, values[name])
    return differing


def _with_former_name(region: Region, name: str) -> list[str]:
    """Return the other names with the name so far, unless that is only spelled differently."""
    known = {german_slug(word, "") for word in (name, *region.aliases)}
    former = [] if german_slug(region.name, "") in known else [region.name]
    return [*region.aliases, *former]


def _report_vanished(rows: list[RegionRow], known: dict[str, Region], report: Report) -> None:
    """Report regions that are known here but not in a file that has others of their kind and state."""
    codes = {row.code for row in rows}
    covered = {(len(code), code[:2] if len(code) > 2 else "") for code in codes}
    for code, region in sorted(known.items()):
        here = (len(code), code[:2] if len(code) > 2 else "")
        if here in covered and code not in codes:
            report.find(f"{region.kind} known here, not in the file", f"{code} {region.name}")
