"""Pages that nobody outside may see, and those that tell of others: alliances, words of editors."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from network.models import ActorPage, Correction, Funding, Goal, Introduction, PartnerLine, Topic, YearlyFocus
from portal.disclosure import Audience
from portal.slugs import german_slug
from tests import builders
from tests.portal.pictures import picture

from .canaries import Planted


def unlisted(planted: Planted) -> None:
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


def not_published(planted: Planted) -> None:
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


def texts(planted: Planted) -> None:
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


def alliances(planted: Planted) -> None:
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
            statement=f"{canaries.show(f'statement of {name}')}{_reached(planted, name)}",
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


def _reached(planted: Planted, name: str) -> str:
    """Return how the protected member says it is reached."""
    return f", {planted.canaries.hide('mail in a statement')}@example.org" if name == "shielded" else ""


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


def introductions(planted: Planted) -> None:
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


def offices_own(planted: Planted) -> None:
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
