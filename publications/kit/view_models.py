"""What the templates of emergency kits read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from portal.view_models import PageLanguage
from publications.guides.view_models import ContactView, GuideView, SectionView


@dataclass(frozen=True)
class NumberView:
    """Somebody to call; `codes` are districts as devices know them, `places` their names, "" for all."""

    contact: ContactView
    codes: str
    places: str


@dataclass(frozen=True)
class KitVersion:
    """A section in one more language, which `label` names in its own words; it may lie open beside the first."""

    label: str
    language: PageLanguage
    section: SectionView
    is_open: bool


@dataclass(frozen=True)
class KitSection:
    """A section in the language that was asked for, and the same in all others."""

    section: SectionView
    versions: Sequence[KitVersion]


@dataclass(frozen=True)
class KitChapter:
    """A chapter of a kit; `language` only where its heading's differs from the page around it."""

    anchor: str
    heading: str
    html: str
    sections: Sequence[KitSection]
    language: PageLanguage | None


@dataclass(frozen=True)
class KitView:
    """A kit as its page and its papers show it; `place` is what somebody typed, `is_known` whether there is one."""

    guide: GuideView
    chapters: Sequence[KitChapter]
    first: Sequence[NumberView]
    numbers: Sequence[NumberView]
    fallback_number: str
    fallback_words: str
    place: str
    is_known: bool
    made_on: date | None
    last_day: date | None
    expires: str
    is_outdated: bool
    worker_url: str
    places_url: str
    scope: str
