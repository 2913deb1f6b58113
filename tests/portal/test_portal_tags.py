"""Tags and filters: what they write into the page, and what they refuse to."""

import html
import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Engine
from django.template import Template as DjangoTemplate
from django.utils import translation
from django.utils.safestring import SafeString

from portal import registries
from portal.registries import Section
from portal.templatetags.portal_tags import email_link, phone_href, phone_link, query_string
from portal.tiles import Tile


@dataclass(frozen=True)
class Part:
    text: str
    marked: bool


class SampleForm(forms.Form):
    name = forms.CharField()
    agreed = forms.BooleanField()


def render(source, **context):
    return DjangoTemplate("{% load portal_tags %}" + source).render(Context(context))


@pytest.fixture
def hyphenator(monkeypatch):
    entries = {"soft_hyphens": lambda text: text.replace("beratung", "\u00adberatung")}
    monkeypatch.setattr(registries.text_services, "_entries", entries)


@pytest.fixture
def no_hyphenator(monkeypatch):
    monkeypatch.setattr(registries.text_services, "_entries", {})


class TestIcon:
    def test_is_hidden_from_assistive_technology(self):
        assert render('{% icon "search" %}') == (
            '<svg class="icon" aria-hidden="true"><use href="/static/portal/icons.svg#search"/></svg>'
        )

    def test_takes_a_class(self):
        assert 'class="icon flip"' in render('{% icon "next" "flip" %}')


class TestMark:
    @pytest.mark.parametrize("tile", [Tile(4, 8, 2, 1), (4, 8, 2, 1), "4-8-2-1"])
    def test_draws_figure_turn_and_ornament(self, tile):
        assert render("{% mark tile %}", tile=tile) == (
            '<svg class="mark pal-4 turn-2" viewBox="0 0 12 12" aria-hidden="true">'
            '<use href="/static/portal/marks.svg#m8"/><use href="/static/portal/marks.svg#c1"/></svg>'
        )

    def test_leaves_out_turn_and_ornament_that_are_none(self):
        drawn = render("{% mark tile 'big' %}", tile=Tile(0, 0, 0, 0))
        assert 'class="mark pal-0 big"' in drawn
        assert "#c" not in drawn

    @pytest.mark.parametrize("tile", [None, ""])
    def test_draws_nothing_without_a_tile(self, tile):
        assert render("{% mark tile %}", tile=tile) == ""

    def test_refuses_what_is_no_tile(self):
        with pytest.raises(ValueError, match="No such tile"):
            render("{% mark tile %}", tile="99-0-0-0")

    def test_tint_is_the_palette_of_the_tile(self):
        assert render("{{ tile|tint }}{{ none|tint }}", tile="7-5-0-3", none=None) == "pal-7"


class TestSoftHyphens:
    def test_text_stays_when_no_app_knows_compounds(self, no_hyphenator):
        assert render("{{ text|soft_hyphens }}", text="Opferberatung") == "Opferberatung"

    def test_text_gets_joints(self, hyphenator):
        assert render("{{ text|soft_hyphens }}", text="Opferberatung") == "Opfer\u00adberatung"

    def test_unsafe_text_is_escaped_all_the_same(self, hyphenator):
        assert render("{{ text|soft_hyphens }}", text="<b>Erstberatung") == "&lt;b&gt;Erst\u00adberatung"

    def test_markup_and_entities_stay_untouched(self, hyphenator):
        source = SafeString('<a href="/opferberatung/">Opferberatung &amp; Rat</a>')
        assert render("{{ text|soft_hyphens }}", text=source) == (
            '<a href="/opferberatung/">Opfer\u00adberatung &amp; Rat</a>'
        )

    @pytest.mark.parametrize("text", ["", None])
    def test_nothing_stays_nothing(self, hyphenator, text):
        assert render("{{ text|soft_hyphens }}", text=text) == ""


class TestSegments:
    def test_marked_parts_stand_out_and_all_are_escaped(self, no_hyphenator):
        parts = [Part("<b> & ", False), Part("Rat", True), Part("haus", False)]
        assert render("{{ parts|segments }}", parts=parts) == "&lt;b&gt; &amp; <mark>Rat</mark>haus"

    def test_parts_get_joints(self, hyphenator):
        assert render("{{ parts|segments }}", parts=[Part("Erstberatung", True)]) == (
            "<mark>Erst\u00adberatung</mark>"
        )

    def test_nothing_without_parts(self):
        assert render("{{ parts|segments }}", parts=None) == ""


class TestControl:
    def test_fields_and_ticks_look_different(self):
        form = SampleForm()
        assert 'class="input"' in render("{{ field|control }}", field=form["name"])
        assert "class" not in render("{{ field|control }}", field=form["agreed"])


class TestWebLink:
    @pytest.mark.parametrize(
        ("address", "shown"),
        [("https://www.example.org/", "example.org"), ("HTTP://example.org/rat/", "example.org/rat")],
    )
    def test_shows_the_address_as_people_say_it(self, address, shown):
        drawn = render("{{ address|web_link }}", address=address)
        assert drawn == f'<a href="{address}" rel="noopener">{shown}</a>'

    def test_label_is_escaped(self):
        assert ">a &amp; b</a>" in render(
            "{{ address|web_link:label }}", address="https://example.org", label="a & b"
        )

    @pytest.mark.parametrize(
        "address", ["javascript:alert(1)", "data:text/html,x", "//example.org", "https://", ""]
    )
    def test_links_to_nothing_but_the_web(self, address):
        assert "<a" not in render("{{ address|web_link }}", address=address)


class TestQueryString:
    @pytest.mark.parametrize(
        ("given", "changes", "expected"),
        [
            ("q=rat&ort=Zwickau", {"seite": 2}, "?ort=Zwickau&q=rat&seite=2"),
            ("region=b&region=a&q=", {}, "?region=b&region=a"),
            ("seite=3&q=rat", {"seite": None}, "?q=rat"),
            ("q=rat", {"q": ""}, "?"),
            ("", {"region": ["14511", "14524"]}, "?region=14511&region=14524"),
            ("q=a%26b%3D%22", {"seite": 2}, "?q=a%26b%3D%22&seite=2"),
        ],
    )
    def test_keeps_others_sorts_keys_and_drops_empty_ones(self, given, changes, expected):
        assert query_string(QueryDict(given), **changes) == expected

    def test_accepts_a_plain_mapping(self):
        assert query_string({"q": "rat", "region": ["1", "2"]}, seite=0) == "?q=rat&region=1&region=2&seite=0"

    def test_is_escaped_in_the_page(self):
        drawn = render("{% query_string parameters seite=2 %}", parameters=QueryDict("q=rat"))
        assert drawn == "?q=rat&amp;seite=2"


class TestStand:
    @pytest.mark.parametrize(
        ("language", "expected"),
        [("de", "4. November 2026"), ("de-simple", "4. November 2026"), ("en", "Nov. 4, 2026")],
    )
    def test_speaks_the_language_of_the_page(self, language, expected):
        with translation.override(language):
            assert render("{{ day|stand }}", day=date(2026, 11, 4)) == expected

    def test_a_moment_counts_by_the_local_day(self):
        with translation.override("de"):
            assert (
                render("{{ day|stand }}", day=datetime(2026, 11, 3, 23, 30, tzinfo=UTC)) == "4. November 2026"
            )

    @pytest.mark.parametrize("day", [None, "", "gestern"])
    def test_nothing_for_what_is_no_day(self, day):
        assert render("{{ day|stand }}", day=day) == ""


class TestDistance:
    @pytest.mark.parametrize(
        ("kilometres", "expected"),
        [
            (0.04, "0,0\u00a0km"),
            (1.24, "1,2\u00a0km"),
            (9.94, "9,9\u00a0km"),
            (34.4, "34\u00a0km"),
            (None, ""),
        ],
    )
    def test_is_as_exact_as_useful(self, kilometres, expected):
        with translation.override("de"):
            assert render("{{ km|distance }}", km=kilometres) == expected


class TestPhone:
    @pytest.mark.parametrize(
        ("number", "expected"),
        [
            ("030 23125-014", "tel:+493023125014"),
            ("+49 (0) 30 23125-014", "tel:+493023125014"),
            ("0049 30/23125014", "tel:+493023125014"),
            ("+420 123 456", "tel:+420123456"),
            ("110", "tel:110"),
            ("116 117", "tel:116117"),
            ("", "tel:"),
        ],
    )
    def test_can_be_dialled_from_anywhere(self, number, expected):
        assert phone_href(number) == expected


class TestEmailLink:
    def test_source_shows_no_address(self):
        link = str(email_link("rat@example.org"))
        for trace in ("@", "rat", "example", "mailto"):
            assert trace not in link

    def test_browser_gets_the_plain_address(self):
        link = html.unescape(str(email_link("rat@example.org")))
        assert link == '<a href="mailto:rat@example.org">rat@<wbr>example.org</a>'

    def test_same_address_gives_the_same_source(self):
        assert email_link("rat@example.org") == email_link("rat@example.org")

    def test_label_is_escaped(self):
        link = render("{{ address|email_link:label }}", address="rat@example.org", label="<b>Schreiben</b>")
        assert "&lt;b&gt;Schreiben&lt;/b&gt;</a>" in link

    def test_signs_that_mean_something_in_an_address_are_quoted(self):
        link = html.unescape(str(email_link("a?bcc=x@example.org")))
        assert 'href="mailto:a%3Fbcc%3Dx@example.org"' in link

    def test_quotes_cannot_leave_the_attribute(self):
        assert '"' not in re.search(r'href="(.*?)">', str(email_link('"a"@example.org')))[1]

    @pytest.mark.parametrize("value", ["kein Rat", "a@b@c", "@", "a b@example.org"])
    def test_anything_else_is_plain_text(self, value):
        assert render("{{ value|email_link }}", value=value) == value

    def test_markup_that_is_no_address_is_escaped(self):
        assert render("{{ value|email_link }}", value="<script>") == "&lt;script&gt;"

    def test_nothing_stays_nothing(self):
        assert render("{{ value|email_link }}", value=None) == ""


class TestJsonLd:
    def test_is_a_data_block_with_the_same_data(self):
        data = {"@type": "NGO", "name": "Tür & <Tor> \u2028", "foundingDate": date(2012, 1, 2)}
        drawn = render("{% json_ld data %}", data=data)
        source = re.fullmatch(r'<script type="application/ld\+json">(.*)</script>', drawn)[1]
        assert json.loads(source) == {
            "@type": "NGO",
            "name": "Tür & <Tor> \u2028",
            "foundingDate": "2012-01-02",
        }

    def test_cannot_break_out_of_its_element(self):
        drawn = render("{% json_ld data %}", data={"name": "</script><script>alert(1)</script><!--"})
        assert drawn.count("<") == 2
        assert "&" not in drawn

    def test_nothing_without_data(self):
        assert render("{% json_ld data %}", data=None) == ""


class TestSection:
    @pytest.fixture
    def engine(self):
        source = "{{ section.anchor }} {{ entries|join:',' }} {{ page_language }} [{{ page }}]"
        loaders = [("django.template.loaders.locmem.Loader", {"part.html": source})]
        return Engine(loaders=loaders, libraries={"portal_tags": "portal.templatetags.portal_tags"})

    def test_sees_its_own_context_and_no_page(self, engine):
        part = Section("part.html", {"entries": ["a", "b"]}, anchor="termine")
        page = engine.from_string("{% load portal_tags %}{% section part %}")
        context = Context({"part": part, "page_language": "de", "page": "secret"})
        assert page.render(context) == "termine a,b de []"

    def test_text_in_a_section_is_escaped(self, engine):
        part = Section("part.html", {"entries": ["<b>"]})
        page = engine.from_string("{% load portal_tags %}{% section part %}")
        assert "&lt;b&gt;" in page.render(Context({"part": part}))

    def test_nothing_without_a_section(self):
        assert render("{% section part %}", part=None) == ""


def test_a_phone_link_hides_its_number_from_whoever_searches_the_source():
    link = phone_link("0375 445566")
    assert "445566" not in link
    assert html.unescape(link) == '<a href="tel:+49375445566">0375 445566</a>'
    assert not phone_link("")
