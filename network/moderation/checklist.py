"""What speaks against publishing a page as it is: the same list for whoever submits it and whoever checks it.

Errors keep it from being submitted; warnings ask somebody to look, because a rule of thumb cannot know.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from network.choices import OfferKind, TargetGroup
from network.fact_source import holds_facts
from network.models import ActorPage
from portal.disclosure import Audience, Precision
from portal.models import PortalImage
from portal.pictures import is_for_everybody

from .targets import without_web_addresses
from .telling import label_of, version_of
from .versions import Version

# Digits as people write numbers: at least seven, with a beginning that no year or amount has.
_PHONE = re.compile(r"(?<![\w.,/-])(?:\+|00|0)[1-9](?:[ ()/-]{0,2}\d){5,14}(?![\w])")
_MAIL = re.compile(r"[\w.+-]+(?:@| ?\(at\) ?| ?\[at\] ?)[\w-]+\.[\w.-]+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
_PLACEHOLDER = re.compile(r"lorem ipsum|\bxxx+\b|\bTODO\b|\[\.\.\.\]|\bMustertext\b", re.IGNORECASE)
_SHELTER = re.compile(
    r"frauenhaus|frauenhäus|schutzwohnung|schutzhaus|zuflucht|anonyme? (?:adresse|wohnung)", re.IGNORECASE
)
# A name in capitals is no shouting; a line of them is.
SHOUTED = 4
SHORTEST_SUMMARY = 20
MOST_SHOWN = 3


class Level(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Finding:
    """Something that speaks against publishing, where it stands, and what to do."""

    level: Level
    where: str
    words: str


def check(draft: Page, told: Version | None = None) -> list[Finding]:
    """Return what speaks against publishing a draft as it is, errors first; `told` is what it says, where known."""
    version = told or version_of(draft)
    found = [*_invalid(draft), *_in_words(version), *_pictures(version), *_outside(version)]
    if isinstance(draft, ActorPage):
        found += _of_actor(draft)
    return sorted(found, key=lambda finding: list(Level).index(finding.level))


def blocks(findings: Iterable[Finding]) -> bool:
    """Return whether something has to be put right before it can be submitted."""
    return any(finding.level == Level.ERROR for finding in findings)


def _invalid(draft: Page) -> Iterator[Finding]:
    """Yield what the form would refuse."""
    try:
        draft.full_clean()
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            field = next((one for one in draft._meta.get_fields() if one.name == name), None)
            where = label_of(field) if field is not None and hasattr(field, "verbose_name") else _("The page")
            yield Finding(Level.ERROR, where, " ".join(messages))


def _in_words(version: Version) -> Iterator[Finding]:
    """Yield what stands in texts and should not."""
    for text in version.texts:
        if text.key == "title":
            continue
        words_only = without_web_addresses(text.text)
        if numbers := _PHONE.findall(words_only):
            words = _(
                "A telephone number stands in the text (%(found)s). Below it has a field, with who may see it."
            )
            yield Finding(Level.WARNING, text.label, words % {"found": _some(numbers)})
        if mails := _MAIL.findall(words_only):
            words = _(
                "An e-mail address stands in the text (%(found)s). Below it has a field, with who may see it."
            )
            yield Finding(Level.WARNING, text.label, words % {"found": _some(mails)})
        if found := _PLACEHOLDER.search(words_only):
            words = _("“%(found)s” looks like a text that was to be replaced.")
            yield Finding(Level.WARNING, text.label, words % {"found": found[0]})
        if shouted := _shouted(words_only):
            words = _("Words in capitals are hard to read and sound like shouting: “%(found)s”.")
            yield Finding(Level.WARNING, text.label, words % {"found": shouted})
    summary = next((text.text for text in version.texts if text.key == "summary"), None)
    if summary is not None and len(summary) < SHORTEST_SUMMARY:
        yield Finding(
            Level.WARNING,
            next(text.label for text in version.texts if text.key == "summary"),
            _("It is very short. It stands in every list and is the first thing people read."),
        )


def _shouted(text: str) -> str:
    """Return words of a text that stand in capitals one after the other, "" where they are few."""
    run: list[str] = []
    for word in _WORD.findall(text):
        run = [*run, word] if word.isupper() else []
        if len(run) >= SHOUTED:
            return " ".join(run)
    return ""


def _pictures(version: Version) -> Iterator[Finding]:
    """Yield pictures that are not described, or that nobody will see."""
    images = PortalImage.objects.in_bulk({shot.image for shot in version.pictures})
    for shot in version.pictures:
        image = images.get(shot.image)
        if image is None:
            yield Finding(
                Level.WARNING, shot.label, _("A picture is gone. Choose another one, or take it out.")
            )
            continue
        words = {"title": image.title}
        if not image.is_decorative and not image.description:
            text = _("“%(title)s” has no alternative text: people who cannot see it learn nothing of it.")
            yield Finding(Level.WARNING, shot.label, text % words)
        if not is_for_everybody(image):
            text = _("“%(title)s” is not meant for everybody, so visitors will not see it.")
            yield Finding(Level.NOTE, shot.label, text % words)
        if not image.credit:
            text = _("Nobody says who made “%(title)s”.")
            yield Finding(Level.NOTE, shot.label, text % words)


def _outside(version: Version) -> Iterator[Finding]:
    """Yield links without encryption, and how many lead outside."""
    plain = [link for link in version.links if link.lower().startswith("http://")]
    if plain:
        text = _("Links without encryption: %(found)s. Most pages have an address with https:// as well.")
        yield Finding(Level.NOTE, _("Links"), text % {"found": _some(plain)})
    count = len(version.links)
    if count:
        text = ngettext(
            "%(count)s link leads outside of the portal. Does it still lead where it should?",
            "%(count)s links lead outside of the portal. Do they still lead where they should?",
            count,
        )
        yield Finding(Level.NOTE, _("Links"), text % {"count": count})


def _of_actor(draft: ActorPage) -> Iterator[Finding]:
    """Yield what is dangerous or missing on an organisation's page."""
    if not holds_facts(draft):
        return
    addresses, contacts = list(draft.addresses.all()), list(draft.contact_points.all())
    if _is_shelter(draft):
        for row in addresses:
            if row.disclosure == Audience.PUBLIC and row.precision == Precision.EXACT:
                text = _(
                    "This may be a place of refuge, and everybody would see its exact address “%(address)s”. If it "
                    "must not be found, choose “Only the district”."
                )
                yield Finding(Level.WARNING, _("Addresses"), text % {"address": row})
    named = [row.person for row in contacts if row.person and row.person_disclosure == Audience.PUBLIC]
    if named:
        text = _("Everybody would see these names: %(found)s. Do the persons know and agree?")
        yield Finding(Level.WARNING, _("Contacts"), text % {"found": _some(named)})
    if not any(row.disclosure == Audience.PUBLIC for row in contacts):
        yield Finding(
            Level.WARNING,
            _("Contacts"),
            _("Nobody can reach you: there is no contact that everybody may see."),
        )
    if not list(draft.topic_links.all()):
        yield Finding(Level.WARNING, _("Topics"), _("Without a topic nobody finds you by what you do."))


def _is_shelter(draft: ActorPage) -> bool:
    """Return whether a page may be that of a place of refuge, by what it offers, to whom, and its words."""
    offers = list(draft.offers.all())
    words = " ".join(
        [draft.title, draft.summary, *(f"{offer.title} {offer.description}" for offer in offers)]
    )
    helps_at_once = any(offer.kind == OfferKind.EMERGENCY for offer in offers)
    is_for_victims = TargetGroup.AFFECTED_VIOLENCE in draft.target_groups
    return bool(_SHELTER.search(words)) or (helps_at_once and is_for_victims)


def _some(found: Iterable[str]) -> str:
    """Return the first few of what was found."""
    several = list(dict.fromkeys(map(str.strip, found)))
    return ", ".join(several[:MOST_SHOWN]) + (" …" if len(several) > MOST_SHOWN else "")
