"""The words of a list find what they mean, in both languages and as people write them."""

import pytest
from django.conf import settings
from django.test import SimpleTestCase, TestCase
from django.utils.translation import override

from network.choices import Accessibility, OfferKind, TargetGroup
from network.exchange.audiences import BadDisclosure, parse_disclosure
from network.exchange.dates import first_day, first_day_after, full_day, year_of, year_or_day
from network.exchange.offer_words import guess_kind, title_number
from network.exchange.places import Places
from network.exchange.resolve import Resolver, Unknown
from network.exchange.texts import BadText, one_line, paragraphs, shown, word_key
from network.exchange.words import EVERYDAY, Choices, language_words
from network.languages import LANGUAGES
from network.models import Region, Topic
from network.models.organisations import LegalForm, OrganisationKind
from network.seed import load_seed


class TestWords(SimpleTestCase):
    def test_every_choice_is_known_by_key_and_by_german_word(self):
        for choices, words in EVERYDAY.items():
            found = Choices(choices)
            assert set(words) == set(choices.values), choices
            for key in choices.values:
                with self.subTest(choices=choices.__name__, key=key):
                    assert found.key(key) == key
                    assert found.key(words[key].split(",")[0]) == key

    def test_no_word_means_two_things_in_one_list(self):
        for choices, words in EVERYDAY.items():
            seen = [word_key(word) for text in words.values() for word in text.split(",")]
            assert len(seen) == len(set(seen)), choices

    def test_labels_are_known_in_both_languages_whatever_language_is_on(self):
        for language in ("de", "en"):
            with override(language):
                labels = [
                    (choices, key, str(label)) for choices in EVERYDAY for key, label in choices.choices
                ]
            for choices, key, label in labels:
                with self.subTest(language=language, label=label):
                    assert Choices(choices).key(label) is not None
                    assert Choices(choices).key(key) == key

    def test_case_spaces_and_marks_do_not_matter(self):
        for word in ("e. V.", "eV", "E.V.", "Eingetragener Verein"):
            assert Choices(LegalForm).key(word) == "ev"
        assert Choices(OrganisationKind).key("TRÄGER / Fachstelle") == "provider"
        assert Choices(TargetGroup).key("Aeltere Menschen") == "seniors"
        assert Choices(Accessibility).key("Rollstuhlgerechtes WC") == "accessible_toilet"
        assert Choices(OfferKind).key("Fortbildung/Workshop") == "training"

    def test_unknown_and_empty_words_mean_nothing(self):
        for word in ("", None, "???", "Sonstwas", "مركز"):
            assert Choices(OrganisationKind).key(word) is None

    def test_languages_are_known_by_code_and_name(self):
        words = language_words()
        for code, language in LANGUAGES.items():
            assert words[word_key(code)] == code
            assert words[word_key(language.german)] == code
            assert words[word_key(language.own)] == code
        assert words["kurdisch"] == "kmr"
        assert words["deutschegebaerdensprache"] == "gsg"


class TestPlaces(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        load_seed()
        cls.places = Resolver().places

    def code(self, found):
        """Return the code of a region or of the only one of a list."""
        if isinstance(found, list):
            found = found[0] if len(found) == 1 else None
        return found.code if found else None

    def test_districts_by_key_and_every_usual_name(self):
        cases = {
            "14524": "14524", "district:14524": "14524", "Landkreis Zwickau": "14524", "Zwickau": "14524",
            "Kreis Zwickau": "14524", "LK Zwickau": None, "Leipzig, Stadt": "14713", "Stadt Leipzig": "14713",
            "Kreisfreie Stadt Leipzig": "14713", "Landkreis Leipzig": "14729", "Leipzig": None,
            "Leipzig (Stadt)": "14713",
            "Chemnitz": "14511", "Vogtlandkreis": "14523", "Vogtland": "14523", "14": None, "Atlantis": None,
        }  # fmt: skip
        for word, code in cases.items():
            with self.subTest(word=word):
                assert self.code(self.places.districts(word)) == code

    def test_towns_by_key_and_every_usual_name(self):
        cases = {
            "Zwickau": "14524330", "14524330": "14524330", "Stadt Zwickau": "14524330",
            "Zwickau, Stadt": "14524330",
            "Große Kreisstadt Pirna": "14628270", "Leipzig-Grünau": "14713000", "Pirna OT Copitz": "14628270",
            "Pirna (Sachsen)": "14628270", "Budyšin": "14625020", "14524": None, "Atlantis": None, "": None,
        }  # fmt: skip
        for word, code in cases.items():
            with self.subTest(word=word):
                assert self.code(self.places.municipalities(word, [])) == code

    def test_town_of_a_named_district_lies_in_it_or_is_unknown(self):
        zwickau, pirna = self.places.districts("Landkreis Zwickau"), self.places.districts("14628")
        assert self.code(self.places.municipalities("Zwickau", zwickau)) == "14524330"
        assert self.places.municipalities("Zwickau", pirna) == []

    def test_equal_names_are_told_apart_by_the_district_only(self):
        for district in ("14522", "14523"):
            parent = Region.objects.get(code=district)
            Region.objects.create(kind="municipality", code=f"{district}999", name="Neudorf", parent=parent)
        places = Resolver().places
        both = {"14522999", "14523999"}
        assert {one.code for one in places.municipalities("Neudorf", [])} == both
        assert {one.code for one in places.regions("Neudorf")} == both
        assert self.code(places.municipalities("Neudorf", places.districts("14523"))) == "14523999"

    def test_areas_are_districts_where_they_say_so_and_towns_else(self):
        cases = {
            "Landkreis Zwickau": "14524", "Zwickau": "14524330", "Leipzig": "14713",
            "Erzgebirgskreis": "14521",
            "Sachsen": "14", "Nordsachsen": "14730", "14628270": "14628270", "Thüringen": "16",
            "Atlantis": None,
        }  # fmt: skip
        for word, code in cases.items():
            with self.subTest(word=word):
                assert self.code(self.places.regions(word)) == code

    def test_free_areas_are_known_by_name_and_key(self):
        area = Region.objects.create(kind="area", code="lausitz-nord", name="Nordlausitz")
        places = Resolver().places
        assert places.regions("Nordlausitz") == [area]
        assert places.regions("area:lausitz-nord") == [area]

    def test_all_regions_are_read_in_one_query(self):
        with self.assertNumQueries(1):
            Places()

    def test_home_state_exists(self):
        assert Region.objects.filter(kind="state", code=settings.HOME_STATE).exists()


class TestTopics(TestCase):
    def test_topics_by_slug_and_label_in_both_languages(self):
        topic = Topic.objects.create(slug="wohnen", name="Wohnen", label_en="Housing")
        words = Resolver()
        for word in ("wohnen", "WOHNEN", "housing"):
            assert words.topic(word) == topic.slug
        for word in ("", "wohn", "مركز"):
            assert words.topic(word) is None


class TestDisclosure(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.words = Resolver()

    def rules(self, value):
        """Return the parsed rules."""
        return parse_disclosure(value, self.words)

    def test_one_word_holds_for_all_contacts_and_the_address(self):
        everything = {"email", "phone", "website", "address_audience"}
        for word, audience in {
            "office": "office",
            "intern": "office",
            "Öffentlich": "public",
            "nie": "nobody",
        }.items():
            with self.subTest(word=word):
                assert self.rules(word) == dict.fromkeys(everything, audience)

    def test_parts_name_audience_and_precision_in_both_languages(self):
        assert self.rules({"E-Mail": "intern", "telefon": "Mitglieder", "Adresse": "nur Ort"}) == {
            "email": "office",
            "phone": "members",
            "address": "municipality",
        }
        assert self.rules({"address": "office"}) == {"address_audience": "office"}
        assert self.rules({"address": "district", "address_audience": "members"}) == {
            "address": "district",
            "address_audience": "members",
        }

    def test_nothing_said_is_no_rule(self):
        for value in (None, "", {}, []):
            assert self.rules(value) == {}

    def test_whatever_is_not_understood_is_refused(self):
        for value in (
            "ofice", "municipality", "öffentlich?!x", True, 5, ["office"], {"emial": "office"},
            {"email": "ofice"},
            {"email": ""}, {"email": None}, {"email": True}, {"email": ["office"]}, {"address": "irgendwo"},
            {"email": "municipality"}, {"email": "office", "E-Mail": "public"},
            {"address": "office", "adresse": "public"},
        ):  # fmt: skip
            with self.subTest(value=value), pytest.raises(BadDisclosure):
                self.rules(value)


class TestDates(SimpleTestCase):
    def test_days_are_read_in_iso_and_german(self):
        for text in ("2024-11-04", "04.11.2024", "4.11.2024", "4. 11. 2024"):
            assert full_day(text).isoformat() == "2024-11-04"

    def test_what_is_no_day_is_refused(self):
        for text in (
            "",
            "2024",
            "2024-02-30",
            "31.2.2024",
            "0000-01-01",
            "9999-01-01",
            "gestern",
            "2024-1-1",
            "20241104",
        ):
            with self.subTest(text=text), pytest.raises(ValueError, match="date|Datum"):
                full_day(text)

    def test_years_outside_of_history_are_refused(self):
        assert year_of("2012") == 2012
        for value in ("999", "2101", "12", "20012", "MMXII", "-500", "²⁰¹²"):
            with self.subTest(value=value), pytest.raises(ValueError, match="year|Jahr"):
                year_of(value)

    def test_a_year_begins_with_its_first_day_and_ends_with_its_last(self):
        assert first_day("2018").isoformat() == "2018-01-01"
        assert first_day("2018-03").isoformat() == "2018-03-01"
        assert first_day_after("2018").isoformat() == "2019-01-01"
        assert first_day_after("2018-03-14").isoformat() == "2018-03-14"
        assert (year_or_day("2012"), year_or_day("14.3.2012")) == ("2012", "2012-03-14")


class TestTexts(SimpleTestCase):
    def test_texts_get_one_form(self):
        assert one_line(" a\u00a0 b\n c\ufeff ") == "a b c"
        assert one_line("u\u0308ben") == "üben"
        assert paragraphs(" a \r\n b\x0b\n\n \n\nc\u2029d\u2028e ") == "a\nb\n\nc\n\nd\ne"

    def test_characters_that_cannot_be_stored_are_refused(self):
        for letter in ("\x00", "\x07", "\x1b", "\x9d", "\ud800", "\udfff", "\uffff"):
            with self.subTest(letter=repr(letter)), pytest.raises(BadText):
                one_line(f"a{letter}b")

    def test_messages_show_a_short_part_that_every_terminal_can_print(self):
        assert shown("x" * 10_000_000) == "x" * 59 + "…"
        shown("a\ud800\x1b[31m").encode()

    def test_names_are_equal_without_case_spaces_and_marks_in_every_script(self):
        assert word_key("Haus Übermut e. V.") == word_key("haus uebermut eV")
        assert word_key("مركز") != word_key("بيت")
        assert word_key("– !") == ""


class TestOffers(SimpleTestCase):
    def test_kind_is_guessed_from_the_title(self):
        cases = {
            "Sprachcafé": "meeting_place",
            "Mietberatung": "counselling",
            "Deutschkurs": "course",
            "Xyz": "meeting_place",
        }
        for title, kind in cases.items():
            assert guess_kind(title) == kind

    def test_equal_titles_are_told_apart_by_number(self):
        before = [{"title": "A"}, {"title": "B"}, {"title": "A"}]
        assert title_number(before, {"title": "A"}) == "A#3"
        assert title_number(before, {"title": "C"}) == "C"


class TestUnknown(SimpleTestCase):
    def test_every_line_is_noted_once(self):
        unknown = Unknown()
        for line in (3, 3, 5):
            unknown.add("topics", "Foo", line)
        assert unknown.words == {"topics": {"Foo": [3, 5]}}
