"""`make bench`: everything in one run, printed as a table and written as JSON.

The machine may be noisy: compare the ratios to the bare view of the same run, not milliseconds of two runs.
"""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from tests.benchmarks.access.measuring import measure_access
from tests.benchmarks.calendar.data import filled
from tests.benchmarks.calendar.measuring import measure_calendar
from tests.benchmarks.data import Dataset, dataset, run
from tests.benchmarks.inside import ask
from tests.benchmarks.load import measure
from tests.benchmarks.publications.measuring import measure_publications
from tests.benchmarks.server import serve
from tests.benchmarks.streaming import stream
from tests.benchmarks.tables import access_lines, calendar_lines, file_lines, page_lines, publication_lines

PARTS = ("directory", "calendar", "publications", "access")
ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Measure the directory, the calendar, publications and the wall, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[150, 5000])
    parser.add_argument("--requests", type=int, default=60)
    parser.add_argument("--folder", type=Path, default=Path(os.environ.get("PORTAL_VAR", ROOT / "var")))
    parser.add_argument("--elasticsearch", default=os.environ.get("ELASTICSEARCH_URL", ""))
    parser.add_argument(
        "--events", type=int, default=20_000, help="of the calendar, beside the most organisations"
    )
    parser.add_argument(
        "--postgres", default=os.environ.get("BENCH_DATABASE_URL", ""), help="an empty database for the wall"
    )
    parser.add_argument("--infoposts", type=int, default=10_000, help="beside the fewest organisations")
    parser.add_argument("--postings", type=int, default=2_000)
    parser.add_argument("--only", choices=PARTS, help="measure this alone")
    options = parser.parse_args()
    found: dict[str, Any] = {}
    if options.only in {None, "directory"}:
        found["directory"] = measure_directory(options)
    if options.only in {None, "access"}:
        found["access"] = measure_access(dataset(min(options.sizes), options.folder), options.postgres)
    if options.only in {None, "publications"}:
        beside, sizes = dataset(min(options.sizes), options.folder), (options.infoposts, options.postings)
        found["publications"] = measure_publications(beside, *sizes, options.requests)
    if options.only in {None, "calendar"}:
        beside = dataset(max(options.sizes), options.folder)
        calendar = filled(options.events, beside, options.folder)
        found["calendar"] = measure_calendar(calendar, options.requests)
    target = options.folder / "bench.json"
    target.write_text(json.dumps(found, indent=1), encoding="utf-8")
    for result in found.get("directory", ()):
        show(result)
    if "access" in found:
        write(*access_lines(found["access"]))
    if "calendar" in found:
        write(*calendar_lines(found["calendar"]))
    if "publications" in found:
        write(*publication_lines(found["publications"]))
    write(f"written to {target.name}")


def measure_directory(options: argparse.Namespace) -> list[dict[str, Any]]:
    """Return what was measured of every size on every engine."""
    results = []
    for size in options.sizes:
        data = dataset(size, options.folder)
        results.append(measure_engine(data, "embedded", {}, options.requests))
        if options.elasticsearch:
            extra = {"ELASTICSEARCH_URL": options.elasticsearch, "ELASTICSEARCH_PREFIX": f"bench-{size}"}
            results.append(measure_engine(data, "elastic", extra, options.requests))
    return results


def measure_engine(data: Dataset, engine: str, extra: dict[str, str], requests: int) -> dict[str, Any]:
    """Return everything measured on one database with one engine."""
    environment = {**data.environment, **extra}
    rebuild = run(environment, "search_rebuild")
    facts = ask(environment, "tests.benchmarks.probe:facts")
    pages, files, memory, first = {}, {}, 0.0, 0.0
    with serve({**environment, "PAGE_CACHE_MEGABYTES": "0"}) as server:
        first = server.first_answer
        for name, path in facts["paths"].items():
            pages[name] = vars(measure(server.port, path, requests))
        memory = server.memory_mib()
        for name, path in facts["files"].items():
            found = stream(server, path)
            files[name] = {**vars(found), "is_within": found.is_within}
    with serve(environment) as server:
        cached = measure(server.port, facts["paths"]["directory: browse"], requests)
        bare = measure(server.port, facts["paths"]["bare view"], requests)
    return {
        "organisations": data.size,
        "engine": engine,
        "import_s": data.import_seconds,
        "rebuild_s": rebuild,
        "first_answer_s": first,
        "memory_mib": memory,
        "save_ms": facts["save_ms"],
        "hanging_save_ms": facts["hanging_save_ms"],
        "search_ms": facts["search_ms"],
        "queries": facts["queries"],
        "pages": pages,
        "files": files,
        "cached_ratio": cached.p50 / bare.p50,
    }


def show(result: dict[str, Any]) -> None:
    """Print one measurement as a table."""
    hanging = result["hanging_save_ms"]
    search = ", ".join(f"{name} {value:.2f}" for name, value in result["search_ms"].items())
    write(
        f"{result['organisations']} organisations, engine {result['engine']}",
        *page_lines(result["pages"], result["queries"]),
        *file_lines(result["files"]),
        f"from the page cache: {result['cached_ratio']:.1f} × bare; search part (ms): {search}",
        f"save {result['save_ms']:.0f} ms"
        + (f" ({hanging:.0f} ms at most while Elasticsearch hangs)" if hanging is not None else "")
        + f", rebuild {result['rebuild_s']:.1f} s, first answer "
        f"{result['first_answer_s']:.1f} s after start, two workers {result['memory_mib']:.0f} MiB (PSS)"
        + (f", import {result['import_s']:.0f} s" if result["import_s"] else ""),
    )


def write(*lines: str) -> None:
    """Print lines after an empty one."""
    sys.stdout.write("\n".join(("", *lines)) + "\n")


if __name__ == "__main__":
    main()
