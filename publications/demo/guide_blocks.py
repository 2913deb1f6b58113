"""The short notation of the demo's guides, and the blocks that it stands for.

A block is a mapping whose first key says its kind: `text` holds lines ("### " begins a heading, "- " an item of a
list), `steps` lists of title, text and things to tick off, `question` with `answers` of words, text and section,
`contacts` lists of register id, title of an offer and note, `sources` lists of title and address.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from typing import Any

from network.demo.content import permanent_id
from network.demo.streams import RawBlock, raw_block

Note = Mapping[str, Any]


@dataclass(frozen=True)
class Known:
    """What blocks refer to: sections by their key, offers by register id and title, files by name."""

    sections: Mapping[str, int] = field(default_factory=dict)
    offers: Mapping[tuple[str, str], str] = field(default_factory=dict)
    files: Mapping[str, int] = field(default_factory=dict)


def body_of(where: str, notes: Iterable[Note], known: Known) -> list[RawBlock]:
    """Return the blocks of a section; `where` says which one and makes their ids."""
    blocks = []
    for number, note in enumerate(notes):
        at, kind = f"{where}:{number}", next(iter(note))
        value = _MAKERS[kind](at, note, known)
        if value is not None:
            blocks.append(raw_block(at, kind, value))
    return blocks


def contact(note: Sequence[str], known: Known) -> dict[str, Any] | None:
    """Return a contact, None where the offer is not there."""
    register_id, title, words = note
    key = known.offers.get((register_id, title))
    return {"offer": key, "organisation": None, "note": words} if key else None


def stored_list(where: str, values: Iterable[Any]) -> list[RawBlock]:
    """Return values as a list stores them."""
    return [
        {"type": "item", "value": value, "id": str(permanent_id(f"block:{where}:{number}"))}
        for number, value in enumerate(values)
    ]


def html_of(lines: Iterable[str]) -> str:
    """Return lines as paragraphs, headings and lists."""
    return "".join(_html(lines))


def _html(lines: Iterable[str]) -> Iterator[str]:
    """Yield the markup of lines; items that follow each other share a list."""
    for is_list, group in groupby(lines, key=lambda line: line.startswith("- ")):
        if is_list:
            items = (f"<li>{escape(line.removeprefix('- '), quote=False)}</li>" for line in group)
            yield f"<ul>{''.join(items)}</ul>"
        else:
            yield from map(_paragraph, group)


def _paragraph(line: str) -> str:
    """Return a line as a heading or a paragraph."""
    tag = "h3" if line.startswith("### ") else "p"
    return f"<{tag}>{escape(line.removeprefix('### '), quote=False)}</{tag}>"


def _text(where: str, note: Note, known: Known) -> str:
    """Return running text."""
    return html_of(note["text"])


def _notice(where: str, note: Note, known: Known) -> Note:
    """Return a notice."""
    return {"tone": note["notice"], "heading": note["heading"], "text": html_of([note["text"]])}


def _steps(where: str, note: Note, known: Known) -> Note:
    """Return steps, each with what to tick off."""
    steps = []
    for number, (title, text, *rest) in enumerate(note["steps"]):
        checks = stored_list(f"{where}:{number}", rest[0] if rest else ())
        steps.append({"title": title, "text": html_of([text] if text else []), "checks": checks})
    return {"heading": note.get("heading", ""), "steps": stored_list(where, steps)}


def _checklist(where: str, note: Note, known: Known) -> Note:
    """Return things to tick off."""
    return {"heading": note.get("heading", ""), "items": stored_list(where, note["checklist"])}


def _question(where: str, note: Note, known: Known) -> Note:
    """Return a question whose answers lead on."""
    answers = [
        {
            "answer": answer,
            "text": html_of([text] if text else []),
            "section": known.sections[rest[0]] if rest else None,
        }
        for answer, text, *rest in note["answers"]
    ]
    return {"question": note["question"], "answers": stored_list(where, answers)}


def _contacts(where: str, note: Note, known: Known) -> Note | None:
    """Return who helps, None where nobody of them is there."""
    found = [one for one in (contact(words, known) for words in note["contacts"]) if one]
    return {"heading": note.get("heading", ""), "contacts": stored_list(where, found)} if found else None


def _sources(where: str, note: Note, known: Known) -> Note:
    """Return what a text rests on."""
    sources = [{"title": title, "url": rest[0] if rest else ""} for title, *rest in note["sources"]]
    return {"sources": stored_list(where, sources)}


def _download(where: str, note: Note, known: Known) -> Note:
    """Return a file to download."""
    return {"document": known.files[note["download"]], "label": note["label"]}


_MAKERS: Mapping[str, Callable[[str, Note, Known], Any]] = {
    "text": _text,
    "notice": _notice,
    "steps": _steps,
    "checklist": _checklist,
    "question": _question,
    "contacts": _contacts,
    "sources": _sources,
    "download": _download,
}
