"""What a campaign for the right to stay sets out to make: a guide, an emergency kit and workshops.

Every fact has its place, and stands on a page. Own words, invented names.
"""

from datetime import date, datetime, timedelta

from bs4 import BeautifulSoup
from django.test import TestCase
from django.utils import timezone

from events.addresses import event_path
from network.models import OrganisationPage
from tests import builders
from tests.publications import guide_pages, kit_pages
from tests.publications.guide_pages import chapter, contact, contacts, section

LAW = {
    "law_status_on": date(2026, 10, 1),
    "valid_until": date(2027, 9, 30),
    "reviewed_by": "Arbeitskreis Asylrecht",
    "changes_with": "§ 58 AufenthG, Erlass des Landes",
}


class TestWhatTheCampaignMakes(TestCase):
    """A round table, its partners, an advice centre and a circle of welcome."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree, cls.places = builders.site_tree(), builders.places()
        cls.table, cls.partner, cls.advice, cls.welcome = (
            cls.organisation(name)
            for name in (
                "Runder Tisch Bleiben", "Begegnungshaus am Fluss", "Beratung Lindenhof", "Willkommen im Muldental"
            )
        )  # fmt: skip
        builders.contact(cls.advice, "0341 555 0180", kind="phone")
        cls.offer = builders.offer(cls.advice, "Verfahrensberatung", languages=["de", "ar"])
        cls.topic = builders.topic("Asyl und Migration")
        cls.index = guide_pages.guide_index(cls.tree)

    @classmethod
    def organisation(cls, name: str) -> OrganisationPage:
        """Return the page of an organisation in Leipzig."""
        return builders.organisation_page(
            cls.tree.directory, builders.organisation(name, seat=cls.places.leipzig)
        )

    def text(self, path: str) -> str:
        """Return the words of a page."""
        answer = self.client.get(path)
        assert answer.status_code == 200, path
        main = BeautifulSoup(answer.content, "html.parser").main
        return " ".join(main.get_text(" ").split()).replace("\u00ad", "")

    def says(self, path: str, *facts: str) -> None:
        """Fail for a fact that a page does not tell."""
        text = self.text(path)
        assert [fact for fact in facts if fact not in text] == []

    def test_a_guide_to_prevent_deportations_worked_out_with_the_partners(self):
        before = section("Solange noch Zeit ist", contacts(self.offer, note="Aktenzeichen nennen."), **LAW)
        guide = guide_pages.guide(
            self.index,
            "Abschiebungen vorbeugen",
            chapter("Vorbeugen", before),
            summary="Was Nachbar:innen tun, bevor es so weit ist.",
            for_whom="Für Nachbar:innen und Betroffene",
            target_groups=["volunteers", "refugees"],
            topics=[self.topic],
            regions=[self.places.saxony],
            makers=[self.table.organisation, self.partner.organisation],
        )
        self.says(
            guide.get_url(),
            "Abschiebungen vorbeugen", "Runder Tisch Bleiben , Begegnungshaus am Fluss",
            "Für Nachbar:innen und Betroffene", "Asyl und Migration", "Sachsen", "1. Oktober 2026",
            "30. September 2027", "Arbeitskreis Asylrecht", "§ 58 AufenthG, Erlass des Landes",
            "ersetzt keine Beratung", "Verfahrensberatung", "0341 555 0180", "Aktenzeichen nennen.",
        )  # fmt: skip
        for maker in (self.table, self.partner):
            self.says(maker.get_url(), "Abschiebungen vorbeugen")
        self.says(f"/themen/{self.topic.slug}/", "Abschiebungen vorbeugen")

    def test_an_emergency_kit_for_deportations_under_way_in_several_languages(self):
        first = section(
            "Die Polizei steht vor der Tür",
            (
                "steps",
                {"heading": "", "steps": [{"title": "Zeit aufschreiben", "text": "", "checks": ["Pass"]}]},
            ),
            ("phrases", {"heading": "", "phrases": ["Ich möchte telefonieren."]}),
            ("refusals", {"heading": "", "refusals": ["Freiwillige Ausreise"]}),
            **LAW,
        )
        section("الشرطة أمام الباب", language="ar", original=first, **LAW)
        kit = kit_pages.kit(
            self.index,
            chapter("Jetzt", first),
            title="Notfallkoffer bei laufenden Abschiebungen",
            urgent_heading="Läuft es gerade?",
            urgent=[("contact", contact(self.offer))],
            fallback_number="112",
        )
        kit.makers.create(organisation=self.table.organisation)
        kit.save_revision().publish()
        self.says(
            kit.get_url(),
            "Notfallkoffer bei laufenden Abschiebungen", "Runder Tisch Bleiben", "Läuft es gerade?", "0341 555 0180",
            "112", "Zeit aufschreiben", "Pass", "Ich möchte telefonieren.", "Freiwillige Ausreise",
            "الشرطة أمام الباب", "30. September 2027", "ersetzt keine Beratung",
        )  # fmt: skip

    def test_two_workshops_online_or_on_the_spot_held_by_people_of_the_advice_centres(self):
        start = datetime.combine(timezone.localdate() + timedelta(days=20), datetime.min.time()).replace(
            hour=17
        )
        shared = {
            "kind": "workshop",
            "organiser": self.table.organisation,
            "co_organisers": [self.advice.organisation, self.welcome.organisation],
            "target_groups": ["volunteers", "refugees"],
            "description": "<p>Es sprechen Beraterinnen der Beratung Lindenhof.</p>",
        }
        online = {"attendance_mode": "online", "online_url": "https://video.example.org/raum"}
        builders.calendar_page(self.tree.home)
        days = [
            builders.event("Wie Nachbar:innen aktiv werden", start, **online, **shared),
            builders.event(
                "Wie Nachbar:innen aktiv werden",
                start + timedelta(days=7),
                region=self.places.leipzig,
                **shared,
            ),
        ]
        for event, where in zip(days, ("Online", "Leipzig"), strict=True):
            self.says(
                event_path(event.slug, event.short_id), where,
                "Wie Nachbar:innen aktiv werden", "Workshop", "Runder Tisch Bleiben", "Beratung Lindenhof",
                "Willkommen im Muldental", "Es sprechen Beraterinnen",
            )  # fmt: skip
