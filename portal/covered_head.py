"""The head of a page that must not tell everything for a while: title, way and picture are covered as the page is."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

CoverWords = Callable[[str], str]


def covered_head(context: Mapping[str, Any], cover: CoverWords) -> dict[str, Any]:
    """Return what of a page's context is another one once words are covered; a picture is left out."""
    meta = context["meta"]
    return {
        "breadcrumbs": tuple(replace(step, label=cover(step.label)) for step in context["breadcrumbs"]),
        "meta": replace(
            meta,
            title=cover(meta.title),
            description=cover(meta.description),
            image=None,
            json_ld=_names_covered(meta.json_ld, cover),
        ),
    }


def _names_covered(data: Any, cover: CoverWords) -> Any:
    """Return what machines read with every name in it covered."""
    if isinstance(data, Mapping):
        return {
            key: cover(value) if key == "name" and isinstance(value, str) else _names_covered(value, cover)
            for key, value in data.items()
        }
    return [_names_covered(one, cover) for one in data] if isinstance(data, list | tuple) else data
