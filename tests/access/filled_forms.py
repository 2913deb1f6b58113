"""Forms as somebody with the right to them has them on the screen, to be sent by somebody without."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from tests.access.world import secrets_in

OURS = "Übernommen"
# What a page's or row's editor sends besides, by its buttons.
EDITORS = (
    {"action-publish": "action-publish"},
    {"action-submit": "action-submit"},
    {"action-workflow-action": "true", "workflow-action-name": "approve"},
    {"action-cancel-workflow": "true"},
)


@dataclass(frozen=True)
class FilledForm:
    """Where a form is sent to, and what with: one list of values by name."""

    path: str
    fields: dict[str, list[str]]
    is_editor: bool

    def sent(self) -> Iterator[dict[str, list[str]]]:
        """Yield what each of its buttons would send."""
        yield self.fields
        for more in EDITORS if self.is_editor else ():
            yield self.fields | {name: [value] for name, value in more.items()}


def forms_in(html: str, path: str) -> list[FilledForm]:
    """Return the forms of a page that are sent with POST, filled in; what is secret is written anew."""
    found = []
    for form in BeautifulSoup(html, "html.parser").find_all("form"):
        if (form.get("method") or "get").lower() != "post":
            continue
        fields: dict[str, list[str]] = {}
        for name, value in _values(form):
            fields.setdefault(name, []).append(OURS if any(secrets_in(value)) else value)
        fields.pop("csrfmiddlewaretoken", None)
        target = urlsplit(urljoin(path, form.get("action") or path))
        to = target.path + (f"?{target.query}" if target.query else "")
        is_editor = "data-edit-form" in form.attrs or form.get("id") == "page-edit-form"
        found.append(FilledForm(to, fields, is_editor))
    return found


def _values(form: Tag) -> Iterator[tuple[str, str]]:
    """Yield names and values as a browser sends them; each button is pressed."""
    for one in form.find_all(["input", "textarea", "select", "button"]):
        name = one.get("name")
        if not name or one.get("type") == "file":
            continue
        if one.name == "textarea":
            yield name, one.get_text()
        elif one.name == "select":
            chosen = one.find_all("option", selected=True) or one.find_all("option")[:1]
            yield from ((name, option.get("value", "")) for option in chosen)
        elif one.get("type") in {"checkbox", "radio"}:
            if one.has_attr("checked"):
                yield name, one.get("value", "on")
        elif one.name != "button" or not name.startswith("action-"):
            yield name, one.get("value") or (OURS if one.get("type") == "text" else "")
