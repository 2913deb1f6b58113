"""Find the organisation that a row or a word of a list speaks of."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from network.models import Address, Organisation
from network.models.regions import RegionKind

from .rows import Row
from .texts import shown, word_key


class Unclear(ValueError):
    """A row or word that may mean several organisations, or one under another id; the message says which."""


@dataclass
class Known:
    """An organisation with the places it may be known by: keys of towns' names."""

    entry: Organisation
    places: set[str]


class Register:
    """Every organisation by register id, by name and town, and by any of its names."""

    def __init__(self) -> None:
        self._by_id: dict[str, Organisation] = {}
        self._by_name: dict[str, list[Known]] = {}
        self._by_any_name: dict[str, list[Organisation]] = {}
        towns: dict[int, set[str]] = {}
        addresses = Address.objects.filter(page__locale__language_code=settings.LANGUAGE_CODE)
        for pk, town in addresses.values_list("page__organisation_id", "town"):
            towns.setdefault(pk, set()).add(word_key(town))
        # Lists that still know a merged entry by its id would bring it back.
        self._merged: dict[str, Organisation] = {}
        for entry in Organisation.objects.select_related("seat__parent", "merged_into"):
            if entry.merged_into is not None:
                self._merged[entry.register_id] = entry.merged_into
            else:
                self.add(entry, towns.get(entry.pk, ()))

    def add(self, entry: Organisation, towns: Iterable[str] = ()) -> None:
        """Make an organisation known."""
        places = {*towns, *_seat_names(entry)} - {""}
        self._by_id[entry.register_id] = entry
        self._by_name.setdefault(word_key(entry.name), []).append(Known(entry, places))
        for name in _names(entry):
            self._by_any_name.setdefault(name, []).append(entry)

    def rename(self, entry: Organisation, name: str) -> None:
        """Make an organisation known by the name that a list gives it, too."""
        self._by_any_name.setdefault(word_key(name), []).append(entry)

    def forget(self, entry: Organisation) -> None:
        """Take back what `add` made known."""
        del self._by_id[entry.register_id]
        known = self._by_name[word_key(entry.name)]
        known[:] = [one for one in known if one.entry is not entry]
        for name in _names(entry):
            entries = self._by_any_name[name]
            entries[:] = [one for one in entries if one is not entry]

    def of_row(self, row: Row) -> Organisation | None:
        """Return the organisation a row speaks of: by id, without one by name and town. Raises Unclear."""
        register_id = row.get("id")
        if register_id in self._by_id:
            return self._by_id[register_id]
        if register_id in self._merged:
            other = self._merged[register_id]
            names = {"name": other.name, "id": other.register_id}
            raise Unclear(_("has been merged into “%(name)s”; use its id %(id)s") % names)
        found = self._named(row)
        if not register_id:
            return found
        if found is not None and _is_made_up(found.register_id):
            ids = {"id": found.register_id}
            raise Unclear(_("stands in the register already, under the id %(id)s; use that one") % ids)
        return None

    def _named(self, row: Row) -> Organisation | None:
        """Return the organisation of a row's name and town; the only one of that name where a town is missing."""
        same_name = self._by_name.get(word_key(row.get("name")), [])
        wanted = row_places(row)
        found = [one for one in same_name if one.places & wanted or not (one.places or wanted)]
        if not found:
            found = [one for one in same_name if not one.places or not wanted]
        if len(found) > 1 and not row.get("id"):
            ids = {"count": len(found)}
            raise Unclear(_("%(count)s organisations have this name and place; give the id") % ids)
        return found[0].entry if len(found) == 1 else None

    def alliance(self, word: str) -> Organisation | None:
        """Return the alliance of an id or name, None where nobody has it; raises Unclear."""
        entry = self._by_id.get(word)
        if entry is None:
            named = self._by_any_name.get(word_key(word), [])
            found = [one for one in named if one.kind == "alliance"] or named
            if len({one.register_id for one in found}) > 1:
                raise Unclear(
                    _("several alliances are called “%(name)s”; give the id") % {"name": shown(word)}
                )
            entry = found[0] if found else None
        if entry is not None and entry.kind != "alliance":
            raise Unclear(
                _("“%(name)s” is no alliance; only an alliance can have members") % {"name": shown(word)}
            )
        return entry

    def named(self, name: str) -> Organisation | None:
        """Return the organisation of exactly this name, None where nobody or more than one has it."""
        found = [one for one in self._by_any_name.get(word_key(name), []) if one.name == name]
        return found[0] if len({one.register_id for one in found}) == 1 else None


def row_places(row: Row) -> set[str]:
    """Return the keys of the town that a row names."""
    names = {word_key(row.get("municipality"))}
    if row.seat is not None and row.seat.kind == RegionKind.MUNICIPALITY:
        names.add(word_key(row.seat.name))
    return names - {""}


def _names(entry: Organisation) -> set[str]:
    """Return the keys of every name an organisation is known by."""
    return {word_key(name) for name in (entry.name, entry.short_name, *entry.former_names)} - {""}


def _seat_names(entry: Organisation) -> Iterable[str]:
    """Return the key of the town an organisation sits in."""
    is_town = entry.seat is not None and entry.seat.kind == RegionKind.MUNICIPALITY
    return [word_key(entry.seat.name)] if is_town else []


def _is_made_up(register_id: str) -> bool:
    """Return whether an id was given by the portal, because nobody else gave one."""
    try:
        UUID(register_id)
    except ValueError:
        return False
    return True
