"""The directory as a booklet: a selection by district or by name, with registers; small enough to be printed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from network.directory_urls import directory_path
from network.opening import all_turns, next_turn
from network.presentation.actor import topic_label
from network.records import ActorRecord, public_records
from network.records.load import actor_pages
from network.region_slugs import CITY
from network.region_table import RegionTable, region_table
from portal.search_url import SearchUrl
from portal.tiles import Tile, as_tile, tile_for
from portal.validity import holds_until
from portal.view_models import Link, Message
from portal.visitors import is_anonymous
from search.conditions import describe
from search.directory_request import understand
from search.entries import page_address
from search.service import Found, SearchResult, search
from search.subjects.booklet_entries import other_names, paper_entry
from search.subjects.booklet_types import Booklet, Chapter, PaperEntry, Register, RegisterLine, Town
from search.subjects.index_pages import label_of
from search.subjects.listed import letter_of, sort_key
from search.wording import count_words

MOST = 500  # entries: about 120 pages
COVER_TILES = 60
BY_NAME = "name"


def booklet(request: HttpRequest) -> Booklet:
    """Return the booklet of what a request selects; too many entries become a choice of districts."""
    table = region_table()
    asked = understand(request, table)
    wanted = replace(asked.request, page=1, page_size=MOST, sort="title")
    result = search(wanted, prefer_embedded=not is_anonymous(request))
    if result.incomplete or wanted.open_now:
        holds_until(request, wanted.now if result.incomplete else next_turn(all_turns(), wanted.now))
    url = asked.url.at(asked.url.path, without=("ansicht",))
    fits = result.total <= MOST and not result.incomplete
    by_name = asked.values["sortierung"] == BY_NAME
    made = Booklet(
        heading=_("Directory of initiatives"),
        selection=" · ".join(describe(asked, table)),
        count_label=count_words(result.total, has_query=False),
        total=result.total if fits else 0,
        as_of=timezone.localdate(),
        cloth=_cloth(result.found),
        change_url=str(url.at(directory_path(), without=("sortierung",))),
        orders=(
            Link(_("By place"), url.having(sortierung=None), current=not by_name),
            Link(_("By name"), url.having(sortierung=BY_NAME), current=by_name),
        ),
        messages=[Message("warn", note) for note in (*asked.notes, *asked.hints)],
    )
    if not fits:
        return replace(
            made, choices=_choices(result, url, table), messages=[*made.messages, _too_many(result)]
        )
    pairs = _records(result.found)
    chapters = tuple(_by_letter(pairs) if by_name else _by_place(pairs, table))
    return replace(made, chapters=chapters, registers=tuple(_registers(pairs, chapters, by_name)))


def _too_many(result: SearchResult) -> Message:
    """Return why there is no booklet."""
    if result.incomplete:
        return Message("info", _("The search is just starting. Please load this page again in a moment."))
    words = {"n": result.total, "most": MOST}
    return Message(
        "info",
        _("%(n)s entries are too many for a booklet (up to %(most)s). Please choose a district.") % words,
    )


def _choices(result: SearchResult, url: SearchUrl, table: RegionTable) -> tuple[Link, ...]:
    """Return the districts with how many a booklet of each would hold."""
    counts = result.facets.get("region", {})
    rows = [row for row in table.rows.values() if row.kind == "district" and counts.get(row.key)]
    rows.sort(key=lambda row: sort_key(row.name))
    return tuple(Link(row.label, url.having(region=row.url_key), count=counts[row.key]) for row in rows)


def _cloth(found: Sequence[Found]) -> tuple[Tile, ...]:
    """Return the tiles of the cover."""
    tiles = [as_tile(one.shown["tile"]) for one in found[:COVER_TILES] if one.shown.get("tile")]
    return tuple([*tiles, *(tile_for(f"cover-{n}") for n in range(COVER_TILES))][:COVER_TILES])


def _records(found: Sequence[Found]) -> list[tuple[ActorRecord, str]]:
    """Return the public records of what was found with their addresses, by name; a constant number of queries."""
    paths = {
        one.page_id: page_address(one.shown["url_path"], one.shown["locale"]) for one in found if one.page_id
    }
    records = public_records(actor_pages(paths), with_points=False)
    pairs = [(record, paths[record.page_id]) for record in records]
    return sorted(
        pairs, key=lambda pair: (sort_key(pair[0].title) or "~", pair[0].title, pair[0].register_id)
    )


def _by_letter(pairs: Sequence[tuple[ActorRecord, str]]) -> Iterator[Chapter]:
    """Yield a chapter per letter."""
    numbered = [paper_entry(record, number, url) for number, (record, url) in enumerate(pairs, 1)]
    for letter, group in groupby(numbered, key=lambda entry: letter_of(sort_key(entry.name))):
        entries = tuple(group)
        yield _chapter(label_of(letter), f"k-{letter}", [Town("", entries)])


def _by_place(pairs: Sequence[tuple[ActorRecord, str]], table: RegionTable) -> Iterator[Chapter]:
    """Yield a chapter per district of the seat, its towns in order; those without a place come last."""
    ordered = sorted(pairs, key=lambda pair: _place_order(pair[0]))
    numbered = [
        (_place_order(record), paper_entry(record, number, url))
        for number, (record, url) in enumerate(ordered, 1)
    ]
    for (is_nowhere, district, key), group in groupby(numbered, key=lambda pair: pair[0][:3]):
        towns = [
            Town(name, tuple(entry for _order, entry in entries))
            for (_key, name), entries in groupby(group, key=lambda pair: pair[0][3:5])
        ]
        row = table.get(key)
        heading = _("Without a fixed place") if is_nowhere else row.label if row else district
        yield _chapter(heading, f"k-{key.rpartition(':')[2] or 'ohne'}", towns)


def _place_order(record: ActorRecord) -> tuple[bool, str, str, str, str]:
    """Return district and town of the seat as a key to sort and group by."""
    seat = record.seat
    district = seat.district if seat else None
    if seat is None or district is None:
        return (True, "", "", "", "")
    is_town = seat.kind != "district" and district.official_name != f"{CITY}{seat.name}"
    town = seat.name if is_town else ""
    return (False, sort_key(district.name), district.key, sort_key(town), town)


def _chapter(heading: str, anchor: str, towns: Sequence[Town]) -> Chapter:
    """Return a chapter with the numbers it holds."""
    numbers = [entry.number for town in towns for entry in town.entries]
    return Chapter(heading, anchor, towns, numbers[0], numbers[-1])


def _registers(
    pairs: Sequence[tuple[ActorRecord, str]], chapters: Sequence[Chapter], by_name: bool
) -> Iterator[Register]:
    """Yield the registers: by topic, by place, and by every name an entry has or had."""
    numbers = {entry.url: entry.number for entry in _entries(chapters)}
    of = [(record, numbers[url]) for record, url in pairs]
    topics = ((topic_label(topic), number) for record, number in of for topic in record.topics)
    places = (
        (record.seat.name, number) for record, number in of if record.seat and record.seat.kind != "district"
    )
    yield Register(_("Register of topics"), "r-themen", _lines(topics))
    yield Register(_("Register of places"), "r-orte", _lines(places))
    own = [] if by_name else [(record.title, number) for record, number in of]
    names = (*own, *((name, number) for record, number in of for name in other_names(record)))
    yield Register(
        _("Register of other names") if by_name else _("Register of names"), "r-namen", _lines(names)
    )


def _entries(chapters: Iterable[Chapter]) -> Iterator[PaperEntry]:
    """Yield every entry of the booklet."""
    for chapter in chapters:
        for town in chapter.towns:
            yield from town.entries


def _lines(pairs: Iterable[tuple[str, int]]) -> tuple[RegisterLine, ...]:
    """Return words in order with their numbers."""
    found: dict[str, set[int]] = {}
    for label, number in pairs:
        found.setdefault(label, set()).add(number)
    return tuple(
        RegisterLine(label, sorted(found[label]))
        for label in sorted(found, key=lambda one: (sort_key(one), one))
    )
