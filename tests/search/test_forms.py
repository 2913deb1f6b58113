"""Query strings: what they mean, and what is said where they mean nothing."""

import pytest
from django.http import QueryDict

from portal.pagination import MAX_PAGE
from portal.plain_text import clean_text
from portal.query_forms import MAX_VALUES, MAX_WORDS
from search.forms import VIEWS, DirectoryForm, SearchForm
from tests.builders import language


@pytest.fixture(autouse=True)
def english():
    """Read in English, whose words stand in the code."""
    with language("en"):
        yield


def read(query, form=DirectoryForm):
    """Return the form of a query string."""
    return form(QueryDict(query))


def value(query, name):
    """Return one cleaned value."""
    return read(query).cleaned_data[name]


class TestText:
    @pytest.mark.parametrize(
        ("written", "meant"),
        [
            ("  Deutsch   lernen ", "Deutsch lernen"),
            ("a\x00b\tc\nd", "a b c d"),
            ("Flüchtlings\u00adhilfe", "Flüchtlingshilfe"),
            ("Sprach\u200bcafé\ufeff", "Sprachcafé"),
            ("\u202eabc", "abc"),
            ("\ud83d\ude00x", "x"),
            ("مقهى", "مقهى"),
            ("🏳", "🏳"),
        ],
    )
    def test_what_cannot_be_seen_is_left_out(self, written, meant):
        assert clean_text(written) == meant

    def test_text_is_cut_at_a_word_and_that_is_said(self):
        form = read("q=" + "wort+" * 100)
        assert len(form.cleaned_data["q"]) <= MAX_WORDS
        assert form.cleaned_data["q"].endswith("wort")
        assert form.notes == ["Your text was very long; we searched for its beginning."]

    def test_a_word_without_end_is_cut_too(self):
        assert len(value("q=" + "a" * 10_000, "q")) == MAX_WORDS

    def test_the_place_is_cut_as_well(self):
        assert len(value("ort=" + "a" * 300, "ort")) == MAX_WORDS

    def test_text_of_the_greatest_length_is_kept(self):
        form = read("q=" + "a" * MAX_WORDS)
        assert (len(form.cleaned_data["q"]), form.notes) == (MAX_WORDS, [])


class TestKeys:
    def test_repeated_and_comma_separated_keys_are_one_list(self):
        assert value("thema=a&thema=b,c&thema=a&thema=%20", "thema") == ("a", "b", "c")

    def test_long_lists_are_cut_and_that_is_said_once(self):
        query = "&".join(f"thema=t{number}&region=r{number}" for number in range(500))
        form = read(query)
        assert len(form.cleaned_data["thema"]) == len(form.cleaned_data["region"]) == MAX_VALUES
        assert form.notes == [f"Those were very many filters; we used the first {MAX_VALUES} of each kind."]

    def test_a_plain_mapping_works_like_a_query_string(self):
        assert SearchForm({"art": ["page"], "q": "a"}).cleaned_data["art"] == ("page",)


class TestNumbers:
    @pytest.mark.parametrize("word", ["0", "-1", "abc", "1.5", "501", "9" * 50, "٣", "1e3", "NaN", "²"])
    def test_what_is_no_page_is_the_first_one_and_that_is_said(self, word):
        form = read(f"seite={word}")
        assert form.cleaned_data["seite"] == 1
        assert len(form.notes) == 1
        assert "is no number from 1 to 500" in form.notes[0]

    def test_pages_up_to_the_last_are_taken(self):
        assert value(f"seite={MAX_PAGE}", "seite") == MAX_PAGE
        assert value("seite=%2002%20", "seite") == 2
        assert value("", "seite") == 1

    def test_of_repeated_numbers_the_last_counts(self):
        assert value("seite=2&seite=3", "seite") == 3

    def test_a_radius_has_no_default(self):
        assert value("", "umkreis") is None
        assert value("umkreis=300", "umkreis") == 300
        assert read("umkreis=301").cleaned_data["umkreis"] is None


class TestChoices:
    def test_known_words_are_taken(self):
        form = read("sortierung=nah&ansicht=karte&jetzt=1&woertlich=1")
        chosen = {name: form.cleaned_data[name] for name in ("sortierung", "ansicht", "jetzt", "woertlich")}
        assert chosen == {"sortierung": "nah", "ansicht": "karte", "jetzt": "1", "woertlich": "1"}
        assert form.notes == []

    def test_unknown_words_count_as_not_chosen_and_what_is_possible_is_said(self):
        form = read("ansicht=kugel")
        assert form.cleaned_data["ansicht"] == "liste"
        assert form.notes == [f"“kugel” is not possible here; possible: {', '.join(VIEWS)}."]

    def test_what_is_said_back_is_short(self):
        assert len(read("ansicht=" + "x" * 5000).notes[0]) < 120


class TestForm:
    def test_nothing_asked_is_everything_without_a_note(self):
        form = read("")
        assert form.notes == []
        assert form.cleaned_data["region"] == ()
        assert form.cleaned_data["q"] == ""

    def test_unknown_parameters_change_nothing(self):
        form = read("utm_source=x&__proto__=1&q[]=2")
        assert form.cleaned_data == read("").cleaned_data
        assert set(form.cleaned_data) == set(form.fields)

    def test_the_site_search_asks_less(self):
        assert set(read("", SearchForm).fields) == {"q", "art", "woertlich", "seite"}

    def test_several_mistakes_are_all_said(self):
        assert len(read("seite=x&umkreis=y&ansicht=z").notes) == 3


class TestUnknownNames:
    def test_a_parameter_that_does_not_exist_is_noted_by_name(self):
        assert read("thmea=asyl&q=chor").hints == ["We do not know the parameter “thmea”; it was left out."]

    def test_several_are_noted_once(self):
        (note,) = read("a=1&b=2&c=3&d=4&a=5").hints
        assert "“a, b, c, …”" in note

    def test_tracking_parameters_are_passed_over(self):
        assert read("utm_source=x&UTM_MEDIUM=y&fbclid=z&gclid=1&mtm_campaign=m").hints == []

    def test_names_of_the_directory_mean_nothing_in_the_site_search(self):
        assert len(read("ort=Zwickau", SearchForm).hints) == 1

    def test_hostile_names_are_cut_and_cleaned(self):
        (note,) = read("%00%E2%80%AE" + "x" * 5_000 + "=1").hints
        assert len(note) < 120
        assert "\u202e" not in note

    def test_names_without_letters_are_passed_over(self):
        assert read("=1&%20=2&&&").hints == []
