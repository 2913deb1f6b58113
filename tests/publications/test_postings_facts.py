"""Two postings as organisations write them: every fact has its place, and stands on the page.

One is from a campaign of neighbours that looks for somebody to coordinate it; the other from an office for citizens'
councils that looks for a regional manager. Own words, invented names.
"""

from datetime import date
from decimal import Decimal
from html import unescape
from unittest import mock

from django.test import TestCase

from network.models import OrganisationPage
from portal.deadlines.moments import end_of
from portal.validity import BERLIN
from publications.models import JobPostingPage
from tests import builders
from tests.publications.postings_pages import NOW, body, lists, posting, published


def facts(answer):
    return {fact.label: list(fact.lines) for fact in answer.context["view"].facts}


def node_of(answer):
    """Return what search engines read of a posting."""
    return next(node for node in answer.context["meta"].json_ld["@graph"] if node["@type"] == "JobPosting")


class TestTheTwoPostings(TestCase):
    """A posting of each."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree, cls.places = builders.site_tree(), builders.places()
        lists(cls.tree.home)
        cls.campaign, cls.councils = cls.of_the_campaign(), cls.of_the_councils()

    @classmethod
    def home(cls, name: str) -> OrganisationPage:
        """Return the page of an organisation."""
        return builders.organisation_page(cls.tree.directory, builders.organisation(name))

    @classmethod
    def of_the_campaign(cls) -> JobPostingPage:
        """Return the posting of the campaign."""
        return posting(
            cls.home("Runder Tisch Bleiben"),
            "Koordination der Kampagne",
            employer="AG Zuflucht e. V.",
            works_for="Bündnis Nachbarn bleiben",
            body=body(
                "<p>Aus spontaner Hilfe wurde ein Runder Tisch.</p>"
                "<h3>Aufgaben</h3><ul><li>Drei Treffen des Runden Tisches vorbereiten</li>"
                "<li>Infoposts an die Partner weiterleiten</li></ul>"
                "<h3>Das bringen Sie mit</h3><ul><li>Erfahrung mit Kampagnen</li>"
                "<li>von Vorteil: gut vernetzt</li><li>kann, muss aber nicht: Webdesign</li></ul>"
            ),
            home_office="partly",
            workplaces=[
                {"region": cls.places.saxony},
                {"region": cls.places.bautzen, "name": "Begegnungshaus am Markt"},
                {"region": cls.places.leipzig, "note": "nach Absprache, bei einem Partner"},
                {"name": "Dresden", "note": "nach Absprache, bei einem Partner"},
            ],
            employment=["mini_job"],
            hours="eigenverantwortlich, höchstens 8 Stunden in der Woche",
            pay="450 € im Monat, Minijob",
            pay_from=450,
            pay_alternative="auf Wunsch als Honorar",
            starts_on=date(2027, 3, 1),
            limited_until=date(2027, 12, 31),
            ends_at=end_of(date(2026, 12, 20)),
            how_to_apply="Bewerbung bitte per Mail an post@zuflucht.example.",
            contacts=[
                {"purpose": "apply", "kind": "email", "value": "bewerbung@zuflucht.example"},
                {"purpose": "ask", "kind": "email", "value": "fragen@zuflucht.example"},
                {"purpose": "ask", "kind": "phone", "value": "0351 1234567", "person": "Kim Beispiel"},
            ],
            interviews=[
                {"day": date(2026, 12, 22), "note": "nachmittags, online"},
                {"day": date(2026, 12, 25), "note": "nachmittags, online"},
            ],
            published_on=date(2026, 11, 28),
        )

    @classmethod
    def of_the_councils(cls) -> JobPostingPage:
        """Return the posting of the office for councils."""
        return posting(
            cls.home("Losbüro"),
            "Regionalleitung für Räte im Wahlkreis",
            body=body("<p>18 Räte in sechs Wahlkreisen.</p>"),
            workplaces=[{"region": cls.places.saxony, "name": "Wahlkreis im Norden"}],
            employment=["part_time"],
            hours="20 Stunden in der Woche",
            pay_grade="angelehnt an TVöD 11",
            starts_on=date(2027, 1, 1),
            limit_note="ein Jahr",
            limit_option="ein halbes Jahr länger ist möglich",
            ends_at=end_of(date(2026, 12, 1)),
            is_rolling=True,
            how_to_apply="Schreiben Sie, was Sie antreibt. Ein Kennenlernen folgt, wenn nötig digital.",
            papers=["Bewerbung", "Lebenslauf", "möglicher Beginn"],
            contacts=[{"purpose": "apply", "kind": "email", "value": "los@losbuero.example"}],
            published_on=date(2026, 11, 16),
        )

    def shown(self, page):
        """Return the English answer with a posting."""
        with mock.patch("django.utils.timezone.now", return_value=NOW):
            return self.client.get(page.url.replace("/initiativen/", "/en/initiativen/"))

    def test_who_employs_and_for_whom_one_works(self):
        found = facts(self.shown(self.campaign))
        assert found["Employer"] == ["AG Zuflucht e. V."]
        assert found["One works for"] == ["Bündnis Nachbarn bleiben"]

    def test_several_workplaces_and_home_office(self):
        found = facts(self.shown(self.campaign))
        assert found["Place of work"] == [
            "Sachsen",
            "Begegnungshaus am Markt, Bautzen",
            "Leipzig (nach Absprache, bei einem Partner)",
            "Dresden (nach Absprache, bei einem Partner)",
        ]
        assert found["Home office"] == ["home office possible"]

    def test_hours_level_and_pay_with_its_alternative(self):
        found = facts(self.shown(self.campaign))
        assert found["Hours"] == ["eigenverantwortlich, höchstens 8 Stunden in der Woche"]
        assert found["Level"] == ["Mini job"]
        assert found["Pay"] == ["450 € im Monat, Minijob", "or: auf Wunsch als Honorar"]

    def test_from_when_until_when(self):
        found = facts(self.shown(self.campaign))
        assert found["Start"] == ["March 1, 2027"]
        assert found["Limited until"] == ["Dec. 31, 2027"]

    def test_apply_by_a_day_by_mail_and_interviews_on_two_days(self):
        view = self.shown(self.campaign).context["view"]
        assert view.end == "Apply by Dec. 20, 2026"
        assert view.how_to_apply.startswith("Bewerbung bitte per Mail")
        assert view.interviews == ["Dec. 22, 2026, nachmittags, online", "Dec. 25, 2026, nachmittags, online"]

    def test_applications_and_questions_go_to_different_addresses(self):
        groups = self.shown(self.campaign).context["view"].contacts
        assert [(group.heading, [one.value for one in group.contacts]) for group in groups] == [
            ("Applications", ["bewerbung@zuflucht.example"]),
            ("Questions", ["fragen@zuflucht.example", "0351 1234567"]),
        ]
        assert groups[1].contacts[1].person == "Kim Beispiel"

    def test_background_tasks_and_demands_are_its_own_words(self):
        text = self.shown(self.campaign).content.decode().replace("\u00ad", "")
        for words in ("Aus spontaner Hilfe", "Drei Treffen des Runden Tisches", "muss aber nicht: Webdesign"):
            assert words in text

    def test_the_organisation_itself_is_the_employer(self):
        found = facts(self.shown(self.councils))
        assert found["Employer"] == ["Losbüro"]
        assert "One works for" not in found

    def test_part_time_with_a_grade_and_a_limit_that_may_be_extended(self):
        found = facts(self.shown(self.councils))
        assert found["Level"] == ["Part time"]
        assert found["Pay"] == ["Grade: angelehnt an TVöD 11"]
        assert found["Limited"] == ["ein Jahr", "ein halbes Jahr länger ist möglich"]

    def test_a_last_day_and_looked_at_as_they_come(self):
        view = self.shown(self.councils).context["view"]
        assert view.end == "Apply by Dec. 1, 2026; applications are looked at as they come"
        assert view.papers == ("Bewerbung", "Lebenslauf", "möglicher Beginn")

    def test_the_day_it_was_published(self):
        assert self.shown(self.councils).context["view"].published == "Published on Nov. 16, 2026"

    def test_machines_read_the_same_without_contacts(self):
        node = node_of(self.shown(self.councils))
        assert node["validThrough"] == end_of(date(2026, 12, 1)).astimezone(BERLIN).isoformat()
        assert node["datePosted"] == "2026-11-16"
        assert node["employmentType"] == ["PART_TIME", "TEMPORARY"]
        assert node["title"] == "Regionalleitung für Räte im Wahlkreis"
        assert node["hiringOrganization"] == {
            "@type": "Organization",
            "@id": f"urn:uuid:{self.councils.organisation.uuid}",
            "name": "Losbüro",
            "url": "http://localhost:8000/initiativen/losbuero/",
            "sameAs": "http://localhost:8000/initiativen/losbuero/",
        }
        assert node["identifier"]["value"] == str(self.councils.translation_key)
        assert node["jobStartDate"] == "2027-01-01"
        assert node["directApply"] is False
        for words in ("<p>18 Räte in sechs Wahlkreisen.</p>", "<p>Hours: 20 Stunden in der Woche</p>"):
            assert words in node["description"]
        assert node["jobLocation"][0]["address"]["addressRegion"] == "Sachsen"
        assert "baseSalary" not in node
        assert "@losbuero" not in str(node)

    def test_machines_read_whoever_employs_every_workplace_and_the_pay(self):
        node = node_of(self.shown(self.campaign))
        assert node["hiringOrganization"] == {"@type": "Organization", "name": "AG Zuflucht e. V."}
        assert [place["address"].get("addressLocality") for place in node["jobLocation"]] == [
            None,
            "Bautzen",
            "Leipzig",
            "Dresden",
        ]
        assert node["baseSalary"]["value"] == {
            "@type": "QuantitativeValue",
            "value": 450.0,
            "unitText": "MONTH",
        }
        assert "jobLocationType" not in node
        self.campaign.home_office, self.campaign.pay, self.campaign.pay_until = "only", "", Decimal("520.50")
        answer = self.shown(published(self.campaign))
        assert facts(answer)["Pay"] == ["450 – 520.50 € a month", "or: auf Wunsch als Honorar"]
        node = node_of(answer)
        assert (node["jobLocationType"], node["applicantLocationRequirements"]["name"]) == (
            "TELECOMMUTE",
            "DE",
        )
        span = {"minValue": 450.0, "maxValue": 520.5}
        assert {name: node["baseSalary"]["value"][name] for name in span} == span

    def test_harvesters_find_neither_address_nor_number_and_people_use_both_without_script(self):
        source = self.shown(self.campaign).content.decode()
        for secret in ("bewerbung@zuflucht", "zuflucht.example", "1234567", "tel:+49"):
            assert secret not in source
        plain = unescape(source)
        for name in ("bewerbung", "post"):
            assert f'href="mailto:{name}@zuflucht.example"' in plain
        assert 'href="tel:+493511234567"' in plain
