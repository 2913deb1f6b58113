"""The wall in one run: the daily views of the admin beside 150 organisations, on SQLite and PostgreSQL."""

import os
from pathlib import Path
from typing import Any

from tests.benchmarks.calendar.data import copied
from tests.benchmarks.data import Dataset, run
from tests.benchmarks.inside import ask

PROBE = "tests.benchmarks.access.probe:facts"
# At most, of each view.
MS, QUERIES = 500, 60


def measure_access(data: Dataset, postgres: str) -> list[dict[str, Any]]:
    """Return what was measured in a copy of the database, and in an empty one of PostgreSQL if there is one."""
    with copied(data) as environment:
        found = [_measured("SQLite", environment)]
    if postgres:
        environment = {**data.environment, "DATABASE_URL": postgres}
        run(environment, "migrate", "-v0")
        organisations = Path(data.environment["PORTAL_VAR"]) / "organisations.jsonl"
        run(environment, "import_organisations", str(organisations), "--create-topics")
        found.append(_measured("PostgreSQL", environment))
    return found


def _measured(database: str, environment: dict[str, str]) -> dict[str, Any]:
    """Return what the views of everybody took on one database."""
    people = ask({**os.environ, **environment}, PROBE)
    for views in people.values():
        for view in views.values():
            view["is_within"] = view["ms"] <= MS and view["queries"] <= QUERIES
    return {"database": database, "people": people}
