"""Plain functions that build what tests need; every argument has a natural default."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from django.contrib.auth.models import Group
from django.utils import translation
from wagtail.models import Locale, Page, PageViewRestriction, Site

from events.models import ChangedDate, CoOrganiser, Event, EventCalendarPage, EventTopic, Venue
from network import roles
from network.models import (
    ActorLink,
    ActorPage,
    ActorTopic,
    Address,
    AlliancePage,
    AlliancesPage,
    ContactPoint,
    DirectoryPage,
    Introduction,
    Membership,
    Milestone,
    Offer,
    OpeningHours,
    Organisation,
    OrganisationPage,
    Postcode,
    Region,
    ServedArea,
    Stewardship,
    Topic,
)
from network.records import ActorRecord, MembershipFact, PlaceFact
from portal import changes
from portal.models import HomePage, StandardPage, User
from portal.slugs import german_slug
from tests import kept_rows

_numbers = count(1)
EVENING = datetime(2026, 3, 4, 19, 0)  # noqa: DTZ001 - wall time


@dataclass(frozen=True)
class SiteTree:
    """The pages every portal has."""

    site: Site
    home: HomePage
    directory: DirectoryPage
    alliances: AlliancesPage
    standard: StandardPage


def user(email: str = "", **fields: Any) -> User:
    """Return an account without rights."""
    email = email or f"person{next(_numbers)}@example.org"
    return User.objects.create_user(email, fields.pop("password", None), **fields)


def superuser(email: str = "leitung@example.org", **fields: Any) -> User:
    """Return an account with every right."""
    return User.objects.create_superuser(email, fields.pop("password", None), **fields)


def locale(code: str) -> Locale:
    """Return the locale of a language code, made where it is missing."""
    return Locale.objects.get_or_create(language_code=code)[0]


def site_tree() -> SiteTree:
    """Return a site with home page, directory, list of alliances and one text page; no welcome page."""
    kept_rows.written_once("site tree", _write_site_tree)
    Site.clear_site_root_paths_cache()
    site = Site.objects.get(is_default_site=True)
    home = HomePage.objects.get(pk=site.root_page_id)
    below = [model.objects.child_of(home).get() for model in (DirectoryPage, AlliancesPage, StandardPage)]
    return SiteTree(site, home, *below)


def _write_site_tree() -> None:
    """Build the pages of a site as an editor would."""
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="Startseite", slug="start"))
    Site.objects.filter(is_default_site=True).update(root_page=home, hostname="testserver", port=80)
    Site.clear_site_root_paths_cache()
    Page.objects.filter(depth=2).exclude(pk=home.pk).delete()
    home = HomePage.objects.get(pk=home.pk)
    home.add_child(instance=DirectoryPage(title="Initiativen", slug="initiativen"))
    home.add_child(instance=AlliancesPage(title="Bündnisse", slug="buendnisse"))
    standard_page(home, "Über uns")


def standard_page(parent: Page, title: str = "Textseite", **fields: Any) -> StandardPage:
    """Return a published text page below another page."""
    return _child(parent, StandardPage(title=title, slug=fields.pop("slug", german_slug(title)), **fields))


def region(code: str = "14524", name: str = "Zwickau", **fields: Any) -> Region:
    """Return a region; its kind follows from the length of the official key."""
    kind = fields.pop("kind", {2: "state", 5: "district", 8: "municipality"}.get(len(code), "area"))
    return Region.objects.create(kind=kind, code=code, name=name, **fields)


def organisation(name: str = "", **fields: Any) -> Organisation:
    """Return an entry of the register."""
    return Organisation.objects.create(name=name or f"Initiative {next(_numbers)}", **fields)


def organisation_page(
    directory: DirectoryPage, entry: Organisation | None = None, **fields: Any
) -> OrganisationPage:
    """Return the published page of an organisation, made where none is given."""
    return _child(directory, OrganisationPage(**_actor_fields(entry or organisation(), fields)))


def alliance_page(alliances: AlliancesPage, entry: Organisation | None = None, **fields: Any) -> AlliancePage:
    """Return the published page of an alliance, made where none is given."""
    entry = entry or organisation(f"Bündnis {next(_numbers)}", kind="alliance")
    return _child(alliances, AlliancePage(**_actor_fields(entry, fields)))


def translated(page: Page, code: str, **fields: Any) -> Page:
    """Return a page's published translation, parents included."""
    copy = page.copy_for_translation(locale(code), copy_parents=True)
    for name, value in fields.items():
        setattr(copy, name, value)
    copy.save_revision().publish()
    for ancestor in copy.get_ancestors().filter(locale=copy.locale, live=False).specific():
        ancestor.save_revision().publish()
    return type(copy).objects.get(pk=copy.pk)


def drain() -> int:
    """Work in every recorded change, as the commit would; return how many there were."""
    return changes.drain()


def _actor_fields(entry: Organisation, fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of an actor's page with defaults for what is not given."""
    title = fields.pop("title", entry.name)
    defaults = {
        "organisation": entry,
        "title": title,
        "slug": german_slug(title),
        "summary": f"{title} hilft.",
    }
    return {**defaults, **fields}


def _child(parent: Page, page: Page) -> Any:
    """Add a page below another one, read fresh so that the tree's counters are right."""
    return type(parent).objects.get(pk=parent.pk).add_child(instance=page)


def language(code: str) -> Any:
    """Return a context in which a language is active, as an address under its prefix makes it."""
    return translation.override(code)


@dataclass(frozen=True)
class Places:
    """A small Saxony: two districts with two towns each, a city that is a district, and their postcodes."""

    saxony: Region
    zwickau_district: Region
    zwickau: Region
    werdau: Region
    bautzen_district: Region
    bautzen: Region
    hoyerswerda: Region
    leipzig_district: Region
    leipzig: Region


def places() -> Places:
    """Return a small Saxony; every place has a point of its own."""
    saxony = region("14", "Sachsen", lat=51.05, lon=13.35)
    zwickau_district = region(
        "14524", "Zwickau", official_name="Landkreis Zwickau", parent=saxony, lat=50.75, lon=12.55
    )
    bautzen_district = region(
        "14625", "Bautzen", official_name="Landkreis Bautzen", parent=saxony, lat=51.25, lon=14.25
    )
    leipzig_district = region(
        "14713", "Leipzig", official_name="Stadt Leipzig", parent=saxony, lat=51.34, lon=12.37
    )
    found = Places(
        saxony,
        zwickau_district,
        region("14524330", "Zwickau", parent=zwickau_district, lat=50.72, lon=12.49, population=87000),
        region("14524300", "Werdau", parent=zwickau_district, lat=50.74, lon=12.38, population=20000),
        bautzen_district,
        region(
            "14625020", "Bautzen", name_sorbian="Budyšin", parent=bautzen_district, lat=51.18, lon=14.42,
            population=38000,
        ),
        region("14625240", "Hoyerswerda", parent=bautzen_district, lat=51.44, lon=14.24, population=30000),
        leipzig_district,
        region("14713000", "Leipzig", parent=leipzig_district, lat=51.35, lon=12.38, population=600000),
    )  # fmt: skip
    postcode("08056", found.zwickau, lat=50.72, lon=12.49)
    postcode("02625", found.bautzen, lat=51.18, lon=14.42)
    postcode("04109", found.leipzig, lat=51.34, lon=12.37)
    return found


def postcode(code: str, *regions: Region, **fields: Any) -> Postcode:
    """Return a postcode that lies in these regions."""
    defaults = {"lat": 51.0, "lon": 13.0, "place": regions[0].name if regions else ""}
    made = Postcode.objects.create(code=code, **{**defaults, **fields})
    made.regions.set(regions)
    return made


def topic(name: str = "Asyl", **fields: Any) -> Topic:
    """Return a topic of the vocabulary."""
    return Topic.objects.create(name=name, slug=fields.pop("slug", german_slug(name)), **fields)


def contact(page: ActorPage, value: str = "", **fields: Any) -> ContactPoint:
    """Return a contact of a page: an e-mail address that everybody may see."""
    value = value or f"kontakt{next(_numbers)}@example.org"
    return _fact(ContactPoint, page, {"kind": "email", "value": value, **fields})


def address(page: ActorPage, place: Region | None = None, **fields: Any) -> Address:
    """Return an address of a page, in a region's town."""
    town = place.name if place else "Zwickau"
    return _fact(
        Address,
        page,
        {"street": "Hauptstraße 1", "postcode": "08056", "town": town, "region": place, **fields},
    )


def offer(page: ActorPage, title: str = "Sprachcafé", **fields: Any) -> Offer:
    """Return an offer of a page."""
    return _fact(Offer, page, {"kind": "meeting_place", "title": title, **fields})


def opening_hours(
    page: ActorPage, weekday: int = 0, start: str = "09:00", end: str = "12:00", **fields: Any
) -> OpeningHours:
    """Return weekly hours of a page; times as HH:MM."""
    hours = {"opens_at": time.fromisoformat(start), "closes_at": time.fromisoformat(end)}
    return _fact(OpeningHours, page, {"weekday": weekday, **hours, **fields})


def served_area(page: ActorPage, place: Region) -> ServedArea:
    """Return an area that a page's organisation works in."""
    return _fact(ServedArea, page, {"region": place})


def link(page: ActorPage, url: str, label: str = "Mehr") -> ActorLink:
    """Return a link of a page."""
    return _fact(ActorLink, page, {"url": url, "label": label})


def milestone(page: ActorPage, text: str = "Gegründet", year: int = 2012) -> Milestone:
    """Return a milestone of a page."""
    return _fact(Milestone, page, {"year": year, "text": text})


def topic_of(page: ActorPage, tag: Topic) -> ActorTopic:
    """Return the link between a page and a topic."""
    return _fact(ActorTopic, page, {"tag": tag}, "content_object")


def membership(
    member: Organisation | ActorPage, alliance: Organisation | ActorPage, **fields: Any
) -> Membership:
    """Return a membership; pages stand for their organisations."""
    sides = [getattr(side, "organisation", side) for side in (member, alliance)]
    return Membership.objects.create(organisation=sides[0], alliance=sides[1], **fields)


def restrict(page: Page) -> PageViewRestriction:
    """Make a page private: only people who are signed in may see it and what lies below it."""
    return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def day(text: str) -> date:
    """Return a day written as in ISO 8601."""
    return date.fromisoformat(text)


def _fact(model: Any, page: ActorPage, fields: dict[str, Any], owner: str = "page") -> Any:
    """Create a fact of a page and record the page as changed."""
    made = model.objects.create(**{owner: ActorPage.objects.get(pk=page.pk)}, **fields)
    changes.record_ids([("wagtailcore.page", page.pk)])
    return made


def office(email: str = "") -> User:
    """Return an account of the coordination office."""
    return _in_group(roles.OFFICE, email)


def editor(email: str = "") -> User:
    """Return an account of the editors."""
    return _in_group(roles.EDITORS, email)


def _in_group(name: str, email: str) -> User:
    """Return an account in one of the portal's groups, made where they are missing."""
    roles.ensure_roles()
    made = user(email)
    made.groups.add(Group.objects.get(name=name))
    return made


def actor_record(**facts: Any) -> ActorRecord:
    """Return a record made by hand, without a database; what is not given is empty."""
    number = next(_numbers)
    defaults = {
        "page_id": number,
        "type": "organisation",
        "locale": "de",
        "title": f"Initiative {number}",
        "summary": "",
        "text": "",
        "uuid": f"00000000-0000-4000-8000-{number:012}",
        "register_id": f"nr-{number}",
        "name": f"Initiative {number} e. V.",
        "short_name": "",
        "former_names": (),
        "legal_form": "none",
        "kind": "initiative",
        "is_non_state": True,
        "register_number": "",
        "founded": "",
        "is_external": False,
        "is_shielded": False,
        "unmatched": (),
        "tile": "0-0-0-0",
        "seat": None,
        "reach": (),
        "languages": (),
        "target_groups": (),
        "accessibility": (),
        "accessibility_note": "",
        "confirmed_on": None,
        "first_published": None,
    }
    return ActorRecord(**{**defaults, **facts})


def place_fact(
    key: str = "municipality:14524330", name: str = "Zwickau", *parents: PlaceFact, **fields: Any
) -> PlaceFact:
    """Return a place made by hand, its parents from near to far."""
    kind, _colon, code = key.partition(":")
    defaults = {"name_sorbian": "", "aliases": (), "lat": None, "lon": None, "official_name": name}
    return PlaceFact(key=key, url_key=code, kind=kind, name=name, parents=parents, **{**defaults, **fields})


def membership_fact(name: str = "Netz", **fields: Any) -> MembershipFact:
    """Return a membership made by hand, seen from the other side."""
    defaults = {
        "other_id": german_slug(name),
        "other_uuid": "",
        "other_kind": "initiative",
        "other_tile": "0-0-0-0",
        "other_page_id": None,
        "other_seat": "",
        "kind": "member",
        "status": "active",
        "since": None,
        "since_text": "",
        "until": None,
        "represented_by": "",
        "statement": "",
        "other_district": "",
    }
    return MembershipFact(other_name=name, **{**defaults, **fields})


def introduction(about: Topic | Region, lead: str = "Das gibt es hier.", **fields: Any) -> Introduction:
    """Return the editors' words about a topic or a place, in German unless another language is given."""
    subject = {"topic": about} if isinstance(about, Topic) else {"region": about}
    return Introduction.objects.create(
        locale=locale(fields.pop("code", "de")), lead=lead, **subject, **fields
    )


def calendar_page(home: HomePage) -> EventCalendarPage:
    """Return the published calendar."""
    return _child(home, EventCalendarPage(title="Termine", slug="termine"))


def calendar_tree() -> SiteTree:
    """Return the pages every portal has, with a calendar, in German and English."""
    tree = site_tree()
    locale("en")
    calendar_page(tree.home)
    return tree


def steward(entry: Organisation, email: str = "", **fields: Any) -> User:
    """Return a person who acts for an organisation and may enter the admin."""
    person = user(email)
    Stewardship.objects.create(user=person, organisation=entry, **fields)
    return person


def venue(name: str = "", **fields: Any) -> Venue:
    """Return a place where things take place."""
    return Venue.objects.create(name=name or f"Haus {next(_numbers)}", **fields)


def event(title: str = "", start: datetime | date = EVENING, hours: float = 2, **fields: Any) -> Event:
    """Return a published event; a day as start makes it last the whole day, `topics` are rows of the vocabulary.

    `changed` are the fields of changed dates by key, `co_organisers` entries of the register.
    """
    topics, others = fields.pop("topics", ()), fields.pop("co_organisers", ())
    changed, live = fields.pop("changed", {}), fields.pop("live", True)
    if "organiser" not in fields and "organiser_text" not in fields:
        fields["organiser"] = organisation()
    row = Event(title=title or f"Termin {next(_numbers)}", live=False, **{**_times(start, hours), **fields})
    row.topic_links = [EventTopic(tag=topic) for topic in topics]
    row.co_organisers = [CoOrganiser(organisation=entry) for entry in others]
    row.changed_dates = [ChangedDate(key=key, **values) for key, values in changed.items()]
    row.save()
    revision = row.save_revision()
    if live:
        revision.publish()
    return Event.objects.get(pk=row.pk)


def _times(start: datetime | date, hours: float) -> dict[str, Any]:
    """Return the columns of a beginning and a length."""
    if not isinstance(start, datetime):
        return {"starts_on": start, "is_all_day": True}
    end = start + timedelta(hours=hours)
    last = {} if end.date() == start.date() else {"ends_on": end.date()}
    return {"starts_on": start.date(), "starts_at": start.time(), "ends_at": end.time(), **last}
