"""Menu and footer."""

import pytest
from django.utils import translation

from portal.models import NavigationSettings
from portal.navigation import footer, menu
from tests import builders


@pytest.fixture
def navigation(tree):
    """Return a menu of three links and a footer of one column."""
    return NavigationSettings.objects.create(
        site=tree.site,
        menu=[
            ("item", {"page": tree.directory, "label": "", "url": ""}),
            ("item", {"page": tree.standard, "label": "Wer wir sind", "url": ""}),
            ("item", {"page": None, "label": "Schwarzes Brett", "url": "https://brett.example.org/"}),
        ],
        footer=[("column", {"heading": "Mehr", "links": [{"page": tree.standard, "label": "", "url": ""}]})],
    )


def shown(links):
    return [(link.label, link.url) for link in links]


def test_links_bear_the_pages_title_or_the_offices_words(tree, navigation):
    assert shown(menu(tree.site, "/")) == [
        ("Initiativen", "/initiativen/"),
        ("Wer wir sind", "/ueber-uns/"),
        ("Schwarzes Brett", "https://brett.example.org/"),
    ]


def test_the_footer_has_columns(tree, navigation):
    (column,) = footer(tree.site)
    assert column.heading == "Mehr"
    assert shown(column.links) == [("Über uns", "/ueber-uns/")]


@pytest.mark.parametrize(
    ("path", "current"),
    [("/", []), ("/initiativen/", ["Initiativen"]), ("/initiativen/chor/", ["Initiativen"]), ("/init/", [])],
)
def test_the_link_above_the_shown_page_is_current(tree, navigation, path, current):
    assert [link.label for link in menu(tree.site, path) if link.current] == current


def test_the_home_page_is_current_only_on_itself(tree, navigation):
    navigation.menu = [("item", {"page": tree.home, "label": "", "url": ""})]
    navigation.save()
    assert [link.current for link in menu(tree.site, "/")] == [True]
    assert [link.current for link in menu(tree.site, "/initiativen/")] == [False]


def test_an_unpublished_page_disappears_from_the_menu(tree, navigation):
    tree.directory.unpublish()
    assert "Initiativen" not in str(menu(tree.site, "/"))


def test_a_renamed_page_is_renamed_in_the_menu(tree, navigation):
    menu(tree.site, "/")
    tree.directory.title = "Mitglieder"
    tree.directory.save()
    assert menu(tree.site, "/")[0].label == "Mitglieder"


def test_in_english_translations_are_led_to_and_the_rest_is_marked_as_german(tree, navigation):
    builders.translated(tree.home, "en", title="Home", slug="home-en")
    builders.translated(tree.standard, "en", title="About us", slug="about")
    with translation.override("en"):
        links = menu(tree.site, "/en/")
    assert shown(links)[:2] == [("Initiativen", "/en/initiativen/"), ("About us", "/en/about/")]
    assert [link.lang for link in links] == ["de", "", "de"]


def test_a_known_menu_costs_only_the_generation(tree, navigation, django_assert_num_queries):
    menu(tree.site, "/")
    footer(tree.site)
    with django_assert_num_queries(2):
        menu(tree.site, "/")
        footer(tree.site)


def test_a_deleted_page_leaves_the_menu_standing(tree, navigation):
    tree.standard.delete()
    assert [link.label for link in menu(tree.site, "/")] == ["Initiativen", "Schwarzes Brett"]


@pytest.mark.parametrize(
    ("url", "in_english"),
    [
        ("/mitmachen/", "/en/mitmachen/"),
        ("/admin/", "/admin/"),
        ("/media/faltblatt.pdf", "/media/faltblatt.pdf"),
        ("//brett.example.org/", "//brett.example.org/"),
        ("https://brett.example.org/", "https://brett.example.org/"),
        ("mailto:buero@example.org", "mailto:buero@example.org"),
    ],
)
def test_addresses_of_views_are_in_the_reader_s_language(tree, navigation, url, in_english):
    navigation.menu = [("item", {"page": None, "label": "Dorthin", "url": url})]
    navigation.save()
    assert menu(tree.site, "/")[0].url == url
    with translation.override("en"):
        assert (menu(tree.site, "/en/")[0].url, menu(tree.site, "/en/")[0].lang) == (in_english, "de")
