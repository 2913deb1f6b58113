"""The texts of a share kit, from a line to a newsletter; pure, each within the length its place allows."""

from collections.abc import Iterator

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from .contents import KitContents

# What the usual places take, a link counted with its 23 characters at the short one.
SHORT, MEDIUM = 280, 500
LINK = 23
ENDS = (".", "!", "?", "…")


def texts_of(kit: KitContents) -> Iterator[tuple[str, str]]:
    """Yield names of files with their texts, in the language of the post."""
    with override(kit.language):
        yield _("01-short.txt"), short(kit)
        yield _("02-medium.txt"), medium(kit)
        yield _("03-long.txt"), long(kit)
        yield _("04-whole.txt"), whole(kit)
        yield _("05-link.txt"), kit.url
        yield _("06-alternative-texts.txt"), alternative_texts(kit)
        yield _("read-me.txt"), read_me(kit)


def short(kit: KitContents) -> str:
    """Return title and link within the length of a short message."""
    room = SHORT - LINK - 1
    whole = f"{kit.title}{'' if kit.title.endswith(ENDS) else '.'} {kit.summary}"
    words = whole if len(whole) <= room else Truncator(kit.title).chars(room)
    return f"{words} {kit.url}"


def medium(kit: KitContents) -> str:
    """Return title, summary and who says it, within the length of a post."""
    foot = f"{kit.by}\n{kit.url}"
    room = MEDIUM - len(kit.title) - len(foot) - 4
    summary = Truncator(kit.summary).chars(max(room, 1)) if room > 1 else ""
    return "\n\n".join(filter(None, [kit.title, summary, foot]))


def long(kit: KitContents) -> str:
    """Return a text for a newsletter or a website, with the beginning of the post."""
    head = f"{kit.kind}, {kit.day}: {kit.by}"
    more = _("Read on: %(link)s") % {"link": kit.url}
    return "\n\n".join(filter(None, [kit.title, head, kit.summary, kit.beginning, more]))


def whole(kit: KitContents) -> str:
    """Return every word of the post, as a newsroom prints it."""
    head = f"{kit.kind}, {kit.day}\n{kit.by}"
    return "\n\n".join(filter(None, [head, kit.title, kit.summary, kit.text, kit.url]))


def alternative_texts(kit: KitContents) -> str:
    """Return what the pictures show, for people who cannot see them; the same for all that have words on them."""
    parts = [_("For all pictures with text:"), alternative_text(kit)]
    if kit.photo and kit.photo.alt:
        parts += [_("For the photograph without text:"), kit.photo.alt]
    return "\n\n".join(parts)


def alternative_text(kit: KitContents) -> str:
    """Return what is written on a picture, and what the photograph on it shows."""
    written = _("Picture with text: “%(title)s”. %(kind)s by %(by)s, %(day)s.") % {
        "title": kit.title,
        "kind": kit.kind,
        "by": kit.by,
        "day": kit.day,
    }
    if kit.photo is None or not kit.photo.alt:
        return written
    shown = _("Photograph: %(words)s") % {"words": kit.photo.alt}
    return f"{written} {shown}"


def read_me(kit: KitContents) -> str:
    """Return what is in the archive and what one may do with it."""
    credit = _("Picture: %(credit)s") % {"credit": kit.photo.credit} if kit.photo and kit.photo.credit else ""
    lines = [
        _("Share kit: %(title)s") % {"title": kit.title},
        _(
            "Texts from one line to the whole text, pictures in three formats (across, square, upright),"
            " and the link."
        ),
        _("The photograph without text, for print and websites, is there as well.") if kit.photo else "",
        _("Please use the alternative text wherever you show a picture, and always add the link."),
        credit,
        f"{kit.by}, {kit.portal}\n{kit.url}",
    ]
    return "\n\n".join(filter(None, lines))
