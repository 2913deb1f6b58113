"""A guide as frozen values: plain words, keys, and facts of organisations as far as everybody may know them.

Texts are HTML whose links lead to addresses in the language that was active when the record was made.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from network.records import ActorRecord, OfferFact
from publications.guides.law import LawStatus, weakest


@dataclass(frozen=True)
class TextPart:
    """Running text."""

    kind: ClassVar[str] = "text"
    html: str


@dataclass(frozen=True)
class NoticePart:
    """A notice that stands out: `tone` is info, ok, warn or danger."""

    kind: ClassVar[str] = "notice"
    tone: str
    heading: str
    html: str


@dataclass(frozen=True)
class Step:
    """One thing to do, with what to tick off."""

    title: str
    html: str = ""
    checks: tuple[str, ...] = ()


@dataclass(frozen=True)
class StepsPart:
    """Steps in their order."""

    kind: ClassVar[str] = "steps"
    heading: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class ChecklistPart:
    """Things to tick off."""

    kind: ClassVar[str] = "checklist"
    heading: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class PhrasesPart:
    """Sentences to say aloud."""

    kind: ClassVar[str] = "phrases"
    heading: str
    phrases: tuple[str, ...]


@dataclass(frozen=True)
class RefusalsPart:
    """What not to sign."""

    kind: ClassVar[str] = "refusals"
    heading: str
    refusals: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """An answer, and the jump mark it leads to, "" for none; `page_id` is the guide where that is another one."""

    words: str
    html: str = ""
    anchor: str = ""
    page_id: int | None = None


@dataclass(frozen=True)
class QuestionPart:
    """A question that leads to the right section."""

    kind: ClassVar[str] = "question"
    question: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class GuideContact:
    """Somebody who helps, as its public record has it; `offer` is None where the whole organisation is meant."""

    record: ActorRecord
    offer: OfferFact | None = None
    note: str = ""

    @property
    def has_ended(self) -> bool:
        """Return whether the offer is no longer to be had."""
        return self.offer is not None and self.offer.status == "ended"

    @property
    def phone(self) -> str:
        """Return the first public number, "" where there is none or the offer has ended."""
        if self.has_ended:
            return ""
        return next((fact.value for fact in self.record.contacts if fact.kind == "phone"), "")


@dataclass(frozen=True)
class ContactsPart:
    """Who helps; who is no longer there is left out."""

    kind: ClassVar[str] = "contacts"
    heading: str
    contacts: tuple[GuideContact, ...]


@dataclass(frozen=True)
class Source:
    """Where something stands; `url` is "" or a web address."""

    title: str
    url: str = ""


@dataclass(frozen=True)
class SourcesPart:
    """What a text rests on."""

    kind: ClassVar[str] = "sources"
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class DownloadPart:
    """A file that everybody may have."""

    kind: ClassVar[str] = "download"
    label: str
    url: str
    extension: str
    size: int | None


@dataclass(frozen=True)
class PicturePart:
    """A picture that everybody may see."""

    kind: ClassVar[str] = "picture"
    url: str
    alt: str
    width: int
    height: int
    caption: str = ""
    credit: str = ""
    licence: str = ""


Part = (
    TextPart
    | NoticePart
    | StepsPart
    | ChecklistPart
    | PhrasesPart
    | RefusalsPart
    | QuestionPart
    | ContactsPart
    | SourcesPart
    | DownloadPart
    | PicturePart
)


@dataclass(frozen=True)
class SectionRecord:
    """A section in the language that was asked for, else in the one it was written in.

    `key` is the same for all its versions, `languages` those in which it can be read. `is_behind` says that the
    original has a later legal status than these words.
    """

    key: int
    anchor: str
    title: str
    language: str
    is_as_wanted: bool
    law: LawStatus
    parts: tuple[Part, ...]
    languages: tuple[str, ...] = ()
    is_behind: bool = False
    changed_at: datetime | None = None


@dataclass(frozen=True)
class ChapterRecord:
    """A chapter of a guide; `language` is that of its heading and introduction."""

    anchor: str
    heading: str
    html: str
    sections: tuple[SectionRecord, ...]
    language: str


@dataclass(frozen=True)
class MakerFact:
    """An organisation that worked a guide out; `page_id` is None where it has no public page."""

    name: str
    page_id: int | None = None


@dataclass(frozen=True)
class GuideRecord:
    """A guide as everybody may read it.

    `language` is that of its sections, `locale` that of its page, `words_language` that of title and summary.
    `page_id` is None for a draft that was never saved.
    """

    page_id: int | None
    title: str
    summary: str
    for_whom: str
    locale: str
    language: str
    words_language: str
    is_no_advice: bool
    chapters: tuple[ChapterRecord, ...]
    urgent_heading: str = ""
    urgent: tuple[GuideContact, ...] = ()
    target_groups: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    makers: tuple[MakerFact, ...] = ()
    languages: tuple[str, ...] = ()
    words: int = 0
    first_published: date | None = None
    changed_at: datetime | None = None

    @property
    def sections(self) -> Iterator[SectionRecord]:
        """Yield the sections in the order of reading."""
        return (section for chapter in self.chapters for section in chapter.sections)

    @property
    def law(self) -> LawStatus:
        """Return how long the guide as a whole holds: as its oldest and shortest section."""
        return weakest(section.law for section in self.sections)

    def outdated_sections(self, today: date) -> tuple[SectionRecord, ...]:
        """Return the sections whose last day is over."""
        return tuple(section for section in self.sections if section.law.is_outdated(today))
