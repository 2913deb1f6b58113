"""What was measured, as lines of tables."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.benchmarks.streaming import MOST_MIB, MOST_SECONDS

MISSED = "  more than wanted"


def page_lines(pages: Mapping[str, Mapping[str, Any]], queries: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Return the table about pages, beside the bare view among them; what says that it missed is marked."""
    bare = pages["bare view"]["p50"]
    has_processor = any("cpu_ms" in page for page in pages.values())
    lines = [
        f"{'page':30} {'p50 ms':>8} {'p95 ms':>8} {'× bare':>7} {'req/s':>7} {'SQL':>7} {'kB':>7} {'gzip kB':>8}"
        f"{' CPU ms' if has_processor else ''}"
    ]
    for name, page in pages.items():
        counts = queries[name]
        lines.append(
            f"{name:30} {page['p50']:8.2f} {page['p95']:8.2f} {page['p50'] / bare:7.1f} {page['per_second']:7.0f} "
            f"{counts['first']:>4}/{counts['later']:<2} {page['raw'] / 1000:7.1f} {page['compressed'] / 1000:8.1f}"
            f"{_processor(page) if has_processor else ''}{'' if page.get('is_within', True) else MISSED}"
        )
    return lines


def _processor(page: Mapping[str, Any]) -> str:
    """Return the cell of what a page took of the server's processor."""
    return f" {page['cpu_ms']:6.1f}"


def file_lines(files: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the table about files."""
    heading = f"whole file (wanted at 5,000: {MOST_SECONDS:.0f} s, {MOST_MIB:.0f} MiB)"
    lines = [f"{heading:46} {'first ms':>8} {'s':>7} {'MB':>7} {'MiB more':>8}"]
    for name, file in files.items():
        lines.append(
            f"{name:46} {file['first'] * 1000:8.0f} {file['seconds']:7.2f} {file['raw'] / 1e6:7.2f} "
            f"{file['memory_mib']:8.0f}{'' if file['is_within'] else MISSED}"
        )
    return lines


def publication_lines(result: Mapping[str, Any]) -> list[str]:
    """Return the table about publications."""
    return [
        f"publications: {result['infoposts']} infoposts, {result['postings']} postings; "
        f"rebuild {result['rebuild_s']:.0f} s, two workers {result['memory_mib']:.0f} MiB (PSS)",
        *page_lines(result["pages"], result["queries"]),
    ]


def calendar_lines(result: Mapping[str, Any]) -> list[str]:
    """Return the tables about the calendar."""
    feed = result["feed_bytes"]
    lines = [
        f"calendar: {result['events']} events, {result['series']} of them series, {result['dates']} dates"
        + (f", written in {result['fill_s']:.0f} s" if result["fill_s"] else ""),
        *page_lines(result["pages"], result["queries"]),
        f"{'':46} {'took':>9} {'processor':>9} {'wanted':>9}",
    ]
    for figure in result["figures"]:
        unit, digits = figure["unit"], 1 if figure["unit"] == "s" else 2
        values = (figure["took"], figure["processor"], figure["wanted"])
        cells = (f"{'' if value is None else f'{value:.{digits}f} {unit}':>9}" for value in values)
        lines.append(f"{figure['name']:46} {' '.join(cells)}{'' if figure['is_within'] else MISSED}")
    index = "by the partial index" if result["uses_partial_index"] else "NOT by the partial index"
    lines += [
        f"next 50 dates {index}: {result['plan'].splitlines()[0]}",
        f"feed {feed['raw'] / 1e6:.2f} MB, {feed['compressed'] / 1000:.0f} kB compressed; "
        f"two workers {result['memory_mib']:.0f} MiB (PSS)",
    ]
    return lines


def access_lines(results: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the tables about the admin's views, beside Wagtail's own way of asking for rights."""
    lines = []
    for result in results:
        for person, views in result["people"].items():
            lines += [
                "",
                f"{result['database'] + ', ' + person:34} {'SQL':>5} {'ms':>8} {'stock ms':>9} {'× ours':>7}",
            ]
            for name, view in views.items():
                stock = view["stock_ms"]
                beside = (
                    f"{'fails':>9} {'':>7}" if stock is None else f"{stock:9.0f} {stock / view['ms']:7.1f}"
                )
                lines.append(
                    f"{name:34} {view['queries']:5} {view['ms']:8.0f} {beside}{'' if view['is_within'] else MISSED}"
                )
    return lines
