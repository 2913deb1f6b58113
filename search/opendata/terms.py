"""Keys with their labels: as the form offers them, in German, and in English where there is a word for it."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from django.utils import translation
from django.utils.translation import get_language

from network.languages import LANGUAGES
from network.records import PlaceFact, TopicFact

from .schema import Schema, many, maybe, ref, table, text

Value = dict[str, Any]

LABELLED: dict[str, Schema] = {
    "Term": table(
        {
            "key": text("Stable; what filters take."),
            "name": text("German label."),
            "name_en": maybe(text("English label.")),
        },
        "A value chosen from a list.",
    ),
    "RegionReference": table(
        {
            "id": text("Official key (AGS) of states, districts and municipalities, else `kind:code`."),
            "kind": text("state, district, municipality, constituency or area."),
            "name": text("As people call it, of districts the official name."),
            "within": many(text(), "Ids of the regions it lies in, nearest first."),
        },
        "An area of the table of regions.",
    ),
}
TERM, REGION = ref("Term"), ref("RegionReference")


@lru_cache(maxsize=1000)
def term(choices: Any, key: str) -> Value:
    """Return a key of a list of choices with its labels; the key stands for itself once it is no longer in it."""
    if key not in choices.values:
        return {"key": key, "name": key, "name_en": None}
    label = choices(key).label
    with translation.override("de"):
        german = str(label)
    with translation.override("en"):
        return {"key": key, "name": german, "name_en": str(label)}


def label(value: Value) -> str:
    """Return the label of a value in the reader's language."""
    english = (get_language() or "").startswith("en")
    return (value["name_en"] if english else "") or value["name"]


def terms_of(choices: Any) -> Callable[[Iterable[str]], list[Value]]:
    """Return a function that gives the labelled values of keys."""
    return lambda keys: [term(choices, key) for key in keys]


@lru_cache(maxsize=1000)
def language_term(code: str) -> Value:
    """Return a language (BCP 47) with its names."""
    language = LANGUAGES.get(code)
    if language is None:
        return {"key": code, "name": code, "name_en": None}
    return {"key": code, "name": language.german, "name_en": language.english}


def topic_term(topic: TopicFact) -> Value:
    """Return a topic with its labels."""
    return {"key": topic.slug, "name": topic.name, "name_en": topic.label_en or None}


def region_value(place: PlaceFact) -> Value:
    """Return a reference to a region."""
    return {
        "id": place.url_key,
        "kind": place.kind,
        "name": place.official_name,
        "within": [parent.url_key for parent in place.parents],
    }
