"""Values that every page needs (site, menu, locales, settings), kept per process while no content changes.

The key is `changes.generation()`: one query per request tells whether anything is out of date, in every process
at once, with no message between them. Values are shared by all threads, so nobody may change them.
"""

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from django.utils.translation import get_language

from portal import changes

# Enough for settings, menus and page references of a large site; beyond it a value is built and not kept.
MAX_VALUES = 20_000

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")

_lock = threading.Lock()
_current: tuple[str, dict[str, Any]] = ("", {})


def cached(name: str, build: Callable[[], T]) -> T:
    """Return the value of that name, built at most once per generation and process."""
    values = _values()
    try:
        return values[name]
    except KeyError:
        value = build()
        if len(values) < MAX_VALUES:
            values[name] = value
        return value


def cached_per_language(name: str, build: Callable[[], T]) -> T:
    """Return the value of that name in the active language."""
    return cached(f"{name}:{get_language()}", build)


def cached_many(name: str, keys: list[K], build: Callable[[list[K]], dict[K, V]]) -> dict[K, V]:
    """Return `{key: value}` of those keys that have a value; `build` is asked once for all unknown ones."""
    known: dict[K, V | None] = cached(name, dict)
    missing = [key for key in dict.fromkeys(keys) if key not in known]
    if missing:
        built = build(missing)
        if len(known) < MAX_VALUES:
            known.update({key: built.get(key) for key in missing})
        else:
            known = {**known, **built}
    return {key: value for key in keys if (value := known.get(key)) is not None}


def clear() -> None:
    """Forget everything this process knows."""
    global _current  # noqa: PLW0603 - one value per process is the purpose of this module
    _current = ("", {})


def _values() -> dict[str, Any]:
    """Return the values of the present generation; those of an earlier one are dropped."""
    global _current  # noqa: PLW0603
    generation = changes.generation()
    known_generation, values = _current
    if known_generation == generation:
        return values
    with _lock:
        if _current[0] != generation:
            _current = (generation, {})
        return _current[1]
