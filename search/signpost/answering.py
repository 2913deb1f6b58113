"""The page at the end of the steps: who fits, who is responsible, and the address to pass on."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from network.choices import Weekday
from network.directory_urls import directory_path
from network.opening import all_turns, next_turn
from network.records import ActorRecord
from network.records.build import records_by_id
from network.region_table import RegionTable
from portal.content_cache import cached_many
from portal.registries import signpost_sections
from portal.search_url import SearchUrl
from portal.sites import office, site_facts, stale_months
from portal.validity import holds_until
from portal.view_models import Link, Message
from portal.visitors import is_anonymous
from search.entries import entry_of
from search.query import SearchRequest
from search.reading import Reading
from search.service import SearchResult
from search.view_models import Chip

from .day import key_of
from .doors import step_path
from .finding import Findings, Fitting, find
from .needs import Need, Way
from .place import Place
from .plan import stems_of
from .reaching import day_line, has_emergency, hours_line, may_be_written_to, ways_to
from .reasons import fitting_offers, why
from .responsible import responsible_for
from .view_models import Answer, Match

SHOWN = 12


def answer(  # noqa: PLR0913 - what was asked
    request: HttpRequest, way: Way, need: Need, place: Place | None, table: RegionTable, *, day: int | None
) -> Answer:
    """Return the whole answer; the number of queries does not depend on how many fit."""
    now = timezone.now()
    findings = find(need, place, table, now, embedded=not is_anonymous(request), day=day)
    holds_until(request, next_turn(all_turns(), now) if findings.is_complete else now)
    known = office(request)
    result = _marked(need, now)
    stale = stale_months(request)
    far = {one.found.key for one in findings.far}
    shown = [*findings.far, *(one for one in findings.fitting[:SHOWN] if one.found.key not in far)]
    matches = _matches(shown, need, result, stale, known.email if known else "", day=day)
    far_away = [match for match in matches if match.is_open] if findings.nobody_now else []
    directory = directory_path()
    alliances = responsible_for(place, need, table)
    sections = [section for source in signpost_sections if (section := source(way.key, need, place, now))]
    for section in sections:
        holds_until(request, section.holds_until)
    return Answer(
        open=[match for match in matches if match.is_open and not findings.nobody_now],
        others=[match for match in matches if not match.is_open],
        note=_note(findings, place),
        place=place.label if place else "",
        alliances=[entry_of(found, result, stale, directory) for found in alliances],
        office=known,
        share_url=share_url(request, way, need, place, day),
        directory=_directory_link(directory, need, place, table),
        sections=sections,
        messages=_messages(findings),
        day=str(Weekday(day).label) if day is not None else "",
        chips=_chips(way, need, place, day),
        far=far_away,
        tonight=_tonight(findings, place, far_away),
    )


def _tonight(findings: Findings, place: Place | None, far: Sequence[Match]) -> str:
    """Return what to say where help is needed at once and nobody near can be reached."""
    if not findings.nobody_now or place is None:
        return ""
    if far:
        text = _("As far as we know nobody around %(place)s can be reached now. Further away, now:")
    else:
        text = _(
            "As far as we know nobody around %(place)s can be reached now. The numbers above answer at once."
        )
    return text % {"place": place.label}


def _chips(way: Way, need: Need, place: Place | None, day: int | None) -> tuple[Chip, ...]:
    """Return the day as a hint with the way to the same answer without it."""
    if day is None:
        return ()
    return (Chip(str(Weekday(day).label), step_path(way, need, share_key(place)), _("Day")),)


def share_url(request: HttpRequest, way: Way, need: Need, place: Place | None, day: int | None) -> str:
    """Return the address to pass on: need, area and day, never a postcode."""
    facts = site_facts(request)
    return (facts.base_url if facts else "") + step_path(way, need, share_key(place), key_of(day))


def share_key(place: Place | None) -> str:
    """Return the key of the area in addresses, that of the home state for everywhere."""
    return place.share_key if place and place.share_key else settings.HOME_STATE


def _matches(  # noqa: PLR0913 - what a row shows
    fitting: Sequence[Fitting],
    need: Need,
    result: SearchResult,
    stale: int,
    office_email: str,
    *,
    day: int | None,
) -> list[Match]:
    """Return those who fit as the template reads them."""
    records = records_of([one.found.page_id for one in fitting if one.found.page_id])
    reachable = may_be_written_to(records.values(), office_email)
    directory, matches = directory_path(), []
    for one in fitting:
        record = records.get(one.found.page_id or 0)
        if record is not None:
            entry = entry_of(one.found, result, stale, directory)
            hours = record.opening_hours
            on_day = day_line(hours, day) if day is not None else ""
            matches.append(
                Match(
                    entry,
                    why(record, need),
                    fitting_offers(record, need, entry.url),
                    on_day or hours_line(hours, result.request.now, has_emergency=has_emergency(record)),
                    one.is_open,
                    ways_to(record, record.page_id in reachable),
                )
            )
    return matches


def records_of(page_ids: Iterable[int]) -> Mapping[int, ActorRecord]:
    """Return the public records of pages, read together and kept for the day while no content changes."""
    return cached_many(f"signpost-records:{timezone.localdate()}", list(page_ids), records_by_id)


def _marked(need: Need, now: datetime) -> SearchResult:
    """Return what rows need to mark the words of a need; of one that nobody should see, none are marked."""
    reading = Reading(marks=frozenset() if need.is_urgent else frozenset(stems_of(need.words)))
    return SearchResult.nothing(SearchRequest(now), reading)


def _note(findings: Findings, place: Place | None) -> str:
    """Return what to say where it had to be looked further away than asked."""
    if place is None or place.is_state or findings.scope == "here" or not findings.fitting:
        return ""
    if findings.scope == "around":
        return _("Close to %(place)s there are few. These are up to 60 km away.") % {"place": place.label}
    return _("Near %(place)s we know too few. These work elsewhere; some of them come or help by phone.") % {
        "place": place.label
    }


def _messages(findings: Findings) -> tuple[Message, ...]:
    """Return what to say while the search is still starting."""
    if findings.is_complete:
        return ()
    return (Message("info", _("The search is just starting. Please load the page again in a moment.")),)


def _directory_link(directory: str, need: Need, place: Place | None, table: RegionTable) -> Link | None:
    """Return the way to the directory with the topics of a need and the district, to look further by oneself."""
    if not directory:
        return None
    row = table.get(place.area(table)) if place and place.region else None
    values = {"thema": need.topics, "region": row.url_key if row and row.kind != "state" else ""}
    if not need.topics:
        values["angebot"] = tuple(str(kind.value) for kind in need.offers)
    return Link(_("Look further in the directory"), str(SearchUrl(directory, values)))
