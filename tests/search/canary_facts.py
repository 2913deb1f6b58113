"""Organisations that tell some of their facts: everybody, by district, under attack."""

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from network.models import ActorPage, Region
from portal.disclosure import Audience, Precision
from portal.models import PortalDocument
from tests import builders
from tests.portal.pictures import picture

from .canaries import Planted

HIDDEN_AUDIENCES = (Audience.REGISTRANTS, Audience.MEMBERS, Audience.OFFICE, Audience.NOBODY)


def secret_town(planted: Planted, what: str) -> Region:
    """Return a town of the district whose name nobody outside may connect with an organisation."""
    word = planted.canaries.hide(f"town of {what}")
    return builders.region(
        f"14524{900 + Region.objects.count()}",
        word.capitalize(),
        parent=planted.places.zwickau_district,
        lat=50.7 + Region.objects.count() / 1000,
        lon=12.5,
    )


def hide_address(
    planted: Planted, page: ActorPage, what: str, place: Region | None = None, **fields: Any
) -> None:
    """Give a page an address of which nothing may be told but what its precision allows."""
    canaries, number = planted.canaries, len(planted.canaries.hidden)
    builders.address(
        page,
        place or planted.places.zwickau,
        label=canaries.hide(f"{what}: label of the address"),
        street=canaries.hide(f"{what}: street"),
        note=canaries.hide(f"{what}: way there"),
        postcode=str(canaries.hide_number(f"{what}: postcode", 70000 + number)),
        lat=canaries.hide_number(f"{what}: latitude", 50.70001 + number / 1000),
        lon=canaries.hide_number(f"{what}: longitude", 12.40001 + number / 1000),
        **fields,
    )


def open_house(planted: Planted) -> None:
    """An open house: everything it wants to tell is shown, what it keeps for others is not."""
    canaries, places = planted.canaries, planted.places
    entry = builders.organisation(
        f"Offenes Haus {canaries.show('name')}",
        short_name=canaries.show("short name"),
        former_names=[canaries.show("former name")],
        seat=places.zwickau,
    )
    page = builders.organisation_page(
        planted.tree.directory,
        entry,
        slug="offen",
        summary=f"Hilft {canaries.show('summary')}.",
        story=[("text", f"<p>{canaries.show('story')}</p>")],
        accessibility_note=canaries.show("accessibility note"),
    )
    planted.pages["open"] = page
    mail = f"{canaries.show('public e-mail')}@example.org"
    builders.contact(
        page,
        mail,
        label=canaries.show("public label"),
        person=canaries.hide("person beside a public contact"),
    )
    builders.contact(page, person=canaries.show("public person"), person_disclosure=Audience.PUBLIC)
    _hidden_contacts(planted, page)
    builders.address(
        page, places.zwickau, street=canaries.show("public street"), note=canaries.show("public way")
    )
    for audience in HIDDEN_AUDIENCES:
        hide_address(planted, page, f"address for {audience}", disclosure=audience)
    _facts(planted, page)


def _hidden_contacts(planted: Planted, page: ActorPage) -> None:
    """Add a contact of every kind for every audience but the public."""
    canaries = planted.canaries
    for audience in HIDDEN_AUDIENCES:
        builders.contact(
            page,
            f"{canaries.hide(f'e-mail for {audience}')}@example.org",
            label=canaries.hide(f"label for {audience}"),
            person=canaries.hide(f"person beside a contact for {audience}"),
            person_disclosure=Audience.PUBLIC,
            disclosure=audience,
        )
        builders.contact(
            page, canaries.hide_phone(f"phone for {audience}"), kind="phone", disclosure=audience
        )
        builders.contact(
            page,
            f"https://{canaries.hide(f'website for {audience}')}.example.org",
            kind="website",
            disclosure=audience,
        )
        builders.contact(
            page,
            label=canaries.show(f"label beside a person for {audience}"),
            person=canaries.hide(f"person for {audience}"),
            person_disclosure=audience,
        )


def _facts(planted: Planted, page: ActorPage) -> None:
    """Add facts that are shown, and those whose time is over or has not come."""
    canaries = planted.canaries
    builders.offer(page, canaries.show("offer"), description=canaries.show("offer's text"))
    builders.offer(
        page, canaries.hide("ended offer"), description=canaries.hide("ended offer's text"), status="ended"
    )
    builders.opening_hours(page, note=canaries.show("hours"))
    builders.opening_hours(page, note=canaries.hide("hours of the past"), until=builders.day("2020-01-01"))
    builders.opening_hours(
        page, note=canaries.hide("hours to come"), since=timezone.localdate() + timedelta(days=3)
    )
    builders.link(page, f"https://{canaries.show('link')}.example.org")
    builders.milestone(page, canaries.show("milestone"))
    builders.served_area(page, planted.places.werdau)
    builders.topic_of(page, builders.topic(canaries.show("topic")))
    secret = picture(
        "Logo", description=canaries.hide("text of an internal picture"), credit=canaries.hide("its credit"),
        disclosure=Audience.OFFICE,
    )  # fmt: skip
    page.logo = page.social_image = secret
    page.story.append(
        ("image", {"image": secret, "caption": canaries.hide("caption of an internal picture")})
    )
    page.save()
    file = ContentFile(canaries.hide("content of an internal file").encode(), "intern.txt")
    planted.document = PortalDocument.objects.create(
        title=canaries.hide("title of an internal file"), file=file, disclosure=Audience.OFFICE
    )


def refuge(planted: Planted) -> None:
    """A shelter: nothing finer than its district may be told, neither by its address nor by its seat."""
    canaries = planted.canaries
    for what, fields in (
        ("shelter told by district", {"precision": Precision.DISTRICT}),
        ("shelter told to nobody", {"disclosure": Audience.NOBODY}),
        ("shelter told to the office", {"disclosure": Audience.OFFICE}),
    ):
        town = secret_town(planted, what)
        name = f"Schutzraum {canaries.show(what)}"
        unmatched = {
            "topics": [canaries.search(f"{what}: unmatched topic")],
            "places": [canaries.hide(f"{what}: unmatched place")],
        }
        entry = builders.organisation(name, seat=town, unmatched=unmatched)
        page = builders.organisation_page(planted.tree.directory, entry)
        planted.pages[what] = page
        hide_address(planted, page, what, place=town, town=town.name, **fields)
        builders.contact(page, f"{canaries.show(f'{what}: contact')}@example.org")
    _second_address(planted)


def _second_address(planted: Planted) -> None:
    """An office in the city that everybody may visit, and a shelter in a town that nobody may know."""
    what = "shelter with an open office"
    town = secret_town(planted, what)
    entry = builders.organisation(f"Beratung {planted.canaries.show(what)}", seat=town)
    page = planted.pages[what] = builders.organisation_page(planted.tree.directory, entry)
    builders.address(
        page, planted.places.zwickau, street=planted.canaries.show(f"{what}: street of the office")
    )
    hide_address(planted, page, what, place=town, town=town.name, precision=Precision.DISTRICT)


def municipal(planted: Planted) -> None:
    """A group of which only the town is told; the quarter it sits in is finer than that."""
    canaries, places = planted.canaries, planted.places
    quarter = builders.region(
        "nord", canaries.hide("quarter"), kind="area", parent=places.zwickau, lat=50.999, lon=12.999
    )
    canaries.hide_number("latitude of the quarter", 50.999)
    entry = builders.organisation(f"Gruppe {canaries.show('group told by town')}", seat=quarter)
    page = planted.pages["municipal"] = builders.organisation_page(planted.tree.directory, entry)
    canaries.show("town of the group")
    town = canaries.shown["town of the group"]
    number = len(canaries.hidden)
    builders.address(
        page, quarter, town=town, street=canaries.hide("group: street"), note=canaries.hide("group: way there"),
        postcode=str(canaries.hide_number("group: postcode", 80000 + number)), precision=Precision.MUNICIPALITY,
        lat=canaries.hide_number("group: latitude", 50.81234), lon=canaries.hide_number("group: longitude", 12.61234),
    )  # fmt: skip


def shielded(planted: Planted) -> None:
    """An organisation under attack: the emergency switch hides what its disclosure would show.

    Its contacts stand in its texts, too, as they often do.
    """
    canaries = planted.canaries
    town = secret_town(planted, "shielded")
    mail = f"{canaries.hide('shielded: e-mail')}@example.org"
    person = f"Uta {canaries.hide('shielded: person').capitalize()}"
    phone = canaries.hide_phone("shielded: phone in the text")
    reached = f'Fragen Sie {person}: <a href="mailto:{mail}">{mail}</a> oder {phone}.'
    entry = builders.organisation(
        f"Bedrohte {canaries.show('name of the shielded')}", seat=town, is_shielded=True,
        unmatched={"places": [canaries.hide("shielded: unmatched place")]},
    )  # fmt: skip
    page = planted.pages["shielded"] = builders.organisation_page(
        planted.tree.directory,
        entry,
        summary=f"{canaries.show('summary of the shielded')}, Kontakt {person}, {mail}",
        accessibility_note=canaries.hide("shielded: way in"),
        story=[
            ("text", f"<p>{canaries.show('story of the shielded')}. {reached}</p>"),
            (
                "quote",
                {
                    "text": f"{canaries.show('shielded: words')}, sagt {person}",
                    "source": canaries.hide("shielded: who says so"),
                },
            ),
        ],
    )
    builders.contact(page, mail, person=person, person_disclosure=Audience.PUBLIC)
    builders.milestone(page, f"{canaries.show('shielded: milestone')} für {person}")
    hide_address(planted, page, "shielded", place=town, town=town.name)
    builders.link(page, f"https://{canaries.hide('shielded: link')}.example.org")
    builders.served_area(page, town)
    builders.opening_hours(page, note=canaries.hide("shielded: note beside the hours"))
    builders.offer(
        page,
        canaries.show("shielded: offer"),
        description=f"Anmelden bei {person}, {mail}",
        for_whom=f"alle, die {phone} anrufen",
        cost=f"5 € an {person}",
        how_to_apply=canaries.hide("shielded: how to apply"),
    )
    portrait = picture("Porträt", description=canaries.hide("shielded: who is in the picture"))
    page.social_image = picture("Gruppe", description=canaries.hide("shielded: the group"))
    page.story.append(("image", {"image": portrait, "caption": canaries.hide("shielded: caption")}))
    page.save()
