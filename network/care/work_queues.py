"""The register's queues in the list of everything that waits: entries that may be one, and words to assign."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.models import DuplicatePair, Organisation
from network.models.organisations import OrganisationStatus
from network.register_form import words_of
from network.register_queries import with_unmatched
from portal.models import User
from portal.worklist.queues import LONGEST, Outcome, QueueAction, WorkItem, WorkQueue, parted

from . import duplicates
from .office_view import is_office
from .reasons import reason_words
from .recording import log_changes


def pairs(user: User, now: datetime) -> Iterator[WorkItem]:
    """Yield the entries that may be one, longest known first; one query."""
    waiting = (
        duplicates.open_pairs()
        .select_related("first", "second")
        .defer("first__unmatched", "second__unmatched")
    )
    for pair in waiting.order_by("found_at", "pk")[:LONGEST]:
        words = {"likeness": pair.likeness, "reasons": reason_words(pair.reasons)}
        yield WorkItem(
            key=str(pair.pk),
            title=f"{pair.first} – {pair.second}",
            # The entry that came later goes.
            url=reverse("register_care:merge", args=[pair.second_id, pair.first_id]),
            since=pair.found_at,
            detail=_("%(likeness)s %% alike: %(reasons)s") % words,
            organisation=pair.first.name,
        )


def keep_apart(user: User, keys: Sequence[str], now: datetime) -> Outcome:
    """Say of pairs that they are two."""
    known = _pairs_of(user, keys)
    done = tuple(key for key, pair in known.items() if duplicates.dismiss(pair, user, now))
    return parted(keys, done, _("somebody decided about it meanwhile"), {"pairs": done})


def propose_again(user: User, way_back: Mapping[str, Any], now: datetime) -> list[str]:
    """Propose pairs again that are still there."""
    return [key for key, pair in _pairs_of(user, way_back["pairs"]).items() if duplicates.recall(pair)]


def _pairs_of(user: User, keys: Sequence[str]) -> dict[str, DuplicatePair]:
    """Return pairs of living entries by key, none for whoever does not keep the register."""
    if not is_office(user):
        return {}
    return {
        str(pair.pk): pair for pair in duplicates.living_pairs().filter(pk__in=[int(key) for key in keys])
    }


def entries_with_words(user: User, now: datetime) -> Iterator[WorkItem]:
    """Yield the entries with words of an import that match nothing, longest untouched first; one query."""
    entries = with_unmatched(Organisation.objects.exclude(status=OrganisationStatus.MERGED))
    rows = entries.order_by("updated_at", "pk").values_list("pk", "name", "unmatched", "updated_at")
    for pk, name, unmatched, moment in rows[:LONGEST]:
        yield WorkItem(
            key=str(pk),
            title=name,
            url=reverse("wagtailsnippets_network_organisation:edit", args=[pk]),
            since=moment,
            detail="; ".join(words for _key, words in words_of(unmatched)),
            organisation=name,
            version=moment.isoformat(),
        )


def settle_words(user: User, keys: Sequence[str], now: datetime) -> Outcome:
    """Take all words from entries, as if each had been ticked in the entry's form."""
    if not is_office(user):
        return Outcome(refused=dict.fromkeys(keys, _("you may not decide about it")))
    taken = {key: words for key in keys if (words := _exchange_words(int(key), {}, user))}
    return parted(keys, taken, _("somebody decided about it meanwhile"), {"words": taken})


def give_words_back(user: User, way_back: Mapping[str, Any], now: datetime) -> list[str]:
    """Give words back to entries that have got no others since."""
    if not is_office(user):
        return []
    found = []
    for key, words in way_back["words"].items():
        if _exchange_words(int(key), words, user) == {}:
            found.append(key)
    return found


@transaction.atomic
def _exchange_words(pk: int, words: dict[str, list[str]], user: User) -> dict[str, list[str]] | None:
    """Put words in the place of those of an entry and return what was there; nothing goes where both have some."""
    entry = Organisation.objects.select_for_update().filter(pk=pk).first()
    if entry is None or entry.status == OrganisationStatus.MERGED:
        return None
    was = entry.unmatched or {}
    if words and was:
        return None
    before = Organisation.objects.get(pk=pk)
    entry.unmatched = words
    entry.save(update_fields=["unmatched", "updated_at"])
    log_changes(before, entry, user)
    return was


PAIRS = WorkQueue(
    label=gettext_lazy("Perhaps twice in the register"),
    may=is_office,
    items=pairs,
    actions=(QueueAction("two", gettext_lazy("These are two"), keep_apart, propose_again),),
    patience=timedelta(days=14),
)
WORDS = WorkQueue(
    label=gettext_lazy("Words to assign"),
    may=is_office,
    items=entries_with_words,
    actions=(QueueAction("settle", gettext_lazy("Words are dealt with"), settle_words, give_words_back),),
    patience=timedelta(days=30),
)
