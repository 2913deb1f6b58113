"""Everything about the calendar in one run: its pages beside the bare view, its feed, dates derived, imports."""

import resource
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.benchmarks.calendar.data import Filled, copied
from tests.benchmarks.data import run
from tests.benchmarks.inside import ask
from tests.benchmarks.load import asked, measure, warm_up
from tests.benchmarks.server import Server, serve

HERE = "tests.benchmarks.calendar"
# An import brings a tenth of what is there: 2,000 beside 20,000.
IMPORTED_SHARE = 10
# Of pages: milliseconds at the median, and SQL queries of a known page.
PAGE_MS, MONTH_QUERIES = 60.0, 10


@dataclass(frozen=True)
class Figure:
    """What something took, how much of that was the processor (None: not known), and how much is wanted at most."""

    name: str
    unit: str
    took: float
    processor: float | None = None
    wanted: float | None = None

    @property
    def is_within(self) -> bool:
        """Return whether it is as wanted."""
        return self.wanted is None or self.took <= self.wanted


def measure_calendar(data: Filled, requests: int) -> dict[str, Any]:
    """Return everything measured on the calendar's database, and on a copy of it what is measured by writing."""
    environment = data.environment
    figures = [_command("rebuild of the search", environment, "search_rebuild")]
    facts = ask(environment, f"{HERE}.probe:facts")
    pages = {}
    with serve({**environment, "PAGE_CACHE_MEGABYTES": "0"}) as server:
        for name, path in facts["paths"].items():
            pages[name] = page_timing(server, path, requests)
        kept = page_timing(server, facts["feed"], requests)
        memory = server.memory_mib()
    figures += [
        _inside("next 50 dates", facts["next"], 10),
        _inside(f"feed of {facts['feed_events']} events, built", facts["feed_built"], 1500),
        Figure("… from cache", "ms", kept["p50"], kept["cpu_ms"], 20),
        _command("check_occurrences", environment, "check_occurrences"),
    ]
    with copied(data) as copy:
        figures += _written(copy, data.holds["events"] // IMPORTED_SHARE)
    return {
        **data.holds,
        "fill_s": data.seconds,
        "pages": {name: {**page, "is_within": _is_within(name, page, facts)} for name, page in pages.items()},
        "queries": facts["queries"],
        "plan": facts["plan"],
        "uses_partial_index": facts["uses_partial_index"],
        "feed_bytes": {"raw": kept["raw"], "compressed": kept["compressed"]},
        "memory_mib": memory,
        "figures": [{**vars(figure), "is_within": figure.is_within} for figure in figures],
    }


def page_timing(server: Server, path: str, requests: int) -> dict[str, float]:
    """Return the timing of a page, and what of it the processor of the server took once both workers know it."""
    warm_up(server.port, path)
    before = server.processor_ms()
    timing = measure(server.port, path, requests)
    return {**vars(timing), "cpu_ms": (server.processor_ms() - before) / asked(requests)}


def _is_within(name: str, page: Mapping[str, float], facts: Mapping[str, Any]) -> bool:
    """Return whether a page is as quick as wanted, a month with as few queries."""
    is_frugal = not name.startswith("month") or facts["queries"][name]["later"] <= MONTH_QUERIES
    return is_frugal and page["p50"] <= PAGE_MS


def _written(environment: Mapping[str, str], imported: int) -> list[Figure]:
    """Return what is measured by writing: a weekly series, and a calendar imported, changed, and left as it is."""
    found = ask(environment, f"{HERE}.writing:times")
    figures = [_inside(f"weekly series: {name}", spent, wanted(name)) for name, spent in found.items()]
    feeds = ask(environment, f"{HERE}.writing:write_feeds", environment["PORTAL_VAR"], imported)
    whose = ("--organisation", feeds["organisation"], "--publish")
    for name, version, most in (
        (f"import of {imported} new events", "new", 20),
        ("… the same again, each changed", "changed", 60),
        ("… the same again", "changed", None),
    ):
        figures.append(_command(name, environment, "import_calendar", feeds[version], *whose, most=most))
    return figures


def wanted(name: str) -> float | None:
    """Return how many milliseconds the dates of a series may take; publishing does more than that."""
    return None if name == "published" else 100


def _inside(name: str, spent: Mapping[str, float], most: float | None) -> Figure:
    """Return what was measured inside the database."""
    return Figure(name, "ms", spent["ms"], spent["cpu_ms"], most)


def _command(name: str, environment: Mapping[str, str], *command: str, most: float | None = None) -> Figure:
    """Run a management command and return what it took, starting included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = run(dict(environment), *command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Figure(name, "s", seconds, processor, most)
