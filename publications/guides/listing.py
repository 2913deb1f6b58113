"""The list of guides: by topic, audience, language and state; few enough to be narrowed down in memory."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from network.choices import TargetGroup
from network.labels import Labels, choice_labels, language_labels, topic_labels
from network.languages import LANGUAGES
from network.subject_urls import SubjectUrls
from portal.addresses import page_path
from portal.list_models import Chip, Entry, Facet, FacetValue, HiddenField, Pagination
from portal.page_refs import source_of
from portal.pagination import paginate
from portal.search_url import SearchUrl
from portal.tiles import Tile, tile_for
from portal.view_models import Badge, Link, Message, Segment

from .forms import CURRENT, OUTDATED, GuideListForm
from .rows import GuideRow, guide_rows

PAGE_SIZE = 20
TINT = Tile(2, 0, 0, 0)
SHOWN = 8
STATE = "stand"


@dataclass(frozen=True)
class GuideListing:
    """A list of guides with everything around it, as the portal's templates of lists read it."""

    heading: str
    introduction: str
    total: int
    count_label: str
    facets: Sequence[Facet]
    facet_action: str
    facet_hidden: Sequence[HiddenField]
    active_count: int
    chips: Sequence[Chip]
    clear_url: str
    entries: Sequence[Entry]
    pagination: Pagination | None
    messages: Sequence[Message]
    is_empty: bool
    tint: Tile = TINT
    cloth: tuple[Tile, ...] = tuple(tile_for(f"lf{number}") for number in range(15))
    search: None = None
    view: str = "list"
    feeds: Sequence[Link] = ()


@dataclass(frozen=True)
class Filter:
    """A filter: its parameter and heading, the labels of its values, and which of them a guide has."""

    parameter: str
    heading: str
    labels: Callable[[], Labels]
    values: Callable[[GuideRow, date], Iterable[str]]


def filters() -> tuple[Filter, ...]:
    """Return the filters in the reader's language."""
    return (
        Filter("thema", _("Topic"), topic_labels, lambda row, day: row.topics),
        Filter("zielgruppe", _("For whom"), choice_labels(TargetGroup), lambda row, day: row.target_groups),
        Filter("sprache", _("Language"), language_labels, lambda row, day: row.languages),
        Filter(STATE, _("State"), _states, lambda row, day: (OUTDATED if row.outdated(day) else CURRENT,)),
    )


def listing_of(page: Any, request: HttpRequest, today: date) -> GuideListing:
    """Return what of the guides somebody wants to see."""
    form = GuideListForm(request.GET)
    asked = {**form.cleaned_data, STATE: tuple(filter(None, (form.cleaned_data[STATE],)))}
    number = asked.pop("seite")
    known, every = filters(), guide_rows()
    chosen = {one.parameter: frozenset(asked[one.parameter]) for one in known}
    unknown = [value for one in known for value in asked[one.parameter] if value not in one.labels()]
    notes = [
        *form.notes,
        *(_("We do not know “%(word)s” as a filter.") % {"word": word[:40]} for word in unknown),
    ]
    url = SearchUrl(page_path(source_of(page)), asked)
    found = [row for row in every if _fits(row, chosen, known, today)]
    messages = [Message("warn", note) for note in notes] + [Message("info", hint) for hint in form.hints]
    shown = found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    if found and not shown:
        first = Link(_("Go to the first page"), url.page(1))
        messages.append(Message("warn", _("There is no such page."), links=[first]))
    chips = list(_chips(known, chosen, url))
    return GuideListing(
        heading=page.title,
        introduction=page.lead,
        total=len(found),
        count_label=ngettext("%(n)s guide", "%(n)s guides", len(found)) % {"n": len(found)},
        facets=[one for one in _facets(every, known, chosen, today) if one.values],
        facet_action=url.path,
        facet_hidden=(),
        active_count=len(chips),
        chips=chips,
        clear_url=url.path if len(chips) > 1 else "",
        entries=[entry_of(row, today) for row in shown],
        pagination=paginate(number, len(found), PAGE_SIZE, url.page),
        messages=messages,
        is_empty=not every,
        feeds=(Link(_("New and changed ones by mail"), _by_mail(asked), icon="mail"),),
    )


def _by_mail(asked: Mapping[str, Any]) -> str:
    """Return the address at which one asks for mails about what changes in guides; mails know topics only."""
    return str(SearchUrl(reverse("save_search"), {"thema": asked["thema"], "nur": ("guides",)}))


def entry_of(row: GuideRow, today: date) -> Entry:
    """Return a guide as a row of the portal's lists."""
    labels, urls = topic_labels(), SubjectUrls()
    foreign = row.locale != get_language()
    language = LANGUAGES.get(row.locale)
    parts = ngettext("%(n)s section", "%(n)s sections", row.sections) % {"n": row.sections}
    as_of = (
        _("Legal status: %(day)s") % {"day": date_format(row.law.as_of, "DATE_FORMAT")}
        if row.law.as_of
        else ""
    )
    return Entry(
        url=row.url,
        title_segments=(Segment(row.title),),
        tile=tile_for(f"lf{row.page_id}"),
        meta=tuple(filter(None, (row.for_whom, parts, as_of))),
        snippet_segments=(Segment(row.summary),),
        topics=tuple(Link(labels[slug], urls.topic(slug)) for slug in row.topics if slug in labels),
        badges=tuple(_badges(row, today)),
        lang=row.locale if foreign else "",
        dir=language.dir if foreign and language else "",
    )


def _badges(row: GuideRow, today: date) -> Iterator[Badge]:
    """Yield what is outdated of a guide."""
    number = row.outdated(today)
    if number and number == row.sections:
        yield Badge("stale", _("Out of date"))
    elif number:
        words = ngettext("%(n)s section out of date", "%(n)s sections out of date", number)
        yield Badge("stale", words % {"n": number})


def _states() -> Labels:
    """Return what the states are called."""
    return {CURRENT: _("All of it up to date"), OUTDATED: _("With outdated parts")}


def _fits(
    row: GuideRow, chosen: Mapping[str, frozenset[str]], known: Iterable[Filter], today: date, but: str = ""
) -> bool:
    """Return whether a guide has one of the chosen values of every filter, `but` left out."""
    return all(
        not chosen[one.parameter] or not chosen[one.parameter].isdisjoint(one.values(row, today))
        for one in known
        if one.parameter != but
    )


def _facets(
    every: Iterable[GuideRow], known: Sequence[Filter], chosen: Mapping[str, frozenset[str]], today: date
) -> Iterator[Facet]:
    """Yield the filters with how many guides each value finds beside what else is chosen."""
    rows = list(every)
    for one in known:
        beside = (row for row in rows if _fits(row, chosen, known, today, but=one.parameter))
        counts = Counter(value for row in beside for value in set(one.values(row, today)))
        mine, labels = chosen[one.parameter], one.labels()
        keys = [key for key in labels if key in counts or key in mine]
        keys.sort(key=lambda key: (key not in mine, -counts[key], labels[key].casefold()))
        values = [FacetValue(key, labels[key], counts[key], key in mine, disabled=False) for key in keys]
        cut = max(SHOWN, len(mine))
        yield Facet(one.parameter, one.heading, values[:cut], values[cut:])


def _chips(known: Iterable[Filter], chosen: Mapping[str, frozenset[str]], url: SearchUrl) -> Iterator[Chip]:
    """Yield what is chosen, each with the address without it."""
    for one in known:
        labels = one.labels()
        for value in sorted(chosen[one.parameter]):
            if value in labels:
                yield Chip(labels[value], url.without(one.parameter, value), one.heading)
