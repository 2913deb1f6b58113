"""What stands on the card: the first steps, sentences and refusals of a kit, no longer than a page."""

from collections.abc import Iterator
from dataclasses import dataclass

from network.languages import LANGUAGES
from portal.languages import page_language
from portal.view_models import PageLanguage
from publications.records.guides import GuideRecord, PhrasesPart, RefusalsPart, SectionRecord, StepsPart
from publications.records.kits import KitRecord

MOST_STEPS, MOST_WORDS = 5, 4


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
        refusals=tuple(
            words for part in _parts(guide) if isinstance(part, RefusalsPart) for words in part.refusals
        )[:MOST_WORDS],
    )


def _language(code: str) -> PageLanguage:
    """Return a language with its direction."""
    known = LANGUAGES.get(code)
    return PageLanguage(code, known.dir) if known else page_language(code)


def _steps(guide: GuideRecord) -> tuple[str, ...]:
    """Return what to do, from the first steps of a guide."""
    first = next((part for part in _parts(guide) if isinstance(part, StepsPart)), None)
    return tuple(step.title for step in first.steps)[:MOST_STEPS] if first else ()


def _sentences(guide: GuideRecord, own: GuideRecord | None) -> Iterator[Sentence]:
    """Yield the first sentences to say; a section with another number of them in the other language has no pairs."""
    beside = {section.key: _phrases(section) for section in own.sections} if own else {}
    found = []
    for section in guide.sections:
        words, said = _phrases(section), beside.get(section.key, ())
        said = said if len(said) == len(words) and section.is_as_wanted else ("",) * len(words)
        found += map(Sentence, words, said)
    yield from found[:MOST_WORDS]


def _phrases(section: SectionRecord) -> tuple[str, ...]:
    """Return the sentences of a section."""
    return tuple(words for part in section.parts if isinstance(part, PhrasesPart) for words in part.phrases)


def _parts(guide: GuideRecord) -> tuple[object, ...]:
    """Return the parts of a guide in the order of reading."""
    return tuple(part for section in guide.sections for part in section.parts)
