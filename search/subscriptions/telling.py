"""The rounds that tell what is new: whose turn it is, one search for each filter, mark and mail in one step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from network.region_table import RegionTable, region_table
from portal import changes
from portal.validity import BERLIN

from ..sync import hold_clock
from .filters import SavedFilter, read_back
from .mails import Chapter, Letter, show_a_sign_of_life, tell_it_is_faulty, tell_news
from .models import Rhythm, SavedSearch
from .sources import Item, sources

BATCH = 500
WEEKLY_FROM = time(6)  # on Mondays, in Berlin
SIGN_OF_LIFE = timedelta(days=330)  # before the links of the last mail end

News = Mapping[str, Mapping[str, Sequence[Item]]]
"""Items by source and canonical query."""


@dataclass
class Told:
    """What one round did."""

    looked_at: int = 0
    mails: int = 0
    faulty: int = 0
    signs_of_life: int = 0

    def __str__(self) -> str:
        return (
            f"{self.looked_at} saved searches looked at, {self.mails} mails, {self.faulty} faulty, "
            f"{self.signs_of_life} signs of life"
        )


@dataclass(frozen=True)
class Batch:
    """Saved searches whose turn it is, each with its filter as understood today, and what there is to tell."""

    saved: Sequence[SavedSearch]
    filters: Mapping[str, SavedFilter]
    news: News = field(default_factory=dict)

    def chapters(self, saved: SavedSearch, until: datetime) -> list[Chapter]:
        """Return what one of them is told: what changed after its own mark."""
        found = []
        since = saved.looked_until
        kinds = self.filters[saved.query].kinds
        for name, source in sources.items():
            if kinds and name not in kinds:
                continue
            items = self.news.get(name, {}).get(saved.query, ())
            told = [item for item in items if item.is_told(since, until)]
            new = [item for item in told if item.is_new(since)]
            changed = [item for item in told if not item.is_new(since)]
            if told:
                found.append(Chapter(source.heading, new, changed))
        return found


def tell(now: datetime, batch: int = BATCH) -> Told:
    """Tell up to `batch` people what is new up to `now`; what is left is the next round's."""
    with transaction.atomic():
        # A projection that is under way dated its changes before `now` and is waited for; later ones are later.
        hold_clock()
    with changes.reading_once():
        found = list(due(now)[:batch])
        told = _tell(found, now) if found else Told()
        told.signs_of_life = _signs_of_life(now, batch)
    return told


def _tell(found: Sequence[SavedSearch], now: datetime) -> Told:
    """Tell these people what is new, and move the marks of those for whom nothing is."""
    table, told = region_table(), Told(len(found))
    todo = _todo(found, table, now)
    quiet = []
    for saved in todo.saved:
        letter = Letter(saved, todo.filters[saved.query], table, now)
        chapters = todo.chapters(saved, now)
        if not letter.filter.is_usable:
            told.faulty += _faulty(letter)
        elif chapters:
            told.mails += _told(letter, chapters)
        else:
            quiet.append(saved.pk)
    SavedSearch.objects.filter(pk__in=quiet, looked_until__lt=now).update(looked_until=now, faulty_since=None)
    return told


def due(now: datetime) -> QuerySet[SavedSearch]:
    """Return whose turn it is: those who wait longest first; nobody who wants news at once while nothing changes."""
    newest = max(filter(None, (source.newest(now) for source in sources)), default=None)
    turn = Q(rhythm=Rhythm.WEEKLY, looked_until__lt=last_monday(now))
    if newest is not None:
        turn |= Q(rhythm=Rhythm.AT_ONCE, looked_until__lt=newest)
    return SavedSearch.objects.filter(turn, confirmed_at__isnull=False).order_by("looked_until", "pk")


def last_monday(now: datetime) -> datetime:
    """Return the last Monday, six o'clock in Berlin, that is not after a moment."""
    local = now.astimezone(BERLIN)
    monday = local.date() - timedelta(days=local.weekday())
    begins = datetime.combine(monday, WEEKLY_FROM, BERLIN)
    if begins > local:
        begins = datetime.combine(monday - timedelta(days=7), WEEKLY_FROM, BERLIN)
    return begins


def _todo(found: Sequence[SavedSearch], table: RegionTable, now: datetime) -> Batch:
    """Return a batch with its news: every source is asked once, with every distinct filter once."""
    filters = {query: read_back(query, table) for query in dict.fromkeys(one.query for one in found)}
    usable = [one for one in filters.values() if one.is_usable]
    if not usable:
        return Batch(found, filters)
    since = min(one.looked_until for one in found)
    news = {name: source.find(usable, since, now) for name, source in sources.items()}
    return Batch(found, filters, news)


def _told(letter: Letter, chapters: Sequence[Chapter]) -> bool:
    """Move the mark and queue the mail, both or neither; return whether it was this round that did."""
    with transaction.atomic():
        if not _move(letter.saved, letter.now, last_sent_at=letter.now, faulty_since=None):
            return False
        tell_news(letter, chapters)
    return True


def _faulty(letter: Letter) -> bool:
    """Note that a filter means nothing any more and say so once; return whether this round noticed it."""
    with transaction.atomic():
        is_new = letter.saved.faulty_since is None
        since = letter.now if is_new else letter.saved.faulty_since
        if not _move(letter.saved, letter.now, faulty_since=since):
            return False
        if is_new:
            tell_it_is_faulty(letter)
    return is_new


def _move(saved: SavedSearch, until: datetime, **fields: datetime | None) -> bool:
    """Move the mark of a saved search unless somebody else did, or it is gone."""
    same = SavedSearch.objects.filter(pk=saved.pk, looked_until=saved.looked_until)
    return same.update(looked_until=until, **fields) == 1


def _signs_of_life(now: datetime, batch: int) -> int:
    """Write to those who heard nothing for most of a year; return how many."""
    quiet = SavedSearch.objects.alias(heard=Coalesce("last_sent_at", "confirmed_at"))
    many = 0
    for saved in quiet.filter(heard__lt=now - SIGN_OF_LIFE).order_by("heard")[:batch]:
        with transaction.atomic():
            same = SavedSearch.objects.filter(pk=saved.pk, last_sent_at=saved.last_sent_at)
            if same.update(last_sent_at=now):
                table = region_table()
                show_a_sign_of_life(Letter(saved, read_back(saved.query, table), table, now))
                many += 1
    return many
