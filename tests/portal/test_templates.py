"""What holds for every template and style of the portal: safe, documented, light, and usable right to left."""

import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.template.loader import get_template, render_to_string

from portal.tiles import CORNERS, FIGURES

ROOT = Path(settings.BASE_DIR)
STATIC = ROOT / "portal" / "static" / "portal"
# Mails and printed documents carry their styles with them.
TEMPLATES = sorted(
    path
    for path in (ROOT / "templates").rglob("*.html")
    if not {"mail", "mails", "pdf"} & set(path.relative_to(ROOT / "templates").parts)
)
COMPONENTS = [path for path in TEMPLATES if "components" in path.parts]
STYLES = sorted((STATIC / "css").glob("*.css"))
LAYERS = {"tokens", "base", "layout", "parts", "print"}


def name(path):
    return str(path.relative_to(ROOT / "templates")) if path.suffix == ".html" else path.name


def symbols(drawing):
    """Return the ids of the symbols in a drawing."""
    source = (STATIC / drawing).read_text(encoding="utf-8")
    return {symbol.get("id") for symbol in ElementTree.fromstring(source).iter() if symbol.get("id")}  # noqa: S314


def used(pattern):
    """Return what a pattern finds in all templates, with the template it was found in."""
    return {(found, name(path)) for path in TEMPLATES for found in re.findall(pattern, path.read_text())}


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_template_compiles(path):
    assert get_template(name(path))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_template_needs_no_exception_from_the_content_security_policy(path):
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle\s*=|<style|\son[a-z]+\s*=\s*[\"']|javascript:|[\"'(]data:", source)
    for attributes in re.findall(r"<script([^>]*)>", source):
        assert "src=" in attributes


@pytest.mark.parametrize("path", COMPONENTS, ids=name)
def test_component_says_what_it_takes(path):
    assert re.match(r"(\{% load [\w ]+ %\})?\{# .+ #\}", path.read_text(encoding="utf-8").splitlines()[0])


@pytest.mark.parametrize("path", COMPONENTS, ids=name)
def test_component_lets_nothing_leak_in(path):
    includes = re.findall(r"\{% include [^%]+%\}", path.read_text(encoding="utf-8"))
    assert all(include.endswith("only %}") for include in includes)


@pytest.mark.parametrize("path", COMPONENTS, ids=name)
def test_component_survives_missing_values(path):
    if name(path).startswith("components/field"):
        pytest.skip("needs a form field")
    assert "Traceback" not in render_to_string(name(path), {})


def test_every_icon_is_drawn():
    drawn = symbols("icons.svg")
    assert {icon for icon, _ in used(r'\{% icon "(\w+)"')} <= drawn
    assert {"list", "map", "download", "print", "copy", "edit"} <= drawn


def test_every_figure_and_ornament_is_drawn():
    expected = {f"m{number}" for number in range(FIGURES)} | {f"c{number}" for number in range(1, CORNERS)}
    assert symbols("marks.svg") == expected


def test_every_static_file_exists():
    for path, template in used(r"\{% static '([^']+)' %\}"):
        assert any(ROOT.glob(f"*/static/{path}")), f"{path} in {template}"


def test_error_pages_need_no_context():
    assert "<h1>" in render_to_string("500.html")
    assert "<h1>" in render_to_string("404.html")


class Links(HTMLParser):
    """Collects what can be reached by Tab, in source order."""

    def __init__(self) -> None:
        super().__init__()
        self.stops = []

    def handle_starttag(self, tag, attrs):
        if tag in {"a", "button", "input"}:
            self.stops.append(dict(attrs).get("class") or "")


def test_the_way_out_is_the_second_stop_on_every_page():
    page = render_to_string("404.html", {"portal": {"name": "N", "exit_url": "https://example.org/"}})
    links = Links()
    links.feed(page)
    assert links.stops[:2] == ["skip", "exit"]
    assert 'href="https://example.org/" rel="noreferrer nofollow" data-exit' in page


def test_without_an_address_there_is_no_way_out():
    assert "data-exit" not in render_to_string("404.html", {"portal": {"name": "N", "exit_url": ""}})


def test_language_and_direction_come_from_the_page():
    page = render_to_string("404.html", {"page_language": {"code": "ar", "dir": "rtl"}})
    assert '<html lang="ar" dir="rtl">' in page


@pytest.mark.parametrize("path", STYLES, ids=name)
def test_style_knows_no_left_and_right(path):
    source = path.read_text(encoding="utf-8")
    sides = r"(?<![\w-])(?:(?:margin|padding|border)-)?(?:left|right)\s*:|text-align:\s*(?:left|right)"
    assert not re.search(sides, source)


@pytest.mark.parametrize("path", STYLES, ids=name)
def test_style_stays_in_the_declared_layers(path):
    source = path.read_text(encoding="utf-8")
    assert set(re.findall(r"@layer (\w+) \{", source)) <= LAYERS
    assert source.count("{") == source.count("}")
    assert not re.search(r"url\((?![\"']?\.\./fonts/)", source)


def test_the_style_of_every_page_is_small():
    assert (STATIC / "css" / "portal.css").stat().st_size < 25_000


def test_first_visit_loads_less_than_100_kilobytes():
    fonts = ["fonts/atkinson-next-latin.woff2", "fonts/bricolage-800-latin.woff2"]
    styles = ["css/portal.css", "css/home.css", "css/map.css", "css/print.css"]
    scripts = ["js/exit.js", "js/suggest.js", "js/map.js"]
    assert sum((STATIC / path).stat().st_size for path in fonts + styles + scripts) < 100_000
