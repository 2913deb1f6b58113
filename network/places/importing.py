"""Import files of places in one transaction: regions from the top down, then postcodes."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from django.db import transaction

from network.models import PlaceSource
from portal import changes

from .reading import read_places
from .report import Report
from .types import PlaceFile, Scope
from .write_postcodes import PostcodeWriter
from .write_regions import Progress, RegionWriter, adopt_orphans


class Bar(Protocol):
    """Opens a progress bar with a label."""

    def __call__(self, label: str) -> AbstractContextManager[Progress]: ...


@dataclass(frozen=True)
class Options:
    """What the operator chose: which states, and what the files do not tell about themselves."""

    scope: Scope
    as_of: date | None = None
    attribution: str = ""
    dry_run: bool = False


def import_places(paths: Iterable[Path], options: Options, bar: Bar) -> Report:
    """Read every file first, then write all of them or nothing; raises UnreadablePlaces before any write."""
    files = sorted((read_places(path, options.scope, options.as_of) for path in paths), key=_level)
    report = Report()
    with transaction.atomic():
        changed: set[tuple[str, object]] = set()
        for file in files:
            with bar(file.name) as progress:
                changed |= _write(file, options, report, progress)
        changed |= {("network.region", region.pk) for region in adopt_orphans(report)}
        changes.record_ids(sorted(changed, key=str))
        if options.dry_run:
            transaction.set_rollback(True)
    return report


def _level(file: PlaceFile) -> int:
    """Return the place of a file in the order of writing: states, districts, municipalities, postcodes."""
    return max(map(len, file.regions), default=9)


def _write(file: PlaceFile, options: Options, report: Report, progress: Progress) -> set[tuple[str, object]]:
    """Write one file; return what looks different in public, as the journal of changes names it."""
    source = _source(file, options, report)
    for problem in file.problems:
        report.find("not read", f"{file.name}: {problem}")
    # The source is a change too: it tells caches that there may be new regions.
    changed: set[tuple[str, object]] = {("network.placesource", source.pk)}
    if file.regions:
        regions = RegionWriter(source, report).write(file.regions.values(), progress)
        changed |= {("network.region", region.pk) for region in regions}
    codes = []
    if file.postcodes:
        codes = PostcodeWriter(source, options.scope, report).write(file.postcodes, progress)
    elif any(row.seat_postcode for row in file.regions.values()):
        codes = PostcodeWriter(source, options.scope, report).write_seats(file.regions.values())
    return changed | {("network.postcode", code) for code in codes}


def _source(file: PlaceFile, options: Options, report: Report) -> PlaceSource:
    """Return the row of a file's source, and begin its tally."""
    attribution = options.attribution or file.format.attribution(file.as_of)
    told = {"as_of": file.as_of, "attribution": attribution[:300]}
    source, _new = PlaceSource.objects.update_or_create(
        name=file.name[:200], format=file.format.key, defaults=told
    )
    as_of = f", as of {file.as_of:%Y-%m-%d}" if file.as_of else ""
    told_by = f"{file.name}: {file.format.label}{as_of}; {attribution or 'no attribution known'}"
    report.begin(told_by, file.left_out)
    if not attribution:
        report.find("attribution missing, give it with --attribution", file.name)
    return source
