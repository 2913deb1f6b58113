"""Entries with everything an entry can have, for PDFs."""

from datetime import date
from typing import Any

from network.models import AlliancePage, Funding, Goal, OrganisationPage, PartnerLine, YearlyFocus
from tests import builders
from tests.portal.pictures import picture

STORY = [
    (
        "text",
        '<h3>Wer wir sind</h3><p>Ein <b>offenes</b> Haus, <a href="https://example.org/haus">mehr</a>.</p>',
    ),
    ("text", "<ul><li>Café</li><li>Werkstatt</li></ul><ol><li>Kommen</li><li>Bleiben</li></ol>"),
    ("quote", {"text": "Wir bleiben hier.", "source": "Eine Patin"}),
]


def full_organisation(tree: builders.SiteTree, name: str = "Offenes Haus", **fields: Any) -> OrganisationPage:
    """Return the page of an organisation with every kind of fact, in scripts of several languages."""
    seat = fields.pop("seat", None)
    entry = builders.organisation(name, seat=seat, legal_form="ev", register_number="VR 1234", founded="2012")
    page = builders.organisation_page(
        tree.directory,
        entry,
        summary="Begegnung, Beratung und Łužica, Budyšin, Привет.",
        story=[*STORY, ("image", {"image": picture(description="Das Haus von vorn"), "caption": "Vorn"})],
        languages=["de", "ar", "ti", "zh", "hsb"],
        target_groups=["youth"],
        accessibility=["step_free"],
        confirmed_on=date(2026, 3, 1),
        **fields,
    )
    builders.contact(page, "haus@example.org", person="Kim Muster")
    builders.contact(page, "0375 123456", kind="phone", label="Telefon im Haus")
    builders.contact(page, "https://example.org/haus", kind="website")
    builders.address(page, seat)
    builders.opening_hours(page)
    builders.offer(
        page, "Sprachcafé", description="Deutsch üben.\n\nOhne Anmeldung.", for_whom="alle", cost="frei"
    )
    builders.offer(page, "Werkstatt", status="full")
    builders.link(page, "https://example.org/bericht", "Der Bericht")
    builders.milestone(page)
    builders.topic_of(page, builders.topic(f"Thema {name}"))
    return OrganisationPage.objects.get(pk=page.pk)


def full_alliance(tree: builders.SiteTree, members: int = 30) -> AlliancePage:
    """Return the page of an alliance with goals, members and money."""
    page = builders.alliance_page(tree.alliances, slug="netz", story=STORY)
    for number in range(members):
        member = builders.organisation(f"Mitglied {number:02}")
        builders.membership(member, page, statement="Wir sind gern dabei." if number < 2 else "")
    inner = builders.alliance_page(tree.alliances, slug="inneres-netz")
    builders.membership(inner, page)
    above = builders.alliance_page(tree.alliances, slug="oberes-netz")
    builders.membership(page, above, since=date(2020, 5, 1))
    for level in ("leitziel", "mittlerziel", "measure"):
        Goal.objects.create(page=page, level=level, heading=f"Ziel {level}", text="Mehr Miteinander.")
    YearlyFocus.objects.create(page=page, year=2026, text="Jugend")
    PartnerLine.objects.create(page=page, text="Bürgerinitiativen im Landkreis")
    Funding.objects.create(alliance=page.organisation, programme="Ein Programm", purpose="Koordination")
    builders.contact(page, "netz@example.org")
    return AlliancePage.objects.get(pk=page.pk)
