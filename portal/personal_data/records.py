"""One entry of the record of processing activities (Art. 30 GDPR), and how what it speaks of is found and erased."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.registries import retention_rules

from .people import Person


class Basis(TextChoices):
    """Why it is lawful to keep it (Art. 6 (1) GDPR)."""

    CONSENT = "consent", _("consent (Art. 6 (1) (a) GDPR)")
    CONTRACT = "contract", _("what the person asked for (Art. 6 (1) (b) GDPR)")
    INTEREST = "interest", _("legitimate interest (Art. 6 (1) (f) GDPR)")


class Copy(TextChoices):
    """Where else it goes, and must be erased, too."""

    REVISIONS = "revisions", _("earlier versions")
    SEARCH = "search", _("search documents")
    INDEX = "index", _("search index")
    RENDITIONS = "renditions", _("sizes of pictures")
    CACHES = "caches", _("finished pages in memory")
    FEEDS = "feeds", _("feeds, calendar files and open data")
    MAILS = "mails", _("mails in the outbox")
    LOGS = "logs", _("log of changes")
    UNDO = "undo", _("ways back of merges and edits")


def columns_of(model: str, *names: str) -> tuple[str, ...]:
    """Return the names of columns of a model (`app.Model`)."""
    return tuple(f"{model}.{name}" for name in names)


@dataclass(frozen=True)
class Found:
    """Something that is known about a person: what it is, the facts by their label, and since when."""

    what: str
    facts: Mapping[str, str] = field(default_factory=dict)
    at: datetime | None = None


@dataclass(frozen=True)
class Done:
    """What became of something: how often it was erased or, with `why_kept`, how often it stays.

    `waits` says that somebody has to decide about what stays.
    """

    what: str
    count: int
    why_kept: str = ""
    waits: bool = False


def _nothing_found(person: Person) -> Iterable[Found]:
    """Return that nothing is found, for what no longer leads to anybody."""
    return ()


def _nothing_erased(person: Person, now: datetime) -> Iterable[Done]:
    """Return that there is nothing to erase."""
    return ()


@dataclass(frozen=True)
class PersonalData:
    """What is kept, whose and why, who sees it and how long; `fields` are `app.Model.field`.

    `kept` may name rules of retention, whose time stands in their place: "%(mails)s after they were sent". Rules that
    it does not name stand in `rules`, housekeeping jobs that delete by themselves in `jobs`. `find` gives what the
    report shows (Art. 15); `erase` forgets a person and says what was done, and what stays and why (Art. 17). What is
    erased last has the highest `order`: mails that others caused go after them, the account at the very end.
    """

    label: Promise | str
    purpose: Promise | str
    basis: Basis
    whose: Promise | str
    readers: Promise | str
    kept: Promise | str
    fields: tuple[str, ...]
    find: Callable[[Person], Iterable[Found]] = _nothing_found
    erase: Callable[[Person, datetime], Iterable[Done]] = _nothing_erased
    rules: tuple[str, ...] = ()
    jobs: tuple[str, ...] = ()
    copies: tuple[Copy, ...] = ()
    order: int = 50

    @property
    def period(self) -> str:
        """Return how long it is kept, with the times of the rules in it."""
        return str(self.kept) % _Periods()


class _Periods(Mapping[str, Any]):
    """The times of the retention rules in words, by their names."""

    def __getitem__(self, name: str) -> str:
        return in_words(retention_rules[name].keep)

    def __iter__(self) -> Any:
        return (name for name, _rule in retention_rules.items())

    def __len__(self) -> int:
        return len(tuple(iter(self)))


def in_words(keep: timedelta) -> str:
    """Return a time as people say it: years, days or hours."""
    if keep.days and keep.days % 365 == 0:
        years = keep.days // 365
        return ngettext("%(n)s year", "%(n)s years", years) % {"n": years}
    if keep >= timedelta(days=3):
        return ngettext("%(n)s day", "%(n)s days", keep.days) % {"n": keep.days}
    hours = int(keep.total_seconds() // 3600)
    return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
