"""`make bench`: everything in one run, printed as a table and written as JSON.

The machine may be noisy: compare the ratios to the bare view of the same run, not milliseconds of two runs.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.benchmarks.data import Dataset, dataset, run
from tests.benchmarks.load import measure
from tests.benchmarks.server import serve
from tests.benchmarks.streaming import MOST_MIB, MOST_SECONDS, stream

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Measure every size on every engine and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[150, 5000])
    parser.add_argument("--requests", type=int, default=60)
    parser.add_argument("--folder", type=Path, default=Path(os.environ.get("PORTAL_VAR", ROOT / "var")))
    parser.add_argument("--elasticsearch", default=os.environ.get("ELASTICSEARCH_URL", ""))
    options = parser.parse_args()
    results = []
    for size in options.sizes:
        data = dataset(size, options.folder)
        results.append(measure_engine(data, "embedded", {}, options.requests))
        if options.elasticsearch:
            extra = {"ELASTICSEARCH_URL": options.elasticsearch, "ELASTICSEARCH_PREFIX": f"bench-{size}"}
            results.append(measure_engine(data, "elastic", extra, options.requests))
    target = options.folder / "bench.json"
    target.write_text(json.dumps(results, indent=1), encoding="utf-8")
    for result in results:
        show(result)
    sys.stdout.write(f"\nwritten to {target.name}\n")


def measure_engine(data: Dataset, engine: str, extra: dict[str, str], requests: int) -> dict[str, Any]:
    """Return everything measured on one database with one engine."""
    environment = {**data.environment, **extra}
    rebuild = run(environment, "search_rebuild")
    facts = probe(environment)
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


def probe(environment: dict[str, str]) -> dict[str, Any]:
    """Return what is found out inside the measured database."""
    command = [sys.executable, "-m", "tests.benchmarks.probe"]
    answer = subprocess.run(  # noqa: S603 - our own module
        command, env={**os.environ, **environment}, check=True, stdout=subprocess.PIPE
    )
    return json.loads(answer.stdout)


def show(result: dict[str, Any]) -> None:
    """Print one measurement as a table."""
    bare = result["pages"]["bare view"]["p50"]
    lines = [
        "",
        f"{result['organisations']} organisations, engine {result['engine']}",
        f"{'page':30} {'p50 ms':>8} {'p95 ms':>8} {'× bare':>7} {'req/s':>7} {'SQL':>7} {'kB':>7} {'gzip kB':>8}",
    ]
    for name, page in result["pages"].items():
        counts = result["queries"][name]
        lines.append(
            f"{name:30} {page['p50']:8.2f} {page['p95']:8.2f} {page['p50'] / bare:7.1f} {page['per_second']:7.0f} "
            f"{counts['first']:>4}/{counts['later']:<2} {page['raw'] / 1000:7.1f} {page['compressed'] / 1000:8.1f}"
        )
    lines += file_lines(result["files"])
    hanging = result["hanging_save_ms"]
    search = ", ".join(f"{name} {value:.2f}" for name, value in result["search_ms"].items())
    lines += [
        f"from the page cache: {result['cached_ratio']:.1f} × bare; search part (ms): {search}",
        f"save {result['save_ms']:.0f} ms"
        + (f" ({hanging:.0f} ms at most while Elasticsearch hangs)" if hanging is not None else "")
        + f", rebuild {result['rebuild_s']:.1f} s, first answer "
        f"{result['first_answer_s']:.1f} s after start, two workers {result['memory_mib']:.0f} MiB (PSS)"
        + (f", import {result['import_s']:.0f} s" if result["import_s"] else ""),
    ]
    sys.stdout.write("\n".join(lines) + "\n")


def file_lines(files: dict[str, dict[str, Any]]) -> list[str]:
    """Return the part of the table about files."""
    heading = f"whole file (wanted at 5,000: {MOST_SECONDS:.0f} s, {MOST_MIB:.0f} MiB)"
    lines = [f"{heading:46} {'first ms':>8} {'s':>7} {'MB':>7} {'MiB more':>8}"]
    for name, file in files.items():
        lines.append(
            f"{name:46} {file['first'] * 1000:8.0f} {file['seconds']:7.2f} {file['raw'] / 1e6:7.2f} "
            f"{file['memory_mib']:8.0f}{'' if file['is_within'] else '  more than wanted'}"
        )
    return lines


if __name__ == "__main__":
    main()
