"""Show how far long work is, on a terminal; silent elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

WIDTH = 30


@contextmanager
def progress_bar(stream: Any, label: str) -> Iterator[Callable[[int, int], None]]:
    """Give a function `(done, total)` that draws a bar on a terminal."""
    is_terminal = getattr(stream, "isatty", lambda: False)()

    def show(done: int, total: int) -> None:
        if is_terminal and total and (done % max(1, total // 200) == 0 or done == total):
            filled = WIDTH * done // total
            stream.write(f"\r{label} [{'#' * filled}{'.' * (WIDTH - filled)}] {done}/{total}", ending="")

    yield show
    if is_terminal:
        stream.write("")
