"""Codes of reports and troubles in the reader's words: stored as they are, translated when they are shown."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from events.keys import key_start
from events.models import CalendarFeed, Event

from .content import DATE
from .report import Line, Outcome, Remark
from .troubles import Trouble

OUTCOMES = {
    Outcome.NEW: pgettext_lazy("event of a feed", "new"),
    Outcome.CHANGED: pgettext_lazy("event of a feed", "changed"),
    Outcome.RESTORED: pgettext_lazy("event of a feed", "there again"),
    Outcome.KEPT: pgettext_lazy("event of a feed", "kept as it was changed here"),
    Outcome.UNCHANGED: pgettext_lazy("event of a feed", "unchanged"),
    Outcome.PAST: pgettext_lazy("event of a feed", "over already, not taken in"),
    Outcome.CALLED_OFF: pgettext_lazy("event of a feed", "cancelled before it was known here"),
    Outcome.PRIVATE: pgettext_lazy("event of a feed", "private at the source, not taken in"),
    Outcome.DUPLICATE: pgettext_lazy("event of a feed", "here already"),
    Outcome.IGNORED: pgettext_lazy("event of a feed", "refused or deleted here"),
    Outcome.TAKEN_DOWN: pgettext_lazy("event of a feed", "changed, but taken down here"),
    Outcome.LOCKED: pgettext_lazy("event of a feed", "locked here, tried again later"),
    Outcome.OPEN: pgettext_lazy("event of a feed", "being edited here, tried again later"),
    Outcome.IN_REVIEW: pgettext_lazy("event of a feed", "being checked here, tried again later"),
    Outcome.FOREIGN: pgettext_lazy("event of a feed", "left alone, it belongs to another organisation here"),
    Outcome.MISSING: pgettext_lazy("event of a feed", "missing"),
    Outcome.GONE: pgettext_lazy("event of a feed", "gone, shown as cancelled"),
    Outcome.REFUSED: pgettext_lazy("event of a feed", "refused"),
    Outcome.FAILED: pgettext_lazy("event of a feed", "could not be saved"),
}
_DATES = pgettext_lazy("field of an event", "dates")


def outcome_words(outcome: Outcome | str) -> str:
    """Return how an outcome is called."""
    return str(OUTCOMES[Outcome(outcome)])


def field_words(name: str) -> str:
    """Return how a field is called that a source speaks of."""
    if name == "dates":
        return str(_DATES)
    if name.startswith(DATE):
        start = key_start(name.removeprefix(DATE))
        return _("date of %(day)s") % {"day": date_format(start, "DATE_FORMAT")}
    return str(Event._meta.get_field("venue" if name == "place" else name).verbose_name)


def list_words(names: Iterable[str]) -> str:
    """Return several fields in one line."""
    return ", ".join(map(field_words, names))


def remark_words(remark: Remark | Mapping[str, Any]) -> str:
    """Return a remark in the reader's language, with the line of the file where it has one."""
    made = remark if isinstance(remark, Remark) else Remark(**remark)
    text = _(made.message) % made.params if made.params else _(made.message)
    return _("line %(line)s: %(reason)s") % {"line": made.line, "reason": text} if made.line else text


def line_words(line: Line) -> str:
    """Return what became of an event in one line."""
    text = f"{outcome_words(line.outcome)}: {line.title}".rstrip(": ")
    if line.fields:
        text = f"{text} ({list_words(line.fields)})"
    if line.kept:
        text = _("%(line)s; differs from the source: %(fields)s") % {
            "line": text,
            "fields": list_words(line.kept),
        }
    return "; ".join([text, *map(remark_words, line.remarks)])


def kept_line_words(kept: Mapping[str, Any]) -> str:
    """Return a line of a report that was kept."""
    return line_words(Line(**{**kept, "outcome": Outcome(kept["outcome"])}))


def trouble_words(feed: CalendarFeed) -> tuple[str, str]:
    """Return what is wrong with a feed and what to do about it; both empty where nothing is."""
    return _words_of(feed.last_report.get("trouble") or {"code": feed.last_error})


def _words_of(kept: Mapping[str, Any]) -> tuple[str, str]:
    """Return reason and remedy of a stored trouble."""
    code = kept.get("code", "")
    if code not in Trouble.values:
        return "", ""
    trouble = Trouble(code)
    reason = str(trouble.label)
    if kept.get("remark"):
        reason = f"{reason} {remark_words(kept['remark'])}"
    elif detail := kept.get("detail"):
        inner = str(Trouble(detail).label) if detail in Trouble.values else detail
        reason = f"{reason} ({inner})"
    return reason, str(trouble.remedy)


def report_trouble_words(kept: Mapping[str, Any]) -> str:
    """Return the trouble of a report in one line."""
    return " ".join(filter(None, _words_of(kept)))
