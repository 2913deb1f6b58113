"""Every row is checked as a whole: what is wrong is named with its column, what nobody knows is kept."""

from django.test import SimpleTestCase, TestCase

from network.exchange.columns import BY_KEY, COLUMNS, column_of, field_of, seems_to_disclose
from network.exchange.reading import RawRow
from network.exchange.resolve import Resolver, Unknown
from network.exchange.rows import RowChecker
from network.models import (
    ActorLink,
    ActorPage,
    Address,
    AlliancePage,
    ContactPoint,
    Funding,
    Goal,
    Milestone,
    Offer,
    Organisation,
    PartnerLine,
)
from network.seed import load_seed

NAME = {"name": "Haus"}


class TestColumns(SimpleTestCase):
    def test_no_heading_means_two_columns(self):
        for column in COLUMNS:
            for heading in (column.key, *column.german):
                assert column_of(heading) == column.key

    def test_no_name_of_a_field_means_two_fields(self):
        for column in COLUMNS:
            for field in column.fields:
                for name in (field.key, *field.names):
                    assert field_of(column.key, name) == field.key

    def test_no_known_heading_seems_to_disclose_but_the_one_that_does(self):
        found = {
            column.key
            for column in COLUMNS
            for name in (column.key, *column.german)
            if seems_to_disclose(name)
        }
        assert found == {"disclosure"}
        for heading in (
            "Lfd. Nr.",
            "Bemerkung",
            "E-Mail 2",
            "Internetseite alt",
            "Ansprechpartner",
            "Vorsitz",
        ):
            assert not seems_to_disclose(heading)

    def test_nothing_longer_than_its_database_column_passes(self):
        models = {
            "id": (Organisation, "register_id"),
            "street": (Address, "street"),
            "municipality": (Address, "town"),
            "website": (ContactPoint, "value"),
            "summary": (ActorPage, "summary"),
            "legal_note": (AlliancePage, "fixed_rules"),
            "partner_lines": (PartnerLine, "text"),
        } | {key: (Organisation, key) for key in ("name", "short_name", "register_number")}
        for key, (model, attribute) in models.items():
            assert BY_KEY[key].max_length <= model._meta.get_field(attribute).max_length, key
        linked = {("goals", "responsible"), ("funding", "funder")}  # planning looks these names up first
        for key, model in {
            "offers": Offer,
            "goals": Goal,
            "links": ActorLink,
            "milestones": Milestone,
            "funding": Funding,
        }.items():
            for field in BY_KEY[key].fields:
                most = (
                    getattr(model._meta.get_field(field.key), "max_length", None)
                    if field.key != "kind"
                    else None
                )
                if most and field.key not in {"level", "status"} and (key, field.key) not in linked:
                    assert field.max_length <= most, (key, field.key)


class Checking(TestCase):
    """Checks rows against the seed's places and topics."""

    @classmethod
    def setUpTestData(cls) -> None:
        load_seed()
        cls.words = Resolver()

    def setUp(self):
        self.unknown = Unknown()
        self.checker = RowChecker(self.words, self.unknown)

    def check(self, **cells):
        """Return the checked row of a line 7."""
        return self.checker.check(RawRow(7, NAME | cells))

    def values(self, **cells):
        """Return the values of a row that must be good."""
        row = self.check(**cells)
        assert row.problems == []
        return row.values

    def refused(self, **cells):
        """Return the columns that have problems."""
        return [problem.column for problem in self.check(**cells).problems]


class TestShapes(Checking):
    def test_numbers_stand_for_texts(self):
        values = self.values(id=17, postcode=8056, founded=2012, phone=341123456, street=5.0)
        assert [values[key] for key in ("id", "postcode", "founded", "phone", "street")] == [
            "17", "08056", "2012", "341123456", "5",
        ]  # fmt: skip

    def test_wrong_types_are_refused(self):
        for column in ("name", "summary", "body", "email", "postcode", "kind", "founded"):
            for value in (True, ["a"], {"a": 1}):
                with self.subTest(column=column, value=value):
                    assert column in self.refused(**{column: value})

    def test_lists_hold_texts_only(self):
        assert self.values(topics="Sport")["topics"] == ["sport"]
        assert self.values(topics=[None, "", "Sport", "sport"])["topics"] == ["sport"]
        for value in ([["Sport"]], [{"a": 1}], [True], {"a": 1}, True, ["x"] * 201):
            with self.subTest(value=value):
                assert self.refused(topics=value) == ["topics"]

    def test_nothing_given_is_nothing_or_empty(self):
        values = self.values(
            street=None, topics=None, offers=None, former_names="", disclosure=None, kind="", summary=""
        )
        assert values == {"name": "Haus", "street": "", "topics": [], "offers": [], "former_names": []}

    def test_every_problem_of_a_row_is_named(self):
        row = self.check(
            name="", email="x", postcode="1", website="javascript:alert(1)", phone="ruf an", founded="früher"
        )
        assert sorted(problem.column for problem in row.problems) == [
            "email", "founded", "name", "phone", "postcode", "website",
        ]  # fmt: skip
        assert {problem.line for problem in row.problems} == {7}

    def test_texts_that_do_not_fit_are_refused_with_their_length(self):
        for column, length in {
            "name": 256,
            "short_name": 81,
            "summary": 301,
            "body": 30_001,
            "street": 151,
        }.items():
            with self.subTest(column=column):
                assert self.refused(**{column: "x" * length}) == [column]
                assert "x" * 100 not in str(self.check(**{column: "x" * length}).problems[0])

    def test_characters_that_cannot_be_stored_are_refused_wherever_they_stand(self):
        for cells in (
            {"name": "a\x00b"}, {"body": "\ud800"}, {"topics": ["a\x00"]}, {"offers": [{"title": "a\x00"}]},
            {"offers": ["\udfff"]}, {"links": [{"url": "https://example.org/\x00"}]},
            {"former_names": "\x1b"},
        ):  # fmt: skip
            with self.subTest(cells=repr(cells)):
                assert self.refused(**cells) == list(cells)

    def test_reading_problems_stay_with_the_row(self):
        row = self.checker.check(RawRow(3, NAME, (("disclosure", "cannot be read"),)))
        assert [(problem.line, problem.column) for problem in row.problems] == [(3, "disclosure")]
        assert str(row.problems[0]) == "line 3, column disclosure: cannot be read"


class TestContacts(Checking):
    def test_website_gets_its_scheme(self):
        assert self.values(website="www.example.org")["website"] == "https://www.example.org"
        assert self.values(website="http://example.org/a?b=c")["website"] == "http://example.org/a?b=c"

    def test_other_schemes_and_disguises_are_refused(self):
        for address in (
            "javascript:alert(1)", "javascript://example.org/%0aalert(1)", "data:text/html,x",
            "ftp://example.org",
            "https://bank.example@evil.example", "example", "https://", "//example.org",
            "mailto:a@example.org",
            "https://[", "https://exa mple.org",
        ):  # fmt: skip
            with self.subTest(address=address):
                assert self.refused(website=address) == ["website"]
                assert self.refused(links=[address]) == ["links"]

    def test_mistyped_disclosure_refuses_the_row(self):
        assert self.refused(email="a@example.org", disclosure={"email": "ofice"}) == ["disclosure"]


class TestPlace(Checking):
    def test_seat_and_district_come_from_the_town(self):
        row = self.check(municipality="Zwickau, Stadt", district="")
        assert row.seat.code == "14524330"
        assert row.values["district"] == "14524"
        assert self.check(municipality="Zwickau", district="LANDKREIS ZWICKAU").values["district"] == "14524"

    def test_district_alone_is_the_seat(self):
        row = self.check(district="Stadt Leipzig")
        assert (row.seat.code, row.values["district"]) == ("14713", "14713")

    def test_town_decides_between_districts_of_one_name(self):
        row = self.check(municipality="Leipzig", district="Leipzig")
        assert (row.seat.code, row.values["district"]) == ("14713000", "14713")

    def test_key_of_a_town_is_shown_by_its_name(self):
        assert self.check(municipality=14524330).values["municipality"] == "Zwickau"

    def test_unknown_town_is_kept_and_the_district_is_the_seat(self):
        row = self.check(municipality="Kleinweltwitz", district="14522")
        assert row.seat.code == "14522"
        assert row.values["municipality"] == "Kleinweltwitz"
        assert row.unmatched == {"places": ["Kleinweltwitz"]}
        assert self.unknown.words == {"municipality": {"Kleinweltwitz": [7]}}

    def test_town_in_another_district_than_the_row_says_is_unknown(self):
        row = self.check(municipality="Zwickau", district="14628")
        assert (row.seat.code, row.unmatched) == ("14628", {"places": ["Zwickau"]})

    def test_unknown_district_is_kept_beside_a_known_town(self):
        row = self.check(municipality="Zwickau", district="Amtshauptmannschaft Zwickau")
        assert row.seat.code == "14524330"
        assert row.values["district"] == "Amtshauptmannschaft Zwickau"
        assert row.unmatched == {"district": ["Amtshauptmannschaft Zwickau"]}

    def test_postcodes_get_back_the_zero_that_spreadsheets_eat(self):
        assert self.values(postcode="8056")["postcode"] == "08056"
        for postcode in ("805", "080567", "0805a", "٠٨٠٥٦", "D-08056"):
            with self.subTest(postcode=postcode):
                assert self.refused(postcode=postcode) == ["postcode"]

    def test_areas_served_are_regions_ways_of_reaching_out_and_words(self):
        row = self.check(
            regions_served=["Landkreis Zwickau", "14628270", "landesweit", "Mobil", "Sachsen", "Mittelerde"]
        )
        assert row.values["regions_served"] == ["14524", "14628270", "statewide", "mobile", "Mittelerde"]
        assert row.unmatched == {"regions_served": ["Mittelerde"]}
        assert row.known("regions_served") == ["14524", "14628270", "statewide", "mobile"]

    def test_other_states_are_areas_of_their_own(self):
        assert self.values(regions_served=["Thüringen"])["regions_served"] == ["16"]


class TestChosenWords(Checking):
    def test_words_become_keys(self):
        values = self.values(
            kind="Träger/Fachstelle", legal_form="e. V.", topics=["Sport", "wohnen"],
            target_groups=["Mädchen", "men"],
            languages=["Arabisch", "de"], accessibility=["Aufzug"],
        )  # fmt: skip
        assert values == NAME | {
            "kind": "provider", "legal_form": "ev", "topics": ["sport", "wohnen"],
            "target_groups": ["girls", "men"],
            "languages": ["ar", "de"], "accessibility": ["lift"],
        }  # fmt: skip

    def test_unknown_words_stay_where_they_stood_and_are_listed(self):
        cells = {
            "kind": "Kaffeekränzchen", "legal_form": "Hansebund", "topics": ["Sport", "Teichwirtschaft"],
            "target_groups": ["Imker"], "languages": ["Klingonisch", "de"], "accessibility": ["Hubschrauber"],
        }  # fmt: skip
        row = self.check(**cells)
        assert row.problems == []
        assert row.unmatched == {
            "kind": ["Kaffeekränzchen"], "legal_form": ["Hansebund"], "topics": ["Teichwirtschaft"],
            "target_groups": ["Imker"], "languages": ["Klingonisch"], "accessibility": ["Hubschrauber"],
        }  # fmt: skip
        assert row.values["topics"] == ["sport", "Teichwirtschaft"]
        assert row.values["kind"] == "Kaffeekränzchen"
        assert set(self.unknown.words) == set(cells)

    def test_hours_become_lines_and_words_without_times_are_kept(self):
        row = self.check(opening_hours=["montags 10-12 Uhr", "nach Vereinbarung", "Di 10:00-12:00"])
        assert row.values["opening_hours"] == ["Mo-Di 10:00-12:00", "nach Vereinbarung"]
        assert row.unmatched == {"opening_hours": ["nach Vereinbarung"]}
        assert self.refused(opening_hours="Mo 25-26") == ["opening_hours"]

    def test_dates_become_iso(self):
        assert self.values(founded="14.3.2012", confirmed_on="1.2.2024") == NAME | {
            "founded": "2012-03-14",
            "confirmed_on": "2024-02-01",
        }
        for founded in ("2012-13-01", "900", "3012", "um 1990"):
            assert self.refused(founded=founded) == ["founded"]
        for confirmed_on in ("2024", "2024-02-30", "gestern"):
            assert self.refused(confirmed_on=confirmed_on) == ["confirmed_on"]


class TestObjects(Checking):
    def test_plain_texts_are_titles_names_and_addresses(self):
        values = self.values(
            offers=["Sprachcafé"], alliances=["Bündnis A"], links=["www.example.org/satzung/"],
            goals=["Mehr Licht"],
            milestones=["2012: Gründung"], focus=["2025: Wohnen"], funding=["Fonds A"],
        )  # fmt: skip
        assert values == NAME | {
            "offers": [{"title": "Sprachcafé", "kind": "meeting_place"}],
            "alliances": [{"alliance": "Bündnis A"}],
            "links": [{"url": "https://www.example.org/satzung/", "label": "www.example.org/satzung"}],
            "goals": [{"text": "Mehr Licht", "level": "mittlerziel"}],
            "milestones": [{"text": "Gründung", "year": 2012}],
            "focus": [{"text": "Wohnen", "year": 2025}],
            "funding": [{"programme": "Fonds A"}],
        }

    def test_offers_are_read_in_both_languages_without_empty_fields(self):
        offers = [
            {
                "Titel": "Rat",
                "Art": "Beratung",
                "Sprachen": "Deutsch, ar",
                "Kosten": "",
                "Stand": "ausgebucht",
            },
            {"title": "Kurs", "kind": "course", "status": "active", "languages": ["en"]},
        ]
        assert self.values(offers=offers)["offers"] == [
            {"title": "Rat", "kind": "counselling", "languages": ["de", "ar"], "status": "full"},
            {"title": "Kurs", "kind": "course", "languages": ["en"]},
        ]

    def test_unknown_words_of_an_offer_are_kept_under_its_title(self):
        offers = [
            {"title": "Rat", "kind": "Orakel"},
            {"title": "Rat", "kind": "Tarot", "languages": ["Elbisch", "de"]},
        ]
        row = self.check(offers=offers)
        assert row.problems == []
        assert row.unmatched == {
            "offers/kind/Rat": ["Orakel"],
            "offers/kind/Rat#2": ["Tarot"],
            "offers/languages/Rat#2": ["Elbisch"],
        }
        assert row.values["offers"][1] == {"title": "Rat", "kind": "Tarot", "languages": ["de", "Elbisch"]}

    def test_fields_nobody_knows_are_listed(self):
        self.values(offers=[{"title": "Rat", "colour": "red"}])
        assert list(self.checker.unread) == ["offers.colour"]

    def test_what_an_object_needs_is_asked_for(self):
        cases = {
            "offers": (
                {"kind": "course"}, {"title": ""}, {"title": "x" * 151}, {"title": "a", "status": "egal"}, True,
            ),
            "links": ({"label": "x"}, {"url": ""}, {"url": "https://example.org", "label": "x" * 121}),
            "milestones": (
                {"text": "a"}, {"year": 2012}, {"year": 12, "text": "a"}, {"year": 40000, "text": "a"}, "ohne Jahr",
            ),
            "focus": ({"text": "a"}, {"year": -1, "text": "a"}, {"year": 2012.5, "text": "a"}),
            "goals": ({"level": "leitziel"}, {"text": "a", "level": "Endziel"}),
            "funding": ({"purpose": "x"}, {"programme": "a", "since": "bald"}),
            "alliances": (
                {"kind": "host"}, {"alliance": ""}, {"alliance": "A", "kind": "Chef"},
                {"alliance": "A", "status": "weg"},
                {"alliance": "A", "since": "2012-02-30"}, {"alliance": "A", "since": "2015", "until": "2014"},
                {"alliance": "A", "since": "2015-05-05", "until": "2015-05-05"}, {"alliance": ["A"]},
            ),
        }  # fmt: skip
        for column, items in cases.items():
            for item in items:
                with self.subTest(column=column, item=item):
                    assert self.refused(**{column: [item]}) == [column]

    def test_dates_of_memberships_keep_a_bare_year(self):
        given = {"alliance": "A", "kind": "Träger", "seit": 2012, "bis": "2015", "status": "ausgetreten"}
        assert self.values(alliances=[given])["alliances"] == [
            {"alliance": "A", "kind": "host", "since": "2012", "until": "2016-01-01", "status": "left"}
        ]

    def test_links_may_stand_with_their_label(self):
        assert self.values(links=["Satzung: https://example.org/a"])["links"] == [
            {"url": "https://example.org/a", "label": "Satzung"}
        ]

    def test_what_a_checked_row_says_is_checked_to_the_same(self):
        cells = {
            "kind": "Kaffeekränzchen", "legal_form": "eV", "municipality": "Zwickau", "district": "Zwickau",
            "founded": "14.3.2012",
            "regions_served": ["Sachsen", "Mittelerde", "Pirna"], "topics": ["Sport", "Teichwirtschaft"],
            "website": "example.org",
            "offers": ["Beratung", {"title": "x", "kind": "Orakel", "languages": ["Elbisch", "de"]}],
            "body": "a\r\n\r\n\r\nb ",
            "opening_hours": ["nach Vereinbarung", "Mo,Di 9-10 (a)"], "links": ["example.org"],
            "milestones": ["2012: a"],
            "alliances": [{"alliance": "A", "since": "2012-03"}], "goals": ["x"],
            "funding": [{"programme": "P", "since": "2012"}],
            "disclosure": "intern",
        }  # fmt: skip
        once = self.values(**cells)
        assert self.checker.check(RawRow(8, once)).values == once
