"""What the demo's editors say about some topics and places."""

import json
from functools import cache

from wagtail.models import Locale

from network.models import Introduction, Region, Topic

from .content import FOLDER, DemoIntroduction
from .streams import set_stream, text_blocks


@cache
def introductions() -> tuple[DemoIntroduction, ...]:
    """Return the demo's introductions."""
    stored = json.loads((FOLDER / "introductions.json").read_text(encoding="utf-8"))
    return tuple(DemoIntroduction(**{**one, "body": tuple(one["body"])}) for one in stored)


def write_introductions() -> list[str]:
    """Write what is missing about topics and places that are there, and return what that was about."""
    written = []
    for text in introductions():
        subject = _subject(text)
        locale = Locale.objects.filter(language_code=text.language).first()
        if (
            subject is None
            or locale is None
            or Introduction.objects.filter(**subject, locale=locale).exists()
        ):
            continue
        made = Introduction(**subject, locale=locale, lead=text.lead)
        set_stream(made, "body", text_blocks(text.key, text.body))
        made.save()
        written.append(str(made))
    return written


def introductions_of_demo() -> list[Introduction]:
    """Return the introductions that still have the demo's words."""
    leads = [text.lead for text in introductions()]
    return list(Introduction.objects.filter(lead__in=leads))


def _subject(text: DemoIntroduction) -> dict[str, Topic | Region] | None:
    """Return what a text is about, None where the portal does not know it."""
    if text.topic:
        topic = Topic.objects.filter(slug=text.topic).first()
        return {"topic": topic} if topic else None
    kind, _colon, code = text.region.partition(":")
    region = Region.objects.filter(kind=kind, code=code).first()
    return {"region": region} if region else None
