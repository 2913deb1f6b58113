"""The words in which a series is described, one table per language.

Whole phrases per kind of rule instead of a catalogue of fragments: ordinals and weekdays stand in other cases and
places in every language. A further language is a further table.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Vocabulary:
    """Words and phrases of a language.

    Places in the phrases: `days` weekdays or days of the month, `which` ordinals, `number` how many periods apart or
    how many dates, `month`, `day` of the month, `date`. Those with an interval have `_apart` behind their name.
    """

    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    ordinals: Mapping[int, str]
    numbers: tuple[str, ...]
    day_of_month: Mapping[int, str]
    both: str
    daily: str
    daily_apart: str
    working_days: str
    weekly: str
    weekly_apart: str
    monthly_weekday: str
    monthly_last_weekday: str
    monthly_weekday_apart: str
    monthly: str
    monthly_apart: str
    monthly_last_day: str
    monthly_last_day_apart: str
    yearly: str
    yearly_apart: str
    yearly_weekday: str
    yearly_weekday_apart: str
    otherwise: str
    single_days: str
    other_days: str
    until: str
    times: str
    date: str
    apart_from: str
    school_holidays: str
    public_holidays: str

    def number(self, value: int) -> str:
        """Return a small number in letters, any other in digits."""
        return self.numbers[value] if value < len(self.numbers) else str(value)

    def listed(self, words: list[str]) -> str:
        """Return words as a list with "and" before the last."""
        return self.both.join(filter(None, (", ".join(words[:-1]), words[-1])))


GERMAN = Vocabulary(
    weekdays=("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    months=(
        *("Januar", "Februar", "März", "April", "Mai", "Juni"),
        *("Juli", "August", "September", "Oktober", "November", "Dezember"),
    ),
    ordinals={1: "ersten", 2: "zweiten", 3: "dritten", 4: "vierten", 5: "fünften", -1: "letzten"},
    numbers=(
        "null",
        "eins",
        "zwei",
        "drei",
        "vier",
        "fünf",
        "sechs",
        "sieben",
        "acht",
        "neun",
        "zehn",
        "elf",
        "zwölf",
    ),
    day_of_month={number: f"{number}." for number in range(1, 32)},
    both=" und ",
    daily="täglich",
    daily_apart="alle {number} Tage",
    working_days="montags bis freitags",
    weekly="jeden {days}",
    weekly_apart="alle {number} Wochen am {days}",
    monthly_weekday="jeden {which} {days} im Monat",
    monthly_last_weekday="am letzten {days} im Monat",
    monthly_weekday_apart="alle {number} Monate am {which} {days}",
    monthly="jeden Monat am {days}",
    monthly_apart="alle {number} Monate am {days}",
    monthly_last_day="am letzten Tag jedes Monats",
    monthly_last_day_apart="alle {number} Monate am letzten Tag",
    yearly="jedes Jahr am {day} {month}",
    yearly_apart="alle {number} Jahre am {day} {month}",
    yearly_weekday="jedes Jahr am {which} {days} im {month}",
    yearly_weekday_apart="alle {number} Jahre am {which} {days} im {month}",
    otherwise="an wiederkehrenden Tagen",
    single_days="an einzelnen Tagen",
    other_days="{phrase} und an einzelnen weiteren Tagen",
    until="{phrase} bis {date}",
    times="{phrase}, insgesamt {number} Termine",
    date="{day}. {month} {year}",
    apart_from="{phrase}, außer {when}",
    school_holidays="in den sächsischen Schulferien",
    public_holidays="an Feiertagen",
)

_TH = {1: "1st", 2: "2nd", 3: "3rd", 21: "21st", 22: "22nd", 23: "23rd", 31: "31st"}

ENGLISH = Vocabulary(
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    months=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    ordinals={1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"},
    numbers=(
        *(
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ),
    ),
    day_of_month={number: _TH.get(number, f"{number}th") for number in range(1, 32)},
    both=" and ",
    daily="every day",
    daily_apart="every {number} days",
    working_days="Monday to Friday",
    weekly="every {days}",
    weekly_apart="every {number} weeks on {days}",
    monthly_weekday="every {which} {days} of the month",
    monthly_last_weekday="on the last {days} of the month",
    monthly_weekday_apart="every {number} months on the {which} {days}",
    monthly="every month on the {days}",
    monthly_apart="every {number} months on the {days}",
    monthly_last_day="on the last day of every month",
    monthly_last_day_apart="every {number} months on the last day",
    yearly="every year on the {day} of {month}",
    yearly_apart="every {number} years on the {day} of {month}",
    yearly_weekday="every year on the {which} {days} of {month}",
    yearly_weekday_apart="every {number} years on the {which} {days} of {month}",
    otherwise="on recurring days",
    single_days="on single days",
    other_days="{phrase} and on some other days",
    until="{phrase} until {date}",
    times="{phrase}, {number} dates in all",
    date="{day} {month} {year}",
    apart_from="{phrase}, except {when}",
    school_holidays="in Saxon school holidays",
    public_holidays="on public holidays",
)

VOCABULARIES = {"de": GERMAN, "en": ENGLISH}
