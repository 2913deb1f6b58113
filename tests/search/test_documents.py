"""What a search document holds of a public record."""

import json

from network.records import AddressFact, AreaFact, ContactFact, HoursFact, OfferFact, PointFact, TopicFact
from search.analysis import analyser
from search.documents import SHOWN_TEXT, Prose, actor_document, sort_key, text_document
from tests.builders import actor_record, day, language, membership_fact, place_fact

SAXONY = place_fact("state:14", "Sachsen")
DISTRICT = place_fact("district:14524", "Zwickau", SAXONY, official_name="Landkreis Zwickau")
TOWN = place_fact("municipality:14524330", "Zwickau", DISTRICT, SAXONY)
BAUTZEN = place_fact("district:14625", "Bautzen", SAXONY, official_name="Landkreis Bautzen")
ENGLISH = Prose("en", "Refuge", "We help refugees.", "Every Monday.", "/en/refuge/")


def document(*translations, **facts):
    """Return the document of a record with these facts."""
    return actor_document(actor_record(**facts), "/start/haus/", translations)


def offer(title, status="active", kind="course", languages=()):
    """Return an offer made by hand."""
    return OfferFact("key", kind, title, f"Text {title}", "", languages, "", "", status)


def words(made):
    """Return the words of a document as they were written, by zone."""
    return {(term[0], term.partition(":")[2]) for term in made.terms if term[2] == "w"}


class TestFacets:
    def test_values_are_keys_with_their_ancestors(self):
        made = document(
            seat=TOWN,
            areas=(AreaFact(BAUTZEN),),
            topics=(TopicFact("asyl", "Asyl", "", ()),),
            target_groups=("youth",),
            languages=("de",),
            reach=("online",),
            offers=(offer("Kurs", languages=("ar",)),),
            memberships=(membership_fact("Netz", other_id="netz-1"),),
        )
        assert made.facets == {
            "region": ["district:14524", "district:14625", "municipality:14524330", "state:14"],
            "topic": ["asyl"],
            "offer": ["course"],
            "target": ["youth"],
            "language": ["ar", "de"],
            "alliance": ["netz-1"],
            "reach": ["online"],
            "kind": ["initiative"],
        }

    def test_addresses_count_for_their_region_as_exactly_as_they_are_told(self):
        made = document(seat=BAUTZEN, addresses=(AddressFact("district", place=DISTRICT),))
        assert made.facets["region"] == ["district:14524", "district:14625", "state:14"]

    def test_what_ended_is_not_offered(self):
        made = document(offers=(offer("Alt", "ended", languages=("ar",)), offer("Voll", "full", "room")))
        assert made.facets["offer"] == ["room"]
        assert made.facets["language"] == []
        assert ("k", "alt") not in words(made)
        assert ("k", "voll") in words(made)

    def test_areas_are_those_served_explicitly(self):
        assert document(areas=(AreaFact(BAUTZEN),), seat=TOWN).areas == ["district:14625"]

    def test_online_work_serves_the_state_of_the_seat_too_except_of_alliances(self):
        assert document(reach=("online",), seat=TOWN).areas == ["state:14"]
        assert document(reach=("online",)).areas == ["state:14"]
        assert document(reach=("online",), seat=TOWN, kind="alliance").areas == []

    def test_statewide_work_serves_the_state_of_the_seat(self):
        assert document(reach=("statewide",), seat=TOWN).areas == ["state:14"]
        berlin = place_fact("state:11", "Berlin")
        assert document(reach=("statewide",), seat=berlin).areas == ["state:11"]
        assert document(reach=("statewide",)).areas == ["state:14"]
        assert document(reach=("mobile",), seat=TOWN).areas == []


class TestFacts:
    def test_point_hours_and_day_of_confirmation(self):
        made = document(
            point=PointFact(50.1, 12.1, "exact"),
            opening_hours=(HoursFact(1440, 1500), HoursFact(60, 120)),
            confirmed_on=day("2026-03-10"),
        )
        assert (made.lat, made.lon) == (50.1, 12.1)
        assert made.open == [(60, 120), (1440, 1500)]
        assert made.confirmed_on == day("2026-03-10").toordinal()

    def test_what_is_unknown_is_empty(self):
        made = document()
        assert (made.lat, made.lon, made.open, made.confirmed_on) == (None, None, [], 0)
        assert made.shown["confirmed_on"] == made.shown["seat"] == ""

    def test_persons_and_the_way_to_them_are_no_part_of_it(self):
        made = document(
            contacts=(ContactFact("email", "quelle@example.org", "Presse", "Frau Muster"),),
            addresses=(
                AddressFact("exact", "Büro", "Gassenweg 1", "08056", "Zwickau", "Klingeln", TOWN, 1.5, 2.5),
            ),
        )
        kept = json.dumps([made.as_json(), made.shown]).casefold()
        for word in ("muster", "presse", "klingeln", "2.5"):
            assert word not in kept

    def test_nobody_is_found_by_contact_or_street(self):
        made = document(
            contacts=(ContactFact("email", "quelle@example.org"),),
            addresses=(AddressFact("exact", "Büro", "Gassenweg 1", "08056", "Zwickau", place=TOWN),),
        )
        assert not {"quelle", "gassenweg", "gassenweg 1"} & {word for _zone, word in words(made)}

    def test_it_is_plain_data_with_the_terms_in_one_string(self):
        data = document(title="Haus").as_json()
        assert json.loads(json.dumps(data)) == {**data, "open": []}
        assert "n.w:haus" in data["terms"].split("\n")
        assert "title" not in data


class TestWords:
    def test_each_fact_stands_in_its_zone(self):
        made = document(
            title="Offenes Haus",
            former_names=("Altes Haus",),
            summary="Hilft allen.",
            text="Kommt vorbei.",
            topics=(TopicFact("asyl", "Asyl", "Asylum", ("Flucht",)),),
            seat=TOWN,
            milestones=(),
            unmatched=("Chorprobe",),
            memberships=(membership_fact("Netz", statement="Gemeinsam stark."),),
            accessibility_note="Rampe.",
        )
        for zone, word in (
            ("n", "offenes"),
            ("n", "altes"),
            ("k", "asyl"),
            ("s", "hilft"),
            ("b", "vorbei"),
            ("b", "chorprobe"),
            ("b", "netz"),
            ("b", "gemeinsam"),
            ("b", "rampe"),
            ("p", "zwickau"),
        ):
            assert (zone, word) in words(made), (zone, word)

    def test_the_state_is_no_word_of_a_place(self):
        assert ("p", "sachsen") not in words(document(seat=TOWN))

    def test_the_reader_s_language_does_not_change_a_document(self):
        record = actor_record(offers=(offer("Kurs"),), target_groups=("youth",))
        with language("en"):
            english = actor_document(record, "/start/haus/")
        with language("de"):
            assert actor_document(record, "/start/haus/") == english

    def test_names_are_completed_folded_and_once(self):
        made = document(title="Haus Über", name="Haus Über", short_name="HÜ", former_names=("Alt",))
        assert made.completions == [sort_key(name, analyser("de")) for name in ("Haus Über", "HÜ", "Alt")]

    def test_titles_sort_by_their_folded_words(self):
        analysis = analyser("de")
        assert sort_key("Ähre", analysis) < sort_key("Birke", analysis) < sort_key("Zoo", analysis)
        assert sort_key("„Haus“ e. V.", analysis).startswith("haus")
        assert sort_key("!!!", analysis) == "!!!"


class TestTranslations:
    def test_a_document_is_found_and_shown_in_every_language(self):
        made = document(ENGLISH, title="Zuflucht", summary="Wir helfen.")
        assert {("n", "zuflucht"), ("n", "refuge"), ("s", "refugees")} <= words(made)
        assert made.shown["languages"] == {
            "en": {
                "title": "Refuge",
                "summary": "We help refugees.",
                "text": "Every Monday.",
                "url_path": "/en/refuge/",
            }
        }

    def test_texts_are_cut_for_snippets_and_searched_whole(self):
        made = document(text="wort " * 1000 + "ende")
        assert len(made.shown["text"]) == SHOWN_TEXT
        assert ("b", "ende") in words(made)


class TestTextPages:
    def test_a_page_of_text_is_its_prose(self):
        made = text_document(
            Prose("de", "Über uns", "Unser Vorstand.", "Seit 2012.", "/start/ueber/"), [ENGLISH]
        )
        assert {("n", "refuge"), ("s", "vorstand"), ("b", "2012")} <= words(made)
        assert (made.facets, made.areas) == ({}, [])
        assert made.shown["url_path"] == "/start/ueber/"
        assert made.completions == [made.sort_title]

    def test_prose_is_analysed_in_its_own_language(self):
        made = text_document(Prose("en", "Houses", "", "", "/h/"))
        assert "n.s:hous" in made.terms or "n.s:house" in made.terms
