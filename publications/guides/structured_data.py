"""A guide in schema.org's words: `HowTo` where it has steps, else `Article`."""

from collections.abc import Iterator
from typing import Any

from django.utils.html import strip_tags

from portal.addresses import page_url
from publications.models import GuidePage
from publications.records.guides import GuideRecord, Step, StepsPart

MOST_STEPS = 50


def guide_json_ld(record: GuideRecord, page: GuidePage) -> dict[str, Any]:
    """Return the entity without empty fields."""
    steps = list(_steps(record))[:MOST_STEPS]
    law, url = record.law, page_url(page)
    entity = {
        "@type": "HowTo" if steps else "Article",
        "name" if steps else "headline": record.title,
        "description": record.summary,
        "url": url,
        "inLanguage": record.language,
        "datePublished": record.first_published.isoformat() if record.first_published else "",
        "dateModified": record.changed_at.isoformat(timespec="seconds") if record.changed_at else "",
        "expires": law.valid_until.isoformat() if law.valid_until else "",
        "author": [{"@type": "Organization", "name": maker.name} for maker in record.makers],
        "audience": {"@type": "Audience", "audienceType": record.for_whom} if record.for_whom else None,
        "step": [_step(number, f"{url}#{anchor}", step) for number, (anchor, step) in enumerate(steps, 1)],
    }
    return {key: value for key, value in entity.items() if value}


def _steps(record: GuideRecord) -> Iterator[tuple[str, Step]]:
    """Yield the steps of a guide with the jump mark of their section."""
    for section in record.sections:
        for part in section.parts:
            if isinstance(part, StepsPart):
                yield from ((section.anchor, step) for step in part.steps)


def _step(number: int, url: str, step: Step) -> dict[str, Any]:
    """Return a step as a HowToStep."""
    text = " ".join(strip_tags(step.html.replace("<", " <")).split())
    return {
        "@type": "HowToStep",
        "position": number,
        "name": step.title,
        "text": text or step.title,
        "url": url,
    }
