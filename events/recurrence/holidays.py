"""Public holidays of Saxony, computed: § 1 SächsSFG, and Corpus Christi in the places that a regulation names.

The Fronleichnamsverordnung of 1993 names places as they were then. Where they are a whole municipality today, its key
decides. Where they are parts of a larger one, the key cannot say, so that municipality counts as not observing it;
`PARTLY_OBSERVED` names the parts for whoever enters a date there, who removes it by hand.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter

from .refusals import gettext_noop

SAXONY = "SN"

# Municipalities (AGS) that observe Corpus Christi as a whole.
CORPUS_CHRISTI: Mapping[str, str] = {
    "14625080": "Crostwitz",
    "14625350": "Nebelschütz",
    "14625440": "Panschwitz-Kuckau",
    "14625460": "Puschwitz",
    "14625470": "Räckelwitz",
    "14625490": "Radibor",
    "14625500": "Ralbitz-Rosenthal",
    "14625640": "Wittichenau",
}
# Municipalities of which only these parts observe it.
PARTLY_OBSERVED: Mapping[str, str] = {
    "14625020": "Bautzen: Bolbritz, Salzenforst",
    "14625150": "Göda: Prischwitz",
    "14625160": "Großdubrau: Sdier",
    "14625240": "Hoyerswerda: Dörgenhausen",
    "14625280": "Königswartha: alle Ortsteile außer Wartha",
    "14625360": "Neschwitz: Neschwitz, Saritsch",
}


def public_holidays(year: int, state: str = SAXONY, municipality_key: str = "") -> dict[date, str]:
    """Return the public holidays of a year with their English names (msgids), in order.

    Only Saxony is known; another state raises ValueError. `municipality_key` (AGS, eight digits) adds what is a
    holiday in that place only.
    """
    if state != SAXONY:
        raise ValueError(f"no public holidays are known of {state!r}")
    return dict(sorted(_holidays(year, municipality_key in CORPUS_CHRISTI)))


@dataclass(frozen=True)
class PublicHolidays:
    """The public holidays of every year, to ask `day in holidays`."""

    state: str = SAXONY
    municipality_key: str = ""

    def __contains__(self, day: object) -> bool:
        """Return whether a day is a public holiday."""
        return isinstance(day, date) and day in _days_of(day.year, self.state, self.municipality_key)


@lru_cache(maxsize=256)
def _days_of(year: int, state: str, municipality_key: str) -> frozenset[date]:
    """Return the public holidays of a year."""
    return frozenset(public_holidays(year, state, municipality_key))


def _holidays(year: int, has_corpus_christi: bool) -> Iterator[tuple[date, str]]:
    """Yield each holiday with its name; those after Easter by their days from it."""
    sunday = easter(year)
    yield date(year, 1, 1), gettext_noop("New Year’s Day")
    yield sunday - timedelta(2), gettext_noop("Good Friday")
    yield sunday + timedelta(1), gettext_noop("Easter Monday")
    yield sunday + timedelta(39), gettext_noop("Ascension Day")
    yield date(year, 5, 1), gettext_noop("Labour Day")
    yield sunday + timedelta(50), gettext_noop("Whit Monday")
    if has_corpus_christi:
        yield sunday + timedelta(60), gettext_noop("Corpus Christi")
    yield date(year, 10, 3), gettext_noop("Day of German Unity")
    yield date(year, 10, 31), gettext_noop("Reformation Day")
    yield _day_of_repentance(year), gettext_noop("Day of Repentance and Prayer")
    yield date(year, 12, 25), gettext_noop("Christmas Day")
    yield date(year, 12, 26), gettext_noop("Second Day of Christmas")


def _day_of_repentance(year: int) -> date:
    """Return the Wednesday before 23 November, eleven days before the first Sunday in Advent."""
    last = date(year, 11, 22)
    return last - timedelta((last.weekday() - 2) % 7)
