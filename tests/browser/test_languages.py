"""Every word says in which language it is, and pages written from right to left mirror themselves."""

import pytest

# Visible text in German inside a page whose language is another one: nearest lang attribute of some elements.
LANGUAGE_OF = "(selector) => document.querySelector(selector).closest('[lang]').lang"


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("home", "de"),
        ("English", "en"),
        ("right to left", "ar"),
        ("easy language", "de-simple"),
        ("English text", "en"),
    ],
)
def test_page_says_its_language(visit, name, language):
    assert visit(name).page.get_attribute("html", "lang") == language


@pytest.mark.parametrize(
    "selector", ["h1", ".lead", ".prose", ".offer summary span span", ".crumbs li:last-child span"]
)
def test_german_words_of_an_organisation_say_so_in_the_english_interface(visit, selector):
    opened = visit("English organisation")
    assert opened.ask(LANGUAGE_OF, selector) == "de"


@pytest.mark.parametrize("selector", ["#contact", "#offers", ".nav", ".facts dt"])
def test_words_of_the_interface_stay_in_its_language(visit, selector):
    assert visit("English organisation").ask(LANGUAGE_OF, selector).startswith("en")


def test_words_of_an_english_page_are_english(visit):
    opened = visit("English text")
    assert opened.ask(LANGUAGE_OF, "h1") == "en"
    assert opened.ask(LANGUAGE_OF, ".prose") == "en"


class TestRightToLeft:
    def test_the_page_is_mirrored(self, visit):
        opened = visit("right to left")
        assert opened.page.get_attribute("html", "dir") == "rtl"
        centre = "(selector) => { const box = document.querySelector(selector).getBoundingClientRect();"
        centre += " return (box.left + box.right) / 2 / innerWidth; }"
        assert opened.ask(centre, ".brand") > 0.5
        assert opened.ask(centre, ".exit") < 0.1

    def test_headings_in_arabic_have_no_letter_spacing(self, visit):
        opened = visit("right to left")
        assert opened.ask("getComputedStyle(document.querySelector('h1')).letterSpacing") in {"normal", "0px"}
        assert opened.ask("getComputedStyle(document.querySelector('.quote blockquote')).letterSpacing") in {
            "normal",
            "0px",
        }
