"""The same as everybody would see it, for mails and for the page behind their links: from the public record alone."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from functools import reduce
from operator import or_
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from network.choices import Accessibility, ContactKind, OfferKind, OfferStatus, Reach, TargetGroup
from network.fact_source import holds_facts
from network.languages import LANGUAGES, language_label
from network.models import ActorPage
from network.presentation.words import hours_words, labels, language_words
from network.records import ActorRecord, AddressFact
from network.records.build import draft_record
from network.records.covering import OPEN, Cover, cover_of
from network.records.prose import public_story
from portal.models import PortalImage
from portal.pictures import is_for_everybody

from . import telling
from .by_trust import ByTrust, organisation_of
from .covers import Covers
from .versions import Group, Row, Shot, Text, Version


def public_version(page: Page, covers: Covers | None = None) -> Version:
    """Return what everybody would see of a page as it is in memory; `covers` what is known of other versions."""
    covers = covers or Covers()
    if isinstance(page, ActorPage):
        return _of_record(page, draft_record(page), covers)
    return _of_other(page, covers)


def _of_record(page: ActorPage, record: ActorRecord, covers: Covers) -> Version:
    """Return an organisation's page."""
    texts = [
        Text("title", _("Name"), record.title),
        Text("summary", telling.label_of(ActorPage._meta.get_field("summary")), record.summary),
        Text("story", telling.label_of(ActorPage._meta.get_field("story")), _story(page, record, covers)),
        Text("accessibility_note", _("More on access"), record.accessibility_note),
        Text("legal_note", _("What it is in law"), record.legal_note),
    ]
    groups = [
        Group("topics", _("Topics"), _named((one.slug, one.name) for one in record.topics)),
        Group("target_groups", _("For whom"), _of_choices(TargetGroup, record.target_groups)),
        Group("languages", _("Languages"), _named((code, _language(code)) for code in record.languages)),
        Group("addresses", _("Addresses"), tuple(map(_address, record.addresses))),
        Group(
            "areas",
            _("Areas served"),
            _named((one.place.key, one.place.official_name) for one in record.areas),
        ),
        Group("reach", _("Also"), _of_choices(Reach, record.reach)),
        Group("accessibility", _("Accessibility"), _of_choices(Accessibility, record.accessibility)),
        Group("contacts", _("Contacts"), tuple(_contacts(record))),
        Group("offers", _("Offers"), tuple(map(_offer, record.offers))),
        Group("hours", _("Opening hours"), tuple(_hours(record))),
        Group(
            "milestones", _("Milestones and awards"), _lines(f"{m.year}: {m.text}" for m in record.milestones)
        ),
        Group("links", _("Links"), _named((link.url, f"{link.label}: {link.url}") for link in record.links)),
        Group("goals", _("Goals"), _lines(f"{goal.heading} {goal.text}".strip() for goal in record.goals)),
        Group("focus", _("Focus by year"), _lines(f"{focus.year}: {focus.text}" for focus in record.focus)),
        Group("partner_lines", _("Further partners"), _lines(record.partner_lines)),
    ]
    outside = [*telling.links_of(page, ()), *(link.url for link in record.links)]
    outside += [one.value for one in record.contacts if telling.is_outside(one.value)]
    return Version(
        tuple(text for text in texts if text.text),
        tuple(group for group in groups if group.rows),
        tuple(_pictures(page, record.is_shielded)),
        () if record.is_shielded else tuple(dict.fromkeys(outside)),
    )


def _story(page: ActorPage, record: ActorRecord, covers: Covers) -> str:
    """Return the story with where its words lead; of a protected organisation as far as visitors are led there."""
    cover = _cover_of_facts(page, covers) if record.is_shielded else OPEN
    return cover.text(telling.stream_text(public_story(page.story, cover), telling.targets_of(page)))


def _cover_of_facts(page: ActorPage, covers: Covers) -> Cover:
    """Return what the facts in memory cover in an organisation's words; of a translation the stored ones."""
    if holds_facts(page):
        return cover_of(page.contact_points.all(), page.addresses.all(), page.links.all())
    return covers.of([page.organisation_id])[0]


def public_title(page: Page, covers: Covers) -> str:
    """Return how everybody would see the title of a page as it is in memory; an organisation's name is no secret."""
    return page.title if isinstance(page, ActorPage) else _cover(page, covers).text(page.title)


def _of_other(page: Page, covers: Covers) -> Version:
    """Return a page of another type: without facts that have an audience, and pictures that are not for everybody."""
    cover = _cover(page, covers)
    told = telling.version_of(page, with_chosen=cover == OPEN)
    if cover != OPEN:
        return _covered(
            told, cover, {relation.get_accessor_name() for relation in telling.child_relations(page)}
        )
    hidden = {
        relation.get_accessor_name()
        for relation in telling.child_relations(page)
        if any(field.name == "disclosure" for field in relation.related_model._meta.fields)
    }
    public = set(PortalImage.objects.filter(pk__in=[shot.image for shot in told.pictures]))
    shown = {image.pk for image in public if is_for_everybody(image)}
    return replace(
        told,
        groups=tuple(group for group in told.groups if group.key not in hidden),
        pictures=tuple(shot for shot in told.pictures if shot.image in shown),
    )


def _cover(page: Page, covers: Covers) -> Cover:
    """Return what is covered on a page while one of those who speak on it is protected: their facts and its own."""
    voices = page.voices() if isinstance(page, ByTrust) else []
    protected = {entry.pk for entry in voices if entry.is_shielded}
    if not protected:
        return OPEN
    owner = organisation_of(page)
    contacts, houses = page.own_names()
    own = cover_of(contacts, (), ()) | Cover(tuple(filter(None, houses)))
    return reduce(or_, covers.of(protected & {owner and owner.pk}, protected), own)


def _covered(told: Version, cover: Cover, tables: Container[str]) -> Version:
    """Return what a protected page tells: covered words, what was ticked, its topics; no tables, pictures, links."""
    texts = (
        replace(text, text=cover.text(text.text)) for text in told.texts if not telling.is_outside(text.text)
    )
    groups = (group for group in told.groups if group.key == "topic_links" or group.key not in tables)
    return Version(tuple(texts), tuple(groups), (), ())


def _pictures(page: ActorPage, is_shielded: bool) -> Iterator[Shot]:
    """Yield the pictures that everybody may see; the story of a protected organisation is shown without any."""
    if is_for_everybody(page.logo):
        yield Shot("logo", telling.label_of(ActorPage._meta.get_field("logo")), page.logo.pk)
    if is_shielded:
        return
    label = telling.label_of(ActorPage._meta.get_field("story"))
    shots = list(telling.stream_pictures("story", label, page.story))
    images = PortalImage.objects.in_bulk([shot.image for shot in shots])
    yield from (shot for shot in shots if is_for_everybody(images.get(shot.image)))


def _named(pairs: Iterable[tuple[str, str]]) -> tuple[Row, ...]:
    """Return facts that are a name and nothing else."""
    return tuple(Row(str(key), str(name), (), 1) for key, name in pairs)


def _lines(lines: Iterable[str]) -> tuple[Row, ...]:
    """Return facts that are known again by their words."""
    return _named((line, line) for line in lines)


def _of_choices(choices: Any, keys: Iterable[str]) -> tuple[Row, ...]:
    """Return what was ticked, by label."""
    return _named((key, labels(choices, [key])[0]) for key in keys if key in choices.values)


def _language(code: str) -> str:
    """Return the name of a language."""
    return language_label(code, "de") if code in LANGUAGES else code


def _address(fact: AddressFact) -> Row:
    """Return an address as exactly as everybody may know it."""
    town = " ".join(filter(None, (fact.postcode, fact.town)))
    place = fact.place.official_name if fact.place and not town else ""
    name = ", ".join(filter(None, (fact.label, fact.street, town, place)))
    return Row(name, name, ((_("How to get there"), fact.note),) if fact.note else (), 1)


def _contacts(record: ActorRecord) -> Iterator[Row]:
    """Yield contacts, each with the person beside it where everybody may know that."""
    for fact in record.contacts:
        kind = ContactKind(fact.kind).label if fact.kind in ContactKind.values else fact.kind
        fields = ((_("For what"), fact.label), (_("Person"), fact.person))
        said = tuple(pair for pair in fields if pair[1])
        yield Row(f"{fact.kind}:{fact.value}", f"{kind}: {fact.value}", said, 1 + bool(fact.person))


def _offer(fact: Any) -> Row:
    """Return an offer."""
    kind = OfferKind(fact.kind).label if fact.kind in OfferKind.values else fact.kind
    fields = (
        (_("Kind"), str(kind)),
        (_("Status"), str(OfferStatus(fact.status).label)),
        (_("Description"), fact.description),
        (_("For whom"), fact.for_whom),
        (_("Languages"), language_words(fact.languages)),
        (_("Cost"), fact.cost),
        (_("How to apply"), fact.how_to_apply),
    )
    return Row(fact.key, fact.title, tuple(pair for pair in fields if pair[1]), 1)


def _hours(record: ActorRecord) -> Iterator[Row]:
    """Yield opening hours, days of equal hours in one line."""
    for line in hours_words(record.opening_hours):
        words = f"{line.days}: {line.hours}" + (f" ({line.note})" if line.note else "")
        yield Row(words, words, (), 1)
