"""Tags and filters that every template of the portal uses."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlencode

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.http import QueryDict
from django.template import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from portal.registries import Section, text_services
from portal.tiles import Tile, as_tile
from portal.view_models import PageLanguage

register = template.Library()

_MARKUP = re.compile(r"(<[^>]*>|&[^;\s]+;)")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_EMAIL_IN_TEXT = re.compile(r"([\w.+-]+@[\w-]+(?:\.[\w-]+)+)")
_WEB = re.compile(r"https?://(?:www\.)?(?=[^\s/])", re.IGNORECASE)
_NOT_DIALLED = re.compile(r"\(0\)|[^\d+]")
_COUNTRY_CODE = "+49"
# What could end a script element or start a comment in it.
_AT_IN_JSON = re.compile(r'(?<!")@')  # not the one of "@type"
_SCRIPT_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@register.simple_tag
@lru_cache(maxsize=256)  # templates name them: few, and fifteen on a page
def icon(name: str, css_class: str = "") -> SafeString:
    """Return a drawing of icons.svg; decoration beside a word, so hidden from assistive technology."""
    classes = f"icon {css_class}".strip()
    address = static("portal/icons.svg")
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', classes, address, name)


@register.simple_tag
def mark(tile: Tile | Sequence[int] | str | None, css_class: str = "") -> SafeString:
    """Return the drawing of a tile, nothing without one; raises ValueError for numbers that name none."""
    if not tile:
        return SafeString()
    shown = as_tile(tile)
    turn = f"turn-{shown.turn}" if shown.turn else ""
    classes = " ".join(filter(None, ("mark", shown.tint_class, turn, css_class)))
    drawings = static("portal/marks.svg")
    corner = format_html('<use href="{}#c{}"/>', drawings, shown.corner) if shown.corner else ""
    return format_html(
        '<svg class="{}" viewBox="0 0 12 12" aria-hidden="true"><use href="{}#m{}"/>{}</svg>',
        classes,
        drawings,
        shown.figure,
        corner,
    )


@register.filter
def tint(tile: Tile | Sequence[int] | str | None) -> str:
    """Return the class that gives a head or panel the colours of a tile, "" without one."""
    return as_tile(tile).tint_class if tile else ""


@register.simple_tag
def in_language(language: PageLanguage | None) -> SafeString:
    """Return the attributes of an element whose words are in another language than the page, nothing for None."""
    return format_html(' lang="{}" dir="{}"', language.code, language.dir) if language else SafeString()


@register.filter(is_safe=True)
def soft_hyphens(text: Any) -> str:
    """Return the text with soft hyphens at the joints of compounds, if an app registered how.

    Markup and entities in a text that is marked as safe stay untouched.
    """
    hyphenate = text_services.get("soft_hyphens")
    if not text or hyphenate is None:
        return text or ""
    if not isinstance(text, SafeString):
        return hyphenate(str(text))
    return "".join(part if at % 2 else hyphenate(part) for at, part in enumerate(_MARKUP.split(text)))


@register.filter
def segments(parts: Iterable[Any] | None) -> SafeString:
    """Return highlighted text: plain and marked parts in order, each escaped and with soft hyphens."""
    return format_html_join(
        "",
        "{}",
        (
            (format_html("<mark>{}</mark>", text) if part.marked else text,)
            for part in parts or ()
            for text in [soft_hyphens(part.text)]
        ),
    )


@register.filter
def control(field: BoundField) -> SafeString:
    """Return a form field's control with the class that gives it its looks; ticks keep their own."""
    plain = isinstance(field.field.widget, (CheckboxInput, CheckboxSelectMultiple, RadioSelect))
    return field.as_widget(attrs={} if plain else {"class": f"input {field.css_classes()}".strip()})


@register.simple_tag
def query_string(parameters: QueryDict | Mapping[str, Any], **changes: Any) -> str:
    """Return "?…" with the parameters changed: None removes, empty ones drop out, keys are sorted.

    Repeated parameters keep their order; a list sets a repeated one. Without any parameter it is "?",
    which as a link leads to the page without parameters.
    """
    if isinstance(parameters, QueryDict):
        values: dict[str, list[Any]] = dict(parameters.lists())
    else:
        values = {key: _as_list(value) for key, value in parameters.items()}
    values |= {key: _as_list(value) for key, value in changes.items()}
    pairs = [(key, value) for key in sorted(values) for value in values[key] if value not in (None, "")]
    return "?" + urlencode(pairs)


def _as_list(value: Any) -> list[Any]:
    """Return a list or tuple as a list, anything else as a list of one."""
    return list(value) if isinstance(value, (list, tuple)) else [value]


@register.filter
def stand(day: date | datetime | None) -> str:
    """Return a day in words of the active language ("4. November 2026"), "" without one."""
    if not isinstance(day, date):
        return ""
    if isinstance(day, datetime) and timezone.is_aware(day):
        day = timezone.localtime(day)
    return date_format(day, "DATE_FORMAT")


@register.filter
def month(day: date | datetime | None) -> str:
    """Return the month of a day in words of the active language ("März 2026"), "" without one."""
    return date_format(day, "F Y") if isinstance(day, date) else ""


@register.filter
def distance(kilometres: float | None) -> str:
    """Return a distance for reading: "0,4 km", "1,2 km", from ten kilometres on without decimals."""
    if kilometres is None:
        return ""
    return f"{number_format(kilometres, 0 if kilometres >= 10 else 1)}\u00a0km"


@register.filter
def phone_href(number: str) -> str:
    """Return a `tel:` address; a number with a leading 0 is taken for a German one, short ones stay."""
    digits = _NOT_DIALLED.sub("", number or "")
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    elif digits.startswith("0"):
        digits = _COUNTRY_CODE + digits[1:]
    return f"tel:{digits}"


@register.filter
def phone_link(number: str) -> str:
    """Return a `tel:` link whose number stands in the source as numeric entities only, as mail addresses do."""
    if not number:
        return ""
    return mark_safe(f'<a href="{_entities(phone_href(number))}">{_entities(number)}</a>')  # noqa: S308 - entities only


@register.filter
def web_link(address: str, label: str = "") -> str:
    """Return a link to a web address, shown without scheme; anything but http(s) comes back as escaped text."""
    if not _WEB.match(address or ""):
        return conditional_escape(label or address or "")
    shown = label or _WEB.sub("", address).rstrip("/")
    return format_html('<a href="{}" rel="noopener">{}</a>', address, shown)


@register.filter
def email_link(address: str, label: str = "") -> str:
    """Return a `mailto:` link whose address stands in the source as numeric entities only.

    Harvesters that search the source for addresses find none; browsers, screen readers and the clipboard
    get the plain address, without any script. What is no address comes back as escaped text.
    """
    if not _EMAIL.fullmatch(address or ""):
        return conditional_escape(label or address or "")
    name, _, host = address.partition("@")
    shown = conditional_escape(label) if label else f"{_entities(name + '@')}<wbr>{_entities(host)}"
    target = _entities("mailto:" + quote(address, safe="@+"))
    return mark_safe(f'<a href="{target}">{shown}</a>')  # noqa: S308 - entities and escaped text only


@register.filter
def mail_links(text: str) -> str:
    """Return a plain text, escaped, whose mail addresses are links that harvesters do not find either."""
    parts = enumerate(_EMAIL_IN_TEXT.split(text or ""))
    return mark_safe("".join(email_link(part) if at % 2 else conditional_escape(part) for at, part in parts))  # noqa: S308 - escaped


def _entities(text: str) -> str:
    """Return every sign as a numeric entity, decimal and hexadecimal by turns; the same text, the same source."""
    return "".join(f"&#{ord(sign)};" if at % 2 else f"&#x{ord(sign):x};" for at, sign in enumerate(text))


@register.simple_tag
def json_ld(data: Mapping[str, Any] | Sequence[Any] | None) -> SafeString:
    """Return a data block for search engines, nothing without data; it cannot break out of its element.

    E-mail addresses in it are plain for who reads JSON, and none for harvesters that search the source.
    """
    if not data:
        return SafeString()
    source = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False).translate(_SCRIPT_ESCAPES)
    source = _AT_IN_JSON.sub(r"\\u0040", source)
    return mark_safe(f'<script type="application/ld+json">{source}</script>')  # noqa: S308 - escaped above


@register.simple_tag(takes_context=True)
def section(context: Context, part: Section | None) -> str:
    """Return a section that another app added: it sees its own context, the page's language and the portal."""
    if not part:
        return ""
    shared = {key: context.get(key) for key in ("page_language", "portal", "request", "csrf_token")}
    inner = context.new({**shared, **part.context, "section": part})
    return context.template.engine.get_template(part.template).render(inner)
