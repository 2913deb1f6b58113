"""The calendar's database: that of some organisations, copied and filled once a month, and a copy to write in.

Once a month, because lists begin today and series reach two years ahead of the month in which they were published.
"""

import json
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.data import Dataset, environment_of
from tests.benchmarks.inside import ask

DATABASE = "portal.sqlite3"


@dataclass(frozen=True)
class Filled:
    """A database with a calendar: its environment, what it holds, and seconds to fill it (None: kept)."""

    environment: dict[str, str]
    holds: dict[str, int]
    seconds: float | None


def filled(events: int, beside: Dataset, folder: Path) -> Filled:
    """Return the database with so many events beside these organisations, made where there is none of this month.

    Raises RuntimeError where the dates of a sample are not those that publishing would write.
    """
    var = folder / f"bench-calendar-{events}-{beside.size}"
    environment, done, month = environment_of(var), var / "complete", time.strftime("%Y-%m")
    known = json.loads(done.read_text(encoding="utf-8")) if done.exists() else {}
    if known.get("month") == month:
        return Filled(environment, known["holds"], None)
    _copy(Path(beside.environment["PORTAL_VAR"]), var)
    started = time.perf_counter()
    holds = ask(environment, "tests.benchmarks.calendar.filling:fill", events)
    seconds = time.perf_counter() - started
    if wrong := holds.pop("wrong"):
        raise RuntimeError(f"{wrong} dates of the sample are not as publishing would write them")
    done.write_text(json.dumps({"month": month, "holds": holds}), encoding="utf-8")
    return Filled(environment, holds, seconds)


@contextmanager
def copied(data: Filled | Dataset) -> Iterator[dict[str, str]]:
    """Give the environment of a copy to write in, which is gone afterwards."""
    var = Path(data.environment["PORTAL_VAR"])
    copy = var.with_name(f"{var.name}-copy")
    _copy(var, copy)
    try:
        yield environment_of(copy)
    finally:
        shutil.rmtree(copy)


def _copy(source: Path, target: Path) -> None:
    """Copy a database into an emptied folder, whatever its journal still holds."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    with (
        closing(sqlite3.connect(source / DATABASE)) as old,
        closing(sqlite3.connect(target / DATABASE)) as new,
    ):
        old.backup(new)
