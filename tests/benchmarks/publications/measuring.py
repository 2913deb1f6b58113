"""Pages with very many publications in one run, beside the bare view; in a copy that is gone afterwards."""

from typing import Any

from tests.benchmarks.calendar.data import copied
from tests.benchmarks.calendar.measuring import page_timing
from tests.benchmarks.data import Dataset, run
from tests.benchmarks.inside import ask
from tests.benchmarks.server import serve

HERE = "tests.benchmarks.publications.filling"
# Wanted of lists: SQL queries of a page that was seen since content changed.
LIST_QUERIES = 8


def measure_publications(beside: Dataset, infoposts: int, postings: int, requests: int) -> dict[str, Any]:
    """Return what pages take with so many infoposts and postings beside the organisations of a database."""
    with copied(beside) as environment:
        run(environment, "migrate", "-v0")
        holds = ask(environment, f"{HERE}:fill", infoposts, postings)
        rebuild = run(environment, "search_rebuild")
        facts = ask(environment, f"{HERE}:facts")
        with serve({**environment, "PAGE_CACHE_MEGABYTES": "0"}) as server:
            pages = {name: page_timing(server, path, requests) for name, path in facts["paths"].items()}
            memory = server.memory_mib()
    for name, page in pages.items():
        page["is_within"] = facts["queries"][name]["later"] <= LIST_QUERIES
    return {**holds, "rebuild_s": rebuild, "memory_mib": memory, "queries": facts["queries"], "pages": pages}
