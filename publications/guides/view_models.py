"""What the templates of guides read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from network.presentation.types import Contact
from portal.view_models import Badge, Link, PageLanguage


@dataclass(frozen=True)
class LawView:
    """How long something holds, and whether it still does."""

    as_of: date | None
    reviewed_by: str
    valid_until: date | None
    changes_with: str
    is_outdated: bool


@dataclass(frozen=True)
class ContactView:
    """Somebody who helps, as the page shows it."""

    name: str
    url: str
    tile: str
    town: str
    offer: str
    note: str
    languages: str
    cost: str
    how_to_apply: str
    contacts: Sequence[Contact]
    badge: Badge | None
    phone: str
    write_url: str
    is_protected: bool


@dataclass(frozen=True)
class ContactsView:
    """Who helps."""

    kind: ClassVar[str] = "contacts"
    heading: str
    contacts: Sequence[ContactView]


@dataclass(frozen=True)
class AnswerView:
    """An answer, and where it leads."""

    words: str
    html: str
    url: str


@dataclass(frozen=True)
class QuestionView:
    """A question that leads to the right section."""

    kind: ClassVar[str] = "question"
    question: str
    answers: Sequence[AnswerView]


@dataclass(frozen=True)
class SectionView:
    """A section of a guide; `language` only where it differs from the page around it."""

    key: int
    anchor: str
    title: str
    language: PageLanguage | None
    law: LawView
    parts: Sequence[object]
    is_missing_translation: bool
    is_behind: bool
    report_url: str


@dataclass(frozen=True)
class ChapterView:
    """A chapter with the ways to its neighbours; `language` only where it differs from the page around it."""

    anchor: str
    heading: str
    html: str
    sections: Sequence[SectionView]
    language: PageLanguage | None = None
    previous: Link | None = None
    next: Link | None = None


@dataclass(frozen=True)
class GuideLanguage:
    """A language in which the guide, or a part of it, can be read, and what is missing in it."""

    link: Link
    note: str = ""


@dataclass(frozen=True)
class GuideView:
    """A guide as its page shows it; `language` of title, summary and question only where it differs from the page."""

    title: str
    summary: str
    for_whom: str
    language: PageLanguage | None
    chapters: Sequence[ChapterView]
    law: LawView
    urgent_heading: str
    urgent: Sequence[ContactView]
    minutes: int
    languages: Sequence[GuideLanguage]
    outdated: Sequence[Link]
    is_no_advice: bool
    report_url: str
    topics: Sequence[Link]
    target_groups: Sequence[str]
    places: Sequence[Link]
    makers: Sequence[Link]
