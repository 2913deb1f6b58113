"""An emergency kit as frozen values: a guide in every language it has, and whom to call where."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from publications.guides.law import USUAL, LawStatus, weakest

from .guides import GuideContact, GuideRecord


@dataclass(frozen=True)
class Hotline:
    """Somebody who can be called, and in which districts (`district:14626`); () is everywhere."""

    contact: GuideContact
    districts: tuple[str, ...] = ()

    def answers_in(self, districts: frozenset[str]) -> bool:
        """Return whether it is meant for one of these districts in particular."""
        return not districts.isdisjoint(self.districts)


@dataclass(frozen=True)
class KitRecord:
    """An emergency kit: `guide` in the language that was asked for, `versions` in all others."""

    guide: GuideRecord
    versions: tuple[GuideRecord, ...]
    hotlines: tuple[Hotline, ...]
    fallback_number: str = ""
    fallback_words: str = ""

    @property
    def law(self) -> LawStatus:
        """Return how long all of it holds, in whatever language."""
        return weakest(record.law for record in (self.guide, *self.versions))

    @property
    def made_on(self) -> date | None:
        """Return the day of the last change of anything in it; None for a draft that was never published."""
        moments = [record.changed_at for record in (self.guide, *self.versions) if record.changed_at]
        return timezone.localdate(max(moments)) if moments else None

    @property
    def last_day(self) -> date | None:
        """Return the last day on which it holds: that of its sections, else half a year after its last change."""
        if self.law.valid_until or self.made_on is None:
            return self.law.valid_until
        return self.made_on + timedelta(days=USUAL.days)
