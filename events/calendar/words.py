"""Which events match words: title and summary as everybody reads them, organisers; each word as the start of one.

The search may register something better under the name `events_by_words`: a function from words to ids of events.
"""

from collections.abc import Collection

from events.models import CoOrganiser, Event
from events.records.covered import covered_words
from portal.content_cache import cached
from portal.registries import text_services
from portal.slugs import german_slug


def matching(words: str) -> Collection[int]:
    """Return the ids of the published events that match."""
    better = text_services.get("events_by_words")
    if better is not None:
        return better(words)
    wanted = [f"-{part}" for part in german_slug(words, "").split("-") if part]
    texts: dict[int, str] = cached("calendar-words", _read)
    return [pk for pk, text in texts.items() if wanted and all(word in text for word in wanted)]


def _read() -> dict[int, str]:
    """Read the folded words of every published event; few queries after a change of content."""
    others: dict[int, list[str]] = {}
    rows = CoOrganiser.objects.filter(event__live=True).values_list("event_id", "organisation__name")
    for event, name in rows:
        others.setdefault(event, []).append(name)
    fields = ("pk", "title", "summary", "organiser__name", "organiser_text")
    found, covered = {}, covered_words()
    for pk, title, summary, *names in Event.objects.filter(live=True).values_list(*fields):
        own = (covered[pk].title, covered[pk].summary) if pk in covered else (title, summary)
        found[pk] = "-" + german_slug(" ".join(filter(None, [*own, *names, *others.get(pk, ())])), "", 1000)
    return found
