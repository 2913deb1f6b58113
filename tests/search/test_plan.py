"""Reading queries: what is found for which words, in which order, and what is not."""

import pytest

from search.plan import read_query
from search.types import SCORE_LIMIT
from tests.search.small_lore import GERMAN, document, find, lore_of, read, thesaurus_of

# Others, so that words are rare.
CROWD = [
    document(f"zz{number:02d}", f"Gruppe Nummer {number}", b="Treffen und Termine") for number in range(40)
]


def among(*documents):
    """Return these documents among many others."""
    return [*documents, *CROWD]


class TestWhereAWordStands:
    def test_name_before_offer_before_summary_before_body_before_topic_words(self):
        found = find(
            "Imkerei",
            among(
                document("c", "Anders", c="Imkerei"),
                document("b", "Anders", b="Imkerei"),
                document("s", "Anders", s="Imkerei"),
                document("k", "Anders", k="Imkerei"),
                document("n", "Imkerei"),
            ),
        )
        assert found == ["n", "k", "s", "b", "c"]

    def test_said_in_two_zones_comes_before_said_in_one(self):
        once, twice = document("once", "A", k="Imkerei"), document("twice", "B", k="Imkerei", b="Imkerei")
        assert find("Imkerei", among(once, twice)) == ["twice", "once"]

    def test_a_single_word_is_found_in_the_body(self):
        assert find("Gießkanne", among(document("a", "Garten", b="Wer hat eine Gießkanne übrig?"))) == ["a"]

    def test_the_name_as_a_whole_comes_first(self):
        found = find(
            "Haus am Markt",
            among(
                document("long", "Haus am Markt und mehr Markt", k="Haus Markt", s="Haus am Markt"),
                document("exact", "Haus am Markt"),
            ),
        )
        assert found[0] == "exact"


class TestSeveralWords:
    def test_more_of_the_query_comes_before_a_better_place_for_less(self):
        both = document("both", "A", b="Chor für Kinder")
        one = document("one", "Chor", k="Chor")
        assert find("Chor Kinder", among(both, one))[0] == "both"

    def test_the_rarer_word_decides(self):
        common = [document(f"c{number}", f"Verein {number}", k="Beratung") for number in range(20)]
        rare = document("rare", "Verein", k="Hospiz")
        assert find("Hospiz Beratung", [*common, rare, *CROWD])[0] == "rare"

    def test_a_common_word_alone_is_no_hit_beside_an_unknown_one(self):
        common = [document(f"c{number}", f"Verein {number}", b="Mitgliedschaft") for number in range(20)]
        assert find("Golfplatz Mitgliedschaft", [*common, *CROWD]) == []

    def test_what_reaches_less_than_half_of_the_best_is_no_hit(self):
        good = document("good", "Fahrradwerkstatt", k="Fahrrad reparieren", s="Wir reparieren jedes Fahrrad")
        poor = document("poor", "A", b="Wir fahren Fahrrad")
        assert find("Fahrrad reparieren", among(good, poor)) == ["good"]

    def test_stop_words_do_not_matter(self):
        chor = document("chor", "Chor")
        assert find("wo gibt es hier einen Chor?", among(chor)) == find("Chor", among(chor)) == ["chor"]

    def test_faint_words_help_but_find_nothing_alone_beside_others(self):
        listed = thesaurus_of(faint=("hilfe",))
        helps = document("helps", "A", k="Hilfe")
        flood = document("flood", "B", k="Hilfe nach der Überschwemmung")
        assert find("Hilfe Überschwemmung", among(helps, flood), listed) == ["flood"]
        assert set(find("Hilfe", among(helps, flood), listed)) == {"helps", "flood"}

    def test_faint_words_find_nothing_beside_words_that_no_document_has(self):
        listed = thesaurus_of(faint=("beantragen",))
        assert find("Kreditkarte beantragen", among(document("a", "A", k="beantragen")), listed) == []

    def test_who_asks_matters_less_than_what_is_asked_for(self):
        teacher = document("teacher", "A", k="Lehrerin")
        day = document("day", "B", k="Projekttag")
        assert find("Lehrerin sucht Projekttag", among(teacher, day))[0] == "day"

    def test_many_words_stay_below_the_limit_of_scores(self):
        reading = read(" ".join(f"wort{number}" for number in range(200)))
        best = sum(max(one.weight for one in group.alternatives) for group in reading.groups)
        assert best < SCORE_LIMIT
        assert len(reading.needs) == 12


class TestCompounds:
    def test_whole_word_before_part_of_a_word_before_parts_apart(self):
        found = find(
            "Mietrechtsberatung",
            among(
                document("apart", "A", k="Beratung zum Mietrecht"),
                document("inside", "B", k="Mietrechtsberatungsstelle"),
                document("whole", "C", k="Mietrechtsberatung"),
            ),
        )
        assert found[0] == "whole"
        assert set(found) == {"whole", "inside", "apart"}

    def test_the_last_part_alone_is_no_hit(self):
        advice = [document(f"b{number}", f"A {number}", k="Beratung") for number in range(10)]
        assert find("Mietrechtsberatung", [*advice, *CROWD]) == []

    def test_compounds_written_apart_are_joined(self):
        assert find("Frauen Haus", among(document("a", "Frauenhaus")))[:1] == ["a"]
        assert find("haus aufgaben hilfe", among(document("a", "A", k="Hausaufgabenhilfe")))[:1] == ["a"]

    def test_words_with_others_between_them_are_not_joined(self):
        documents = among(document("a", "A", k="Hausfrau"))
        whole = "k.s:" + GERMAN.stem("hausfrau")

        def asked(q):
            groups = read(q, documents).groups
            return {t for g in groups for one in g.alternatives for part in one.all_of for t in part.terms}

        assert whole in asked("Haus Frauen")
        assert whole not in asked("Haus der Frauen")

    def test_hyphens_make_no_difference(self):
        assert find("Asyl-Beratung", among(document("a", "Asylberatung"))) == ["a"]

    def test_an_unlisted_compound_of_two_known_words_is_found_in_pieces(self):
        murmel = document("a", "A", k="Murmelspiel mit Turnier", b="Murmel")
        assert read("Murmelturnier", among(murmel)).needs[0].notes


class TestThesaurus:
    LISTED = thesaurus_of(
        "Knast, Gefängnis",
        "Klamotten > Kleiderkammer",
        "Deutsch unterrichten > Sprachpatenschaft",
        "keine Wohnung > Notschlafstelle",
        "Musik ~ Orchester",
    )

    def test_equals_find_each_other_after_the_word_itself(self):
        documents = among(document("equal", "A", k="Gefängnis"), document("self", "B", k="Knast"))
        assert find("Knast", documents, self.LISTED) == ["self", "equal"]

    def test_one_way_leads_one_way(self):
        documents = among(document("a", "A", k="Kleiderkammer"))
        assert find("Klamotten", documents, self.LISTED) == ["a"]
        assert find("Kleiderkammer", among(document("b", "B", k="Klamotten")), self.LISTED) == []

    def test_the_weak_find_only_if_nothing_better_is_known(self):
        orchestra, music = document("o", "A", k="Orchester"), document("m", "B", k="Musik")
        assert find("Musik", among(orchestra), self.LISTED) == ["o"]
        assert find("Musik", among(music), self.LISTED) == ["m"]

    def test_a_phrase_leads_on_from_all_of_its_words(self):
        documents = among(document("a", "A", k="Sprachpatenschaft"))
        assert find("ehrenamtlich Deutsch unterrichten", documents, self.LISTED) == ["a"]
        assert find("Deutsch", documents, self.LISTED) == []

    def test_a_fixed_phrase_needs_its_stop_word(self):
        night, flat = document("night", "A", k="Notschlafstelle"), document("flat", "B", k="Wohnung")
        assert find("Ich habe keine Wohnung", among(night, flat), self.LISTED)[0] == "night"
        assert find("Wohnung", among(night, flat), self.LISTED) == ["flat"]

    def test_what_was_found_by_another_word_is_marked(self):
        reading = read("Klamotten", among(document("a", "A", k="Kleiderkammer")), self.LISTED)
        assert {"klamott", "kleidkamm"} & reading.marks
        assert len(reading.marks) > 1

    def test_english_words_are_read_as_german_ones(self):
        listed = thesaurus_of(
            "Deutsch lernen > Deutschkurs", glosses={"learn": "lernen", "german": "Deutsch"}
        )
        assert find("learn german", among(document("a", "A", k="Deutschkurs")), listed) == ["a"]

    def test_a_word_that_documents_have_is_not_translated(self):
        listed = thesaurus_of(glosses={"art": "Kunst"})
        documents = among(document("art", "A", k="Art"), document("kunst", "B", k="Kunst"))
        assert find("Art", documents, listed) == ["art"]


class TestUnknownWords:
    def test_the_last_word_may_be_unfinished(self):
        documents = among(document("a", "Flüchtlingsrat"))
        assert find("Flücht", documents) == ["a"]
        assert find("Rat der Flücht", documents) == ["a"]

    def test_a_word_by_itself_is_not_the_beginning_of_another(self):
        assert find("Bau", among(document("a", "Bautzen"))) == []

    def test_misspelt_words_are_corrected_and_the_visitor_is_told(self):
        documents = among(document("a", "Stolpersteine"))
        assert find("Stolperstiene", documents) == ["a"]
        assert read("Stolperstiene putzen", documents).corrected == "stolpersteine putzen"
        assert read("Stolpersteine", documents).corrected is None

    def test_correction_can_be_left_out(self):
        reading = read_query(
            "Stolperstiene", lore_of([document("a", "Stolpersteine")]), correct_spelling=False
        )
        assert reading.corrected is None

    def test_words_that_nothing_knows_find_nothing(self):
        assert find("xqzvbn wrtzk", CROWD) == []

    def test_verb_forms_that_no_list_has_lead_to_the_verb(self):
        listed = thesaurus_of("kiffen > Suchtberatung")
        documents = among(document("a", "A", k="Suchtberatung"))
        assert find("wenn jemand kifft", documents, listed) == ["a"]
        assert find("der hat gekifft", documents, listed) == ["a"]
        assert find("kiffend", documents, listed) == ["a"]

    def test_an_infinitive_finds_the_form_that_documents_have(self):
        documents = among(
            document("a", "A", k="Wir wurmisieren"), document("b", "B", b="Sie verwurmt den Garten")
        )
        reading = read("wo kann ich verwurmen", documents)
        assert reading.corrected is None
        assert find("wo kann ich verwurmen", documents) == ["b"]

    def test_initials_find_the_name(self):
        documents = among(document("a", "Netzwerk für Demokratie und Courage"))
        assert find("NDC", documents) == find("ndc", documents) == ["a"]


class TestPlaces:
    def test_a_place_leaves_the_words(self):
        reading = read("Kleidung in Zwickau")
        assert [place.key for place in reading.places] == ["municipality:14524330"]
        assert reading.rest == "Kleidung"
        assert [need.text for need in reading.needs] == ["Kleidung"]

    def test_a_place_knows_where_it_stands(self):
        q = "Chor im Landkreis Leipzig gesucht"
        (place,) = read(q).places
        assert q[place.start : place.end] == "Landkreis Leipzig"

    def test_a_place_alone_narrows_and_asks_for_no_words(self):
        reading = read("Dresden")
        assert (len(reading.places), reading.groups, reading.too_vague) == (1, (), False)

    def test_a_name_comes_before_a_place(self):
        documents = [document("a", "Dresden für alle"), document("b", "Bündnis Zwickau")]
        assert read("Dresden für alle", documents).places == ()
        assert read("Bündnis Zwickau", documents).places == ()
        assert read("Zwickau", documents).places

    def test_half_of_a_hyphenated_word_may_be_a_place(self):
        reading = read("Kleidung Leipzig-Lindenau")
        assert [place.key for place in reading.places] == ["municipality:14713000"]
        assert reading.rest == "Kleidung lindenau"

    def test_places_can_be_left_as_words(self):
        reading = read_query("Kleidung Zwickau", lore_of([]), recognise_places=False)
        assert reading.places == ()
        assert [need.text for need in reading.needs] == ["Kleidung", "Zwickau"]


class TestTooVague:
    @pytest.mark.parametrize("q", ["der die das", "...", "–", "🙂", "a", "wer wie was", "?!", "wo kann ich"])
    def test_nothing_that_says_what_is_looked_for(self, q):
        reading = read(q, CROWD)
        assert reading.too_vague
        assert reading.groups == ()

    @pytest.mark.parametrize("q", ["", "   "])
    def test_an_empty_query_is_not_vague(self, q):
        assert not read(q, CROWD).too_vague

    def test_stop_words_that_are_a_name_find_it(self):
        assert find("Wir alle", among(document("a", "Wir alle"))) == ["a"]

    def test_other_scripts_are_words(self):
        assert find("العربية", among(document("a", "A", t="العربية"))) == ["a"]
