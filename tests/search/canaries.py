"""A small network with a unique word in every fact at every level of disclosure."""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from network.models import (
    ActorPage,
    Correction,
    Funding,
    Goal,
    Introduction,
    Organisation,
    PartnerLine,
    Region,
    Topic,
    YearlyFocus,
)
from portal.disclosure import Audience, Precision
from portal.models import PortalDocument, PortalSettings
from portal.slugs import german_slug
from tests import builders
from tests.portal.pictures import picture

_LETTERS = "bcdfgklmnprtvwz"
HIDDEN_AUDIENCES = (Audience.REGISTRANTS, Audience.MEMBERS, Audience.OFFICE, Audience.NOBODY)


@dataclass
class Canaries:
    """Words by what they stand for: nobody outside may read them, everybody should, or the search knows them."""

    hidden: dict[str, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    searched: dict[str, str] = field(default_factory=dict)
    _count: int = 0

    def hide(self, what: str) -> str:
        """Return a new word that must not appear anywhere."""
        return self._word(self.hidden, what)

    def show(self, what: str) -> str:
        """Return a new word that must appear somewhere."""
        return self._word(self.shown, what)

    def search(self, what: str) -> str:
        """Return a new word that the search must find."""
        return self._word(self.searched, what)

    def hide_number(self, what: str, number: float) -> float:
        """Return a number whose digits must not appear anywhere."""
        self.hidden[what] = str(number)
        return number

    def hide_phone(self, what: str) -> str:
        """Return a phone number whose digits must not appear anywhere."""
        self._count += 1
        number = f"+49375{7700000 + self._count}"
        self.hidden[what] = number.removeprefix("+49")
        return number

    def _word(self, words: dict[str, str], what: str) -> str:
        """Return a word that analysis keeps as it is, and too unlike any other to be its misspelling."""
        assert what not in words, what
        self._count += 1
        one, two = (_LETTERS[index] for index in divmod(self._count, len(_LETTERS)))
        words[what] = f"qui{one}o{two}u{one}i{two}a{one}e{two}"
        return words[what]

    def found_in(self, text: str) -> list[str]:
        """Return what of the hidden appears in a text."""
        folded = text.casefold()
        return sorted(what for what, word in self.hidden.items() if stands_in(word.casefold(), folded))


def stands_in(word: str, text: str) -> bool:
    """Return whether a word appears in a text; a number only by itself, not by chance within a longer one."""
    if word.isdigit():
        return re.search(rf"(?<!\d){word}(?!\d)", text) is not None
    return word in text


@dataclass
class Planted:
    """The network and its canaries."""

    tree: builders.SiteTree
    places: builders.Places
    canaries: Canaries
    pages: dict[str, Any] = field(default_factory=dict)
    document: PortalDocument | None = None
    private_paths: list[str] = field(default_factory=list)


def plant() -> Planted:
    """Build the network; nothing waits in the journal afterwards."""
    planted = Planted(builders.site_tree(), builders.places(), Canaries())
    builders.locale("en")
    PortalSettings.objects.create(
        site=planted.tree.site, office_email="buero@example.org", office_name="Büro"
    )
    for step in (
        _open,
        _refuge,
        _municipal,
        _shielded,
        _unlisted,
        _not_published,
        _texts,
        _alliances,
        _introductions,
        _offices_own,
    ):
        step(planted)
    while builders.drain():
        pass
    return planted


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


def _open(planted: Planted) -> None:
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


def _refuge(planted: Planted) -> None:
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


def _municipal(planted: Planted) -> None:
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


def _shielded(planted: Planted) -> None:
    """An organisation under attack: the emergency switch hides what its disclosure would show."""
    canaries = planted.canaries
    town = secret_town(planted, "shielded")
    entry = builders.organisation(
        f"Bedrohte {canaries.show('name of the shielded')}", seat=town, is_shielded=True,
        unmatched={"places": [canaries.hide("shielded: unmatched place")]},
    )  # fmt: skip
    page = planted.pages["shielded"] = builders.organisation_page(
        planted.tree.directory,
        entry,
        summary=canaries.show("summary of the shielded"),
        accessibility_note=canaries.hide("shielded: way in"),
        story=[
            ("text", f"<p>{canaries.show('story of the shielded')}</p>"),
            (
                "quote",
                {"text": canaries.show("shielded: words"), "source": canaries.hide("shielded: who says so")},
            ),
        ],
    )
    builders.contact(
        page,
        f"{canaries.hide('shielded: e-mail')}@example.org",
        person=canaries.hide("shielded: person"),
        person_disclosure=Audience.PUBLIC,
    )
    hide_address(planted, page, "shielded", place=town, town=town.name)
    builders.link(page, f"https://{canaries.hide('shielded: link')}.example.org")
    builders.served_area(page, town)
    builders.opening_hours(page, note=canaries.hide("shielded: note beside the hours"))
    builders.offer(
        page, canaries.show("shielded: offer"), how_to_apply=canaries.hide("shielded: how to apply")
    )
    portrait = picture("Porträt", description=canaries.hide("shielded: who is in the picture"))
    page.social_image = picture("Gruppe", description=canaries.hide("shielded: the group"))
    page.story.append(("image", {"image": portrait, "caption": canaries.hide("shielded: caption")}))
    page.save()


def _unlisted(planted: Planted) -> None:
    """Entries that are no longer, or not yet, part of the network: their pages are in no list."""
    for status in ("proposed", "dissolved", "merged"):
        name = f"Eintrag {planted.canaries.hide(f'name of a {status} entry')}"
        into = planted.pages["open"].organisation if status == "merged" else None
        entry = builders.organisation(name, status=status, merged_into=into)
        summary = planted.canaries.hide(f"summary of a {status} entry")
        planted.pages[status] = builders.organisation_page(
            planted.tree.directory, entry, slug=f"eintrag-{status}", summary=summary
        )


def _filled_page(planted: Planted, what: str, **fields: Any) -> ActorPage:
    """Return a page of which nothing may be seen, with a contact and an offer."""
    hide = planted.canaries.hide
    entry = builders.organisation(f"Verein {hide(f'{what}: name')}", register_id=f"nr-{german_slug(what)}")
    page = builders.organisation_page(
        planted.tree.directory,
        entry,
        slug=german_slug(what),
        summary=hide(f"{what}: summary"),
        story=[("text", f"<p>{hide(f'{what}: story')}</p>")],
        **fields,
    )
    builders.contact(page, f"{hide(f'{what}: e-mail')}@example.org")
    builders.offer(page, hide(f"{what}: offer"))
    planted.pages[what] = page
    planted.private_paths.append(f"/initiativen/{german_slug(what)}/")
    return page


def _not_published(planted: Planted) -> None:
    """A draft, an unpublished page, a private page, and a published page with a newer draft."""
    _filled_page(planted, "draft", live=False)
    _filled_page(planted, "unpublished").unpublish()
    builders.restrict(_filled_page(planted, "private"))
    page = planted.pages["edited"] = builders.organisation_page(
        planted.tree.directory, summary=planted.canaries.show("published summary")
    )
    page.title = planted.canaries.hide("title of a newer draft")
    page.summary = planted.canaries.hide("summary of a newer draft")
    page.contact_points.create(
        kind="email", value=f"{planted.canaries.hide('contact of a newer draft')}@example.org"
    )
    page.save_revision()


def _texts(planted: Planted) -> None:
    """Pages of text: a private one with a page below it, and a draft."""
    hide = planted.canaries.hide
    private = builders.standard_page(
        planted.tree.home,
        hide("private text: title"),
        slug="intern",
        intro=hide("private text: introduction"),
    )
    builders.standard_page(private, hide("text below a private one"), slug="darunter")
    builders.standard_page(planted.tree.home, hide("draft text"), slug="entwurf", live=False)
    builders.restrict(private)
    planted.private_paths += ["/intern/", "/intern/darunter/", "/entwurf/"]
    body = [
        ("download", {"document": planted.document, "label": hide("label of an internal file")}),
        ("image", {"image": picture(disclosure=Audience.MEMBERS), "caption": hide("caption in a text")}),
    ]
    builders.standard_page(planted.tree.home, planted.canaries.show("text page"), slug="text", body=body)


def _alliances(planted: Planted) -> None:
    """An alliance with members of every kind, and alliances that nobody outside may see."""
    canaries, tree = planted.canaries, planted.tree
    page = builders.alliance_page(
        tree.alliances,
        builders.organisation(f"Netz {canaries.show('alliance')}", kind="alliance"),
        slug="netz",
    )
    planted.pages["alliance"] = page
    for name in ("open", "municipal", "shielded", "shelter told by district", "shelter told to nobody"):
        builders.membership(
            planted.pages[name],
            page,
            statement=canaries.show(f"statement of {name}"),
            decided_by=canaries.hide(f"decision on {name}"),
            represented_by=(canaries.hide if name == "shielded" else canaries.show)(f"who represents {name}"),
        )
    _past_and_future_members(planted, page)
    _alliance_facts(planted, page)
    proposed = planted.pages["proposed"].organisation
    Goal.objects.create(page=page, level="measure", text=canaries.show("measure"), responsible=proposed)
    Funding.objects.create(
        alliance=page.organisation, programme=canaries.show("programme to come"), funder=proposed
    )
    for what, fields in (
        ("draft alliance", {"live": False}),
        ("private alliance", {}),
        ("proposed alliance", {}),
    ):
        entry = builders.organisation(
            canaries.hide(f"{what}: name"),
            kind="alliance",
            register_id=german_slug(what),
            status="proposed" if what == "proposed alliance" else "active",
        )
        other = builders.alliance_page(
            tree.alliances, entry, slug=german_slug(what), summary=canaries.hide(f"{what}: summary"), **fields
        )
        planted.pages[what] = other
        if what == "private alliance":
            builders.restrict(other)
        if what != "proposed alliance":
            planted.private_paths.append(f"/buendnisse/{german_slug(what)}/")
    builders.membership(planted.pages["open"], planted.pages["proposed alliance"])


def _past_and_future_members(planted: Planted, page: ActorPage) -> None:
    """Memberships that do not hold today, and members that are not listed."""
    hide = planted.canaries.hide
    for what, fields in (
        ("ended", {"until": timezone.localdate()}),
        ("future", {"since": timezone.localdate() + timedelta(days=2)}),
        ("left", {"status": "left"}),
        ("excluded", {"status": "excluded"}),
    ):
        member = builders.organisation(hide(f"member that is {what}"))
        builders.membership(member, page, statement=hide(f"statement of a member that is {what}"), **fields)
    for status in ("proposed", "dissolved", "merged"):
        builders.membership(planted.pages[status], page, statement=hide(f"statement of a {status} member"))


def _alliance_facts(planted: Planted, page: ActorPage) -> None:
    """Goals, focus, partners and funding, all shown."""
    show = planted.canaries.show
    Goal.objects.create(page=page, level="leitziel", heading=show("goal"), text=show("goal's text"))
    YearlyFocus.objects.create(page=page, year=2026, text=show("focus"))
    PartnerLine.objects.create(page=page, text=show("partners"))
    Funding.objects.create(alliance=page.organisation, programme=show("programme"), purpose=show("purpose"))


def _introductions(planted: Planted) -> None:
    """Words of the editors about a topic and a place, with a picture that only the office may see."""
    show, hide = planted.canaries.show, planted.canaries.hide
    secret = picture(disclosure=Audience.OFFICE, description=hide("picture in an introduction"))
    body = [
        ("text", f"<p>{show('text of an introduction')}</p>"),
        ("image", {"image": secret, "caption": hide("caption in an introduction")}),
    ]
    for number, subject in enumerate((Topic.objects.get(), planted.places.zwickau_district), 1):
        fields = {
            "heading": show(f"heading of introduction {number}"),
            "search_title": show(f"title of introduction {number}"),
            "search_description": show(f"description of introduction {number}"),
        }
        Introduction.objects.create(
            locale=builders.locale("de"),
            lead=show(f"lead of introduction {number}"),
            body=body if number == 1 else [],
            **{"topic" if number == 1 else "region": subject},
            **fields,
        )


def _offices_own(planted: Planted) -> None:
    """What only the office has: hints from readers, accounts."""
    hide = planted.canaries.hide
    Correction.objects.create(
        organisation=planted.pages["open"].organisation,
        text=hide("hint"),
        sender=f"{hide('sender')}@example.org",
    )
    builders.user(
        f"{hide('account')}@example.org", first_name=hide("first name"), last_name=hide("last name")
    )


def entries() -> list[Organisation]:
    """Return every entry of the register."""
    return list(Organisation.objects.order_by("pk"))
