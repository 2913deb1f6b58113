"""The index by name and by place: one page for a small network, one per letter or district for a large one."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from string import ascii_lowercase

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.region_slugs import region_slugs
from network.region_table import RegionRow, RegionTable, region_table
from network.subject_urls import SubjectUrls
from portal.content_cache import cached_per_language
from portal.pagination import paginate
from portal.tiles import Tile
from portal.view_models import Link, Message
from search.subjects.forms import IndexForm
from search.subjects.listed import DIGITS, OTHERS, Listed, everybody, letter_of, sort_key
from search.subjects.view_models import IndexView, NameGroup, NameRow

TINT = Tile(6, 0, 0, 0)
ON_ONE_PAGE = 500  # names; more are shown by letter or district
PAGE = 300
LETTERS = (DIGITS, *ascii_lowercase, OTHERS)
NOWHERE = "ohne-ort"


def is_small() -> bool:
    """Return whether one page holds the whole index."""
    return len(everybody()) <= ON_ONE_PAGE


def names_index(letter: str, form: IndexForm) -> IndexView:
    """Return the index by name: everything, a letter, or the letters to choose from; raises Http404 for none."""
    groups = _by_letter()
    if letter and letter not in groups:
        raise Http404
    shown = [groups[letter]] if letter else list(groups.values()) if is_small() else []
    heading = _("Initiatives from A to Z")
    view = IndexView(heading, _lead(), TINT, views("names"), _jumps(letter))
    return _cut(view, shown, form, reverse("names_of_letter", args=[letter]) if letter else reverse("names"))


def _lead() -> str:
    """Return how many there are and how the index is meant."""
    count = len(everybody())
    words = ngettext("%(n)s entry", "%(n)s entries", count) % {"n": count}
    return _("%(entries)s by name; short and former names lead to the present one.") % {"entries": words}


def _by_letter() -> dict[str, NameGroup]:
    """Return all names with their references by their letters, in order, sorted once per content and language."""
    return cached_per_language("index-by-letter", _sorted_by_letter)


def _sorted_by_letter() -> dict[str, NameGroup]:
    """Return what `_by_letter` keeps."""
    rows: dict[str, list[tuple[tuple[str, str], NameRow]]] = {}
    for one in everybody():
        note = ", ".join(filter(None, [_("Alliance") if one.is_alliance else "", one.seat]))
        _place(rows, one.name, NameRow(one.name, one.url, note, lang=one.lang))
        for other in one.also:
            _place(rows, other, NameRow(other, one.url, see=one.name, lang=one.lang))
    return {
        letter: NameGroup(
            label_of(letter), letter, [row for _key, row in sorted(rows[letter], key=lambda pair: pair[0])]
        )
        for letter in LETTERS
        if letter in rows
    }


def _place(rows: dict[str, list[tuple[tuple[str, str], NameRow]]], name: str, row: NameRow) -> None:
    """Put a name below its letter."""
    key = sort_key(name)
    rows.setdefault(letter_of(key), []).append(((key, name), row))


def label_of(letter: str) -> str:
    """Return a letter as a heading."""
    return {DIGITS: "0–9", OTHERS: _("Other signs")}.get(letter, letter.upper())


def _jumps(current: str) -> tuple[Link, ...]:
    """Return every letter; those without a name have no address."""
    filled, small = _by_letter(), is_small()
    found = []
    for letter in LETTERS:
        if letter in filled:
            url = f"#{letter}" if small and not current else reverse("names_of_letter", args=[letter])
            found.append(Link(label_of(letter), url, current=letter == current))
        elif letter != OTHERS:
            found.append(Link(label_of(letter), ""))
    return tuple(found)


def places_index(slug: str, form: IndexForm) -> IndexView:
    """Return the index by place: everything, a district, or the districts to choose from; raises Http404 for none."""
    table = region_table()
    by_district = _by_district(table)
    if slug and slug not in by_district:
        raise Http404
    chosen = [slug] if slug else list(by_district) if is_small() else []
    groups = [group for one in chosen for group in _groups_of(one, by_district[one], table)]
    heading = _("Initiatives by place")
    lead = _("Districts and towns, and who has its seat there.")
    view = IndexView(heading, lead, TINT, views("places"), tuple(_district_jumps(by_district, slug, table)))
    return _cut(view, groups, form, reverse("places_of_district", args=[slug]) if slug else reverse("places"))


def _by_district(table: RegionTable) -> dict[str, list[Listed]]:
    """Return everybody by the slug of the district of the seat; those without one come last."""
    slugs = region_slugs().by_key
    found: dict[str, list[Listed]] = {}
    for one in everybody():
        district = table.district_of(one.place) if one.place else None
        found.setdefault(slugs.get(district or "", NOWHERE), []).append(one)
    return dict(sorted(found.items(), key=lambda pair: _district_order(pair[0], table)))


def _district_order(slug: str, table: RegionTable) -> tuple[bool, bool, str]:
    """Return what districts are sorted by: the home state's first, by name."""
    row = _row_of(slug, table)
    if row is None:
        return (True, True, slug)
    return (False, not row.url_key.startswith(settings.HOME_STATE), sort_key(row.name))


def _row_of(slug: str, table: RegionTable) -> RegionRow | None:
    """Return the district of a slug, None for those without a place."""
    return table.get(region_slugs().by_slug.get(slug, ""))


def _groups_of(slug: str, listed: Iterable[Listed], table: RegionTable) -> Iterable[NameGroup]:
    """Yield a district with those of whom no town is known or told, then its towns."""
    district = _row_of(slug, table)
    towns: dict[str, list[Listed]] = {}
    for one in listed:
        row = table.get(one.place)
        is_town = (
            row is not None and row.kind != "district" and SubjectUrls().region(row.key) != _url(district)
        )
        towns.setdefault(one.place if is_town else "", []).append(one)
    label = district.label if district else _("Without a fixed place")
    yield NameGroup(label, slug, _rows(towns.pop("", ())), _url(district))
    for key in sorted(towns, key=lambda key: (sort_key(table.rows[key].label), key)):
        row = table.rows[key]
        yield NameGroup(
            row.label, f"o-{row.url_key.replace(':', '-')}", _rows(towns[key]), SubjectUrls().region(key), 3
        )


def _url(row: RegionRow | None) -> str:
    """Return the page of a place."""
    return SubjectUrls().region(row.key) if row else ""


def _rows(listed: Iterable[Listed]) -> tuple[NameRow, ...]:
    """Return entries as rows."""
    return tuple(
        NameRow(one.name, one.url, _("Alliance") if one.is_alliance else "", lang=one.lang) for one in listed
    )


def _district_jumps(by_district: dict[str, list[Listed]], current: str, table: RegionTable) -> Iterable[Link]:
    """Yield the districts with how many sit there."""
    small = is_small()
    for slug, listed in by_district.items():
        row = _row_of(slug, table)
        url = f"#{slug}" if small and not current else reverse("places_of_district", args=[slug])
        yield Link(
            row.label if row else _("Without a fixed place"), url, current=slug == current, count=len(listed)
        )


def _cut(view: IndexView, groups: Sequence[NameGroup], form: IndexForm, path: str) -> IndexView:
    """Return the view with the groups of one page; a group that is cut goes on on the next one."""
    total = sum(len(group.rows) for group in groups)
    size = max(total, 1) if is_small() else PAGE
    start = (form.page - 1) * size
    shown, at = [], 0
    for group in groups:
        rows = group.rows[max(start - at, 0) : max(start + size - at, 0)]
        if rows or (not group.rows and start <= at < start + size):
            shown.append(replace(group, rows=rows))
        at += len(group.rows)
    messages = [Message("warn", note) for note in form.notes]
    if form.page > 1 and not shown:
        messages.append(
            Message("warn", _("There is no such page."), links=[Link(_("Go to the first page"), path)])
        )
    pages = paginate(form.page, total, size, lambda number: f"{path}?seite={number}" if number > 1 else path)
    return replace(view, groups=shown, messages=messages, pagination=pages)


def views(current: str) -> tuple[Link, ...]:
    """Return the ways to look through the network."""
    ways = (
        ("names", _("By name")),
        ("places", _("By place")),
        ("topics", _("Topics")),
        ("booklet", _("Booklet")),
    )
    return tuple(Link(label, reverse(name), current=name == current) for name, label in ways)
