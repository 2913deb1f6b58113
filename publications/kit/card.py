"""What stands on the card: the first steps, sentences and refusals of a kit, no longer than a page."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from network.languages import LANGUAGES
from portal.languages import page_language
from portal.view_models import PageLanguage
from publications.records.guides import GuideRecord, PhrasesPart, RefusalsPart, SectionRecord, StepsPart
from publications.records.kits import KitRecord

from .view_models import NumberView

# As much as fits on a page beside the numbers of twelve places.
MOST_LETTERS, MOST_NUMBERS = 420, 12


@dataclass(frozen=True)
class Sentence:
    """A sentence to say, and the same in the language that is spoken at the door, "" where that is this one."""

    words: str
    said: str = ""


@dataclass(frozen=True)
class CardView:
    """A card in a language; `said_language` is that of the kit's page."""

    language: PageLanguage
    steps: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    said_language: PageLanguage
    refusals: tuple[str, ...]


def card_view(record: KitRecord) -> CardView:
    """Return the card of a kit in the language of its guide, sentences with the same in the language of its page."""
    guide = record.guide
    own = next((one for one in record.versions if one.language == guide.locale), None)
    return CardView(
        language=_language(guide.language),
        steps=_steps(guide),
        sentences=tuple(_sentences(guide, own)),
        said_language=_language(guide.locale),
        refusals=tuple(_fitting(_refusals(guide))),
    )


def numbers_on_card(numbers: Sequence[NumberView]) -> tuple[NumberView, ...]:
    """Return the numbers of places that fit on a card."""
    return tuple(one for one in numbers if one.places)[:MOST_NUMBERS]


def _fitting(texts: Iterable[str]) -> Iterator[str]:
    """Yield the first texts that fit on a card together, at least one."""
    letters = 0
    for text in texts:
        letters += len(text)
        if letters > MOST_LETTERS and letters > len(text):
            return
        yield text


def _language(code: str) -> PageLanguage:
    """Return a language with its direction."""
    known = LANGUAGES.get(code)
    return PageLanguage(code, known.dir) if known else page_language(code)


def _steps(guide: GuideRecord) -> tuple[str, ...]:
    """Return what to do, from the first steps of a guide."""
    first = next((part for part in _parts(guide) if isinstance(part, StepsPart)), None)
    return tuple(_fitting(step.title for step in first.steps)) if first else ()


def _sentences(guide: GuideRecord, own: GuideRecord | None) -> Iterator[Sentence]:
    """Yield the first sentences to say; a section with another number of them in the other language has no pairs."""
    beside = {section.key: _phrases(section) for section in own.sections} if own else {}
    found: list[Sentence] = []
    for section in guide.sections:
        words, said = _phrases(section), beside.get(section.key, ())
        said = said if len(said) == len(words) and section.is_as_wanted else ("",) * len(words)
        found += map(Sentence, words, said)
    yield from found[: len(list(_fitting(one.words + one.said for one in found)))]


def _refusals(guide: GuideRecord) -> Iterator[str]:
    """Yield what not to sign."""
    yield from (words for part in _parts(guide) if isinstance(part, RefusalsPart) for words in part.refusals)


def _phrases(section: SectionRecord) -> tuple[str, ...]:
    """Return the sentences of a section."""
    return tuple(words for part in section.parts if isinstance(part, PhrasesPart) for words in part.phrases)


def _parts(guide: GuideRecord) -> tuple[object, ...]:
    """Return the parts of a guide in the order of reading."""
    return tuple(part for section in guide.sections for part in section.parts)
