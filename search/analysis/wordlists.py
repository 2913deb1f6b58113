"""Reading of the word lists beside this package: plain text that an editor can extend."""

from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"
SOURCES = Path(__file__).resolve().parent


def lines(name: str) -> Iterator[str]:
    """Yield the stripped lines of the named list, without comments (from `#` on) and empty lines."""
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if content := line.partition("#")[0].strip():
            yield content


def sections(name: str) -> dict[str, list[str]]:
    """Return the lines of the named list by the `[section]` they stand below."""
    found: dict[str, list[str]] = {}
    current = found.setdefault("", [])
    for line in lines(name):
        if line.startswith("[") and line.endswith("]"):
            current = found.setdefault(line[1:-1], [])
        else:
            current.append(line)
    return found


def words(name: str) -> Iterator[str]:
    """Yield every blank-separated word of the named list."""
    for line in lines(name):
        yield from line.split()
