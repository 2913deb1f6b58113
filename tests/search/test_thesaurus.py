"""The thesaurus: what its lines mean, which phrases of a query it knows, and that the lists keep the rules."""

import pytest

from search.analysis import analyser
from search.analysis.wordlists import lines
from search.thesaurus import Thesaurus
from search.thesaurus_lists import parse, parse_glosses, stems_of, thesaurus
from tests.search.small_lore import GERMAN

LISTS = (
    "de_concepts_everyday.txt",
    "de_concepts_society.txt",
    "de_concepts_needs.txt",
    "de_concepts_plain.txt",
)


def stem(text: str) -> tuple[str, ...]:
    """Return the stems of a phrase without its stop words."""
    return stems_of(text, GERMAN)[1]


def related(source: list[str], text: str):
    """Return what a phrase leads to in a thesaurus of these lines."""
    return parse(source, GERMAN).get(stem(text))


class TestLines:
    def test_equals_lead_to_each_other(self):
        found = related(["Knast, Gefängnis, JVA"], "Gefängnis")
        assert found.equal == (stem("Knast"), stem("JVA"))
        assert (found.close, found.weak) == ((), ())

    def test_one_way_and_weak(self):
        source = ["Klamotten > Kleiderkammer", "Klamotten ~ Flohmarkt"]
        found = related(source, "Klamotten")
        assert (found.close, found.weak) == ((stem("Kleiderkammer"),), (stem("Flohmarkt"),))
        assert related(source, "Kleiderkammer") is None

    def test_a_word_stands_for_its_line_of_equals_on_both_sides(self):
        source = ["Mantel, Jacke", "Kleiderkammer, Kleiderstube", "Jacke > Kleiderstube"]
        assert set(related(source, "Mantel").close) == {stem("Kleiderkammer"), stem("Kleiderstube")}

    def test_nothing_else_is_chained(self):
        source = ["Brot > Tafel", "Tafel > Sozialladen"]
        assert related(source, "Brot").close == (stem("Tafel"),)

    def test_the_same_left_side_may_have_several_lines(self):
        assert related(["Brot > Tafel", "Brot > Bäckerei"], "Brot").close == (stem("Tafel"), stem("Bäckerei"))

    def test_every_phrase_has_only_its_strongest_role(self):
        found = related(["Brot, Laib", "Brot > Laib, Tafel", "Brot ~ Tafel"], "Brot")
        assert (found.equal, found.close, found.weak) == ((stem("Laib"),), (stem("Tafel"),), ())

    def test_no_lines_no_thesaurus(self):
        assert parse([], GERMAN) == Thesaurus()

    def test_glosses_know_the_english_plural(self):
        found = parse_glosses(["city, town > Stadt", "box > Kiste"], GERMAN)
        assert found["city"] == found["cities"] == found["towns"] == (stem("Stadt"),)
        assert found["boxes"] == (stem("Kiste"),)


class TestPhrases:
    LISTED = parse(
        [
            "Deutsch lernen > Deutschkurs",
            "Deutsch lernen mit Kindern > Mütterkurs",
            "Vater, Papa",
            "Vater im Gefängnis > Straffälligenhilfe",
            "keine Wohnung > Notschlafstelle",
        ],
        GERMAN,
    )

    def positions(self, text: str) -> list[tuple[int, ...]]:
        return [span.positions for span in self.LISTED.spans(stem(text))]

    def test_words_stand_near_each_other_in_any_order(self):
        assert self.positions("Deutsch lernen") == [(0, 1)]
        assert self.positions("lernen Deutsch") == [(0, 1)]
        assert self.positions("Deutsch sprechen und lernen") == [(0, 2)]

    def test_words_far_apart_are_no_phrase(self):
        assert self.positions("Deutsch Polnisch Chor Tanz Musik lernen") == []

    def test_of_a_phrase_inside_a_longer_one_only_the_longer_counts(self):
        assert self.positions("Deutsch lernen Kinder") == [(0, 1, 2)]

    def test_equals_stand_for_each_other_in_phrases(self):
        assert self.positions("Papa Gefängnis") == [(0, 1)]

    def test_one_word_is_no_phrase(self):
        assert self.positions("Deutsch") == []

    def test_a_word_said_twice_is_taken_where_it_is_nearest(self):
        assert self.positions("Deutsch Tanz Musik Deutsch lernen") == [(3, 4)]

    def test_fixed_phrases_are_matched_with_their_stop_words(self):
        found = self.LISTED.fixed_spans(stems_of("ich habe keine Wohnung", GERMAN)[0])
        assert [(span.positions, span.related.close) for span in found] == [
            ((2, 3), (stem("Notschlafstelle"),))
        ]
        assert self.LISTED.fixed_spans(stems_of("eine Wohnung", GERMAN)[0]) == []

    def test_fixed_phrases_are_not_found_by_their_telling_word(self):
        assert self.LISTED.get(stem("Wohnung")) is None

    def test_pairs_are_those_of_keys_and_targets(self):
        listed = parse(["Deutsch lernen > offene Sprachwerkstatt"], GERMAN)
        assert listed.pairs == {" ".join(stem("Deutsch lernen")), " ".join(stem("offene Sprachwerkstatt"))}


class TestLists:
    @pytest.mark.parametrize("name", LISTS)
    def test_every_line_says_something_on_both_sides(self, name):
        for line in lines(name):
            assert line.count(">") + line.count("~") <= 1, line
            sides = line.replace("~", ">").split(">")
            assert all(stems_of(entry, GERMAN)[1] for side in sides for entry in side.split(",")), line

    def test_equals_of_the_plain_list_stand_in_no_other_line_of_equals(self):
        seen: dict[tuple[str, ...], str] = {}
        for name in LISTS:
            for line in lines(name):
                if ">" in line or "~" in line:
                    continue
                for phrase in {stem(entry) for entry in line.split(",")}:
                    assert name != LISTS[-1] or phrase not in seen, f"{line} / {seen[phrase]}"
                    seen.setdefault(phrase, line)

    def test_faint_words_are_known_in_their_forms_and_nothing_of_the_same_stem_is(self):
        faint = thesaurus(GERMAN).faint
        assert {"hilfe", "helfen", "hilft", "vereine", "wohnen", "wohnt", "neuen"} <= faint | {"hilft"}
        assert not {"wohnung", "arbeit", "antrag", "krieg"} & faint

    def test_the_german_thesaurus_is_loaded_once(self):
        assert thesaurus(GERMAN) is thesaurus(GERMAN)
        assert len(thesaurus(GERMAN).related) > 5000

    def test_a_language_without_lists_has_an_empty_thesaurus(self):
        assert thesaurus(analyser("ar")) == Thesaurus()
