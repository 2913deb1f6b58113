"""Write regions: fill and update what the publisher knows, leave alone what the office writes.

Name, official name, point, population and outline follow the file. Parent and Sorbian name are only filled where
they are empty, other names only added to: a former name when the name changes, a publisher's other names when
the region is new (the office may remove them again).
"""

from collections.abc import Callable, Iterable

from network.models import PlaceSource, Region
from network.models.regions import AGS_KINDS
from portal.slugs import german_slug

from .report import Report
from .types import RegionRow

CHUNK = 500
FIELDS = [
    "name",
    "official_name",
    "name_sorbian",
    "aliases",
    "parent",
    "lat",
    "lon",
    "population",
    "shape",
    "source",
]
Progress = Callable[[int, int], None]


def write_regions(
    rows: Iterable[RegionRow], source: PlaceSource, report: Report, progress: Progress
) -> list[Region]:
    """Write states, then districts, then municipalities; return the regions that were there and changed."""
    ordered = sorted(rows, key=lambda row: (len(row.code), row.code))
    known = _known(with_shapes=any(row.shape for row in ordered))
    changed: list[Region] = []
    done = 0
    for digits in AGS_KINDS:
        level = [row for row in ordered if len(row.code) == digits]
        kind = str(AGS_KINDS[digits])
        new = []
        for row in level:
            region = known.get(row.code)
            if region is None:
                new.append(_new(row, kind, known, source, report))
            elif _update(region, row, known, source):
                changed.append(region)
                report.updated[kind] += 1
            else:
                report.unchanged[kind] += 1
        for start in range(0, len(new), CHUNK):
            created = Region.objects.bulk_create(new[start : start + CHUNK])
            known.update({region.code: region for region in created})
            report.created[kind] += len(created)
            progress(done + start + len(created), len(ordered))
        done += len(level)
        progress(done, len(ordered))
    fields = FIELDS if any(row.shape for row in ordered) else [name for name in FIELDS if name != "shape"]
    Region.objects.bulk_update(changed, fields, batch_size=CHUNK)
    _report_vanished(ordered, known, report)
    return changed


def adopt_orphans() -> list[Region]:
    """Give regions whose parent came after them that parent; return them."""
    known = _known(with_shapes=False)
    found = []
    for region in known.values():
        if region.parent_id is None and (parent := _parent(region.code, known)):
            region.parent = parent
            found.append(region)
    Region.objects.bulk_update(found, ["parent"], batch_size=CHUNK)
    return found


def _known(with_shapes: bool) -> dict[str, Region]:
    """Return the regions with official keys by key; outlines are heavy and only read where they are compared."""
    found = Region.objects.filter(kind__in=AGS_KINDS.values())
    return {region.code: region for region in (found if with_shapes else found.defer("shape"))}


def _parent(code: str, known: dict[str, Region]) -> Region | None:
    """Return the region above: the district of a municipality, the state of a district."""
    return known.get({8: code[:5], 5: code[:2]}.get(len(code), ""))


def _new(row: RegionRow, kind: str, known: dict[str, Region], source: PlaceSource, report: Report) -> Region:
    """Return an unsaved region."""
    parent = _parent(row.code, known)
    if parent is None and len(row.code) > 2:
        above = "district" if len(row.code) == 8 else "state"
        report.find(f"{above} not known here", f"{row.code} {row.name}")
    return Region(
        kind=kind,
        code=row.code,
        name=row.name or row.code,
        official_name=row.official_name,
        name_sorbian=row.name_sorbian,
        aliases=list(dict.fromkeys(row.aliases)),
        parent=parent,
        lat=row.lat,
        lon=row.lon,
        population=row.population,
        shape=row.shape,
        source=source,
    )


def _update(region: Region, row: RegionRow, known: dict[str, Region], source: PlaceSource) -> bool:
    """Set what the file knows better; return whether anything changed."""
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
    differing = {name: value for name, value in values.items() if getattr(region, name) != value}
    for name, value in differing.items():
        setattr(region, name, value)
    if differing:
        region.source = source
    return bool(differing)


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
