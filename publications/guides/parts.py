"""From stored blocks to the parts of a record; whatever they refer to was looked up for the whole guide before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.link_schemes import WEB, scheme_of
from publications.records.guides import (
    Answer,
    ChecklistPart,
    ContactsPart,
    DownloadPart,
    GuideContact,
    NoticePart,
    Part,
    PhrasesPart,
    PicturePart,
    QuestionPart,
    RefusalsPart,
    Source,
    SourcesPart,
    Step,
    StepsPart,
    TextPart,
)

from .raw import Block, items


@dataclass(frozen=True)
class Target:
    """Where a section is read: its jump mark, and the guide, None for the one that is being made."""

    anchor: str
    page_id: int | None = None


@dataclass(frozen=True)
class Known:
    """What the blocks of a guide refer to, by what they store."""

    html: Mapping[str, str] = field(default_factory=dict)
    offers: Mapping[str, GuideContact] = field(default_factory=dict)
    organisations: Mapping[int, GuideContact] = field(default_factory=dict)
    files: Mapping[int, DownloadPart] = field(default_factory=dict)
    pictures: Mapping[int, PicturePart] = field(default_factory=dict)
    targets: Mapping[int, Target] = field(default_factory=dict)


def parts_of(body: list[Block], known: Known) -> Iterator[Part]:
    """Yield the parts of a section; what is empty, gone or not for everybody is left out."""
    for kind, value in body:
        part = _MAKERS[kind](value, known) if kind in _MAKERS else None
        if part is not None:
            yield part


def html_sources(body: list[Block]) -> Iterator[str]:
    """Yield every stored text of a section that holds links or other markup."""
    for kind, value in body:
        if kind == "text":
            yield value
        elif kind == "notice":
            yield value.get("text") or ""
        elif kind == "steps":
            yield from (step.get("text") or "" for step in items(value.get("steps")))
        elif kind == "question":
            yield from (answer.get("text") or "" for answer in items(value.get("answers")))


def contact_of(value: dict[str, Any], known: Known) -> GuideContact | None:
    """Return who helps, None where that offer or organisation is no longer there."""
    found = known.offers.get(value.get("offer") or "") or known.organisations.get(
        value.get("organisation") or 0
    )
    if found is None:
        return None
    return GuideContact(found.record, found.offer, value.get("note") or "")


def _text(value: str, known: Known) -> TextPart:
    """Return running text."""
    return TextPart(known.html.get(value, ""))


def _notice(value: dict[str, Any], known: Known) -> NoticePart:
    """Return a notice."""
    return NoticePart(value["tone"], value["heading"], known.html.get(value.get("text") or "", ""))


def _steps(value: dict[str, Any], known: Known) -> StepsPart:
    """Return steps."""
    steps = tuple(
        Step(
            one["title"],
            known.html.get(one.get("text") or "", ""),
            tuple(filter(None, items(one.get("checks")))),
        )
        for one in items(value.get("steps"))
    )
    return StepsPart(value.get("heading") or "", steps)


def _checklist(value: dict[str, Any], known: Known) -> ChecklistPart:
    """Return things to tick off."""
    return ChecklistPart(value.get("heading") or "", tuple(filter(None, items(value.get("items")))))


def _phrases(value: dict[str, Any], known: Known) -> PhrasesPart:
    """Return sentences to say."""
    return PhrasesPart(value.get("heading") or "", tuple(filter(None, items(value.get("phrases")))))


def _refusals(value: dict[str, Any], known: Known) -> RefusalsPart:
    """Return what not to sign."""
    return RefusalsPart(value.get("heading") or "", tuple(filter(None, items(value.get("refusals")))))


def _question(value: dict[str, Any], known: Known) -> QuestionPart:
    """Return a question with where its answers lead."""
    return QuestionPart(value["question"], tuple(_answer(one, known) for one in items(value.get("answers"))))


def _answer(value: dict[str, Any], known: Known) -> Answer:
    """Return an answer; without a target it leads nowhere and says what it says."""
    html = known.html.get(value.get("text") or "", "")
    target = known.targets.get(value.get("section") or 0)
    if target is None:
        return Answer(value["answer"], html)
    return Answer(value["answer"], html, target.anchor, target.page_id)


def _contacts(value: dict[str, Any], known: Known) -> ContactsPart | None:
    """Return who helps, None where nobody is left."""
    found = tuple(filter(None, (contact_of(one, known) for one in items(value.get("contacts")))))
    return ContactsPart(value.get("heading") or "", found) if found else None


def _sources(value: dict[str, Any], known: Known) -> SourcesPart:
    """Return sources; an address that is none of the web is not linked."""
    found = (
        Source(one["title"], url if scheme_of(url) in WEB else "")
        for one in items(value.get("sources"))
        for url in [one.get("url") or ""]
    )
    return SourcesPart(tuple(found))


def _download(value: dict[str, Any], known: Known) -> DownloadPart | None:
    """Return a file under the words given for it."""
    file = known.files.get(value.get("document") or 0)
    if file is None:
        return None
    return DownloadPart(value.get("label") or file.label, file.url, file.extension, file.size)


def _picture(value: dict[str, Any], known: Known) -> PicturePart | None:
    """Return a picture with its caption."""
    picture = known.pictures.get(value.get("image") or 0)
    if picture is None:
        return None
    return PicturePart(**{**vars(picture), "caption": value.get("caption") or ""})


_MAKERS = {
    "text": _text,
    "notice": _notice,
    "steps": _steps,
    "checklist": _checklist,
    "phrases": _phrases,
    "refusals": _refusals,
    "question": _question,
    "contacts": _contacts,
    "sources": _sources,
    "download": _download,
    "image": _picture,
}
