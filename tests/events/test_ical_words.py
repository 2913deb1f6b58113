"""What events say: plain text within bounds, addresses that lead to the web, places on earth."""

import pytest

from events.ical import bounds, plain_text
from events.ical.components import Status
from events.ical.reading import read
from tests.events.ical_files import EVENING, calendar, event, notes, only


def words(*lines: str, summary: str = "Treffen"):
    return only(calendar(event(*EVENING, *lines, summary=summary))).words


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"Kaffee\, Kuchen\; mehr", "Kaffee, Kuchen; mehr"),
        (r"C:\\neu", r"C:\neu"),
        (r"eins\nzwei", "eins zwei"),
        (r"10\:30 \"Uhr\"", '10:30 "Uhr"'),
        ("Kaffee &amp; Kuchen &#8211; gratis", "Kaffee & Kuchen – gratis"),
        ("<b>Fest</b><br/>heute", "Fest heute"),
        ("2 < 3 und 5 > 4 <3", "2 < 3 und 5 > 4 <3"),
        ("R&D; &x; &amp", "R&D; &x; &amp"),
        ("\x07Pieps\x1b[31m \u202egnudnew\u202c", "Pieps[31m gnudnew"),
        ("  viel  Platz\tda  ", "viel  Platz da"),
        (r"oben \n\n  unten", "oben unten"),
        ("👩‍👧 zusammen", "👩‍👧 zusammen"),
    ],
)
def test_a_title_is_one_line_of_plain_text(written, text):
    assert words(summary=written).summary == text


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"eins\n\nzwei\Ndrei\n\n\n\nvier", "eins\n\nzwei\ndrei\n\nvier"),
        ("<p>eins</p><p>zwei</p>", "eins\n\nzwei"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<script>alert(1)</script><p>Text</p><style>p{}</style>", "Text"),
        ("<p>x</p><script>alert(1)", "x"),
        ('<a href="https://example.org/?a=1&amp;b=2">hier</a>', "hier (https://example.org/?a=1&b=2)"),
        ('<a href="javascript:alert(1)">hier</a> <a>dort</a></a>', "hier dort"),
        ("<img src=x onerror=alert(1)> <p>x", "x"),
        ("&lt;script&gt; bleibt Text", "<script> bleibt Text"),
        ("<p>&lt;b&gt;</p>", "<b>"),
        ("a\u2028b\x0bc", "a\nb\nc"),
    ],
)
def test_a_description_is_plain_text_of_several_lines(written, text):
    assert words(f"DESCRIPTION:{written}").description == text


@pytest.mark.parametrize(
    "unit", ["<", "<script>", "<a href=", "<a href='http://x.de'>", "&amp;", "\\n ", "<p", "\\", "\\\\,"]
)
def test_hostile_markup_takes_no_longer_than_its_length(unit):
    text = "<p>" + unit * (bounds.BYTES_OF_LINE // len(unit) - 10)
    found = words(f"DESCRIPTION:{text}", f"CATEGORIES:{text}")
    assert len(found.description) <= bounds.DESCRIPTION


def test_long_texts_are_cut_with_a_note():
    data = calendar(event(*EVENING, "DESCRIPTION:" + "ä" * 30_000, summary="x" * 300))
    found = only(data).words
    assert (len(found.description), found.description[-2:]) == (bounds.DESCRIPTION, "ä…")
    assert len(found.summary) == bounds.SUMMARY
    assert notes(data) == "SUMMARY is too long and was cut. DESCRIPTION is too long and was cut."


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://example.org/a?b=1,2;c", "https://example.org/a?b=1,2;c"),
        ("HTTP://example.org", "HTTP://example.org"),
        (r"https://example.org/?a\,b\;c", "https://example.org/?a,b;c"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//example.org", ""),
        ("example.org", ""),
        ("https://", ""),
        ("https://exam ple.org", ""),
        ("https://[::1", ""),
        ("https://example.org/" + "x" * 5000, ""),
        ("file:///etc/passwd", ""),
    ],
)
def test_only_web_addresses_are_kept(address, kept):
    found = words(f"URL:{address}", f"CONFERENCE;VALUE=URI:{address}")
    assert (found.url, found.conference) == (kept, kept)


def test_an_address_left_out_is_noted_and_the_next_one_taken():
    data = calendar(
        event(*EVENING, "CONFERENCE:tel:+4935100", "X-GOOGLE-CONFERENCE:https://meet.example.org/a")
    )
    assert only(data).words.conference == "https://meet.example.org/a"
    assert "CONFERENCE is no web address" in notes(data)


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("GEO:51.05;13.74", (51.05, 13.74)),
        ("GEO:-33.5,151", (-33.5, 151.0)),
        ("GEO:0;0", (None, None)),
        ("GEO:91;0", (None, None)),
        ("GEO:51;181", (None, None)),
        ("GEO:nan;inf", (None, None)),
        ("GEO:51", (None, None)),
        ("GEO:" + "9" * 5000, (None, None)),
        ("X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-TITLE=\"Laden, hinten\":geo:51.06,13.75", (51.06, 13.75)),
    ],
)  # fmt: skip
def test_places_are_on_earth(line, place):
    found = words(line)
    assert (found.lat, found.lon) == place


def test_categories_are_a_set_of_words():
    found = words(r"CATEGORIES:Kultur,Musik\, Tanz,,Kultur", "CATEGORIES:Demokratie")
    assert found.categories == ("Kultur", "Musik, Tanz", "Demokratie")
    assert len(words("CATEGORIES:" + ",".join(map(str, range(500)))).categories) == bounds.CATEGORIES


@pytest.mark.parametrize(
    ("line", "organizer"),
    [
        ('ORGANIZER;CN="Haus, e. V.":mailto:info@example.org', "Haus, e. V. <mailto:info@example.org>"),
        ("ORGANIZER:MAILTO:info@example.org", "mailto:info@example.org"),
        ("ORGANIZER;CN=info@example.org:mailto:info@example.org", "mailto:info@example.org"),
        ("ORGANIZER;CN=Haus:invalid:nomail", "Haus"),
        ("ORGANIZER;CN=Haus:https://example.org/haus", "Haus <https://example.org/haus>"),
        ("ORGANIZER;CN=<b>a<:javascript:alert(1)", "a"),
        (r"CONTACT:Haus\, Tor 3", "Haus, Tor 3"),
        ("ORGANIZER:", ""),
    ],
)
def test_organizers(line, organizer):
    assert words(line).organizer == organizer


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("STATUS:TENTATIVE", Status.TENTATIVE),
        ("STATUS:cancelled", Status.CANCELLED),
        ("STATUS:CANCELED", Status.CANCELLED),
        ("STATUS:", Status.CONFIRMED),
        ("COMMENT:x", Status.CONFIRMED),
    ],
)
def test_statuses(line, status):
    assert words(line).status == status


def test_a_status_of_no_event_is_noted():
    data = calendar(event(*EVENING, "STATUS:POSTPONED"))
    assert only(data).words.status == Status.CONFIRMED
    assert "STATUS:POSTPONED" in notes(data)


def test_calendars_have_names():
    assert read(calendar(head=(r"X-WR-CALNAME:Fest\, heute",))).name == "Fest, heute"
    assert read(calendar(head=("NAME:Neu",))).name == "Neu"
    assert read(calendar(), source_name="fest.ics").name == "fest.ics"
    assert len(read(calendar(head=("NAME:" + "x" * 9999,))).name) == 255


def test_lists_are_parted_at_commas_that_are_not_escaped():
    assert plain_text.parts(r"a\,b,c\\,d") == ["a,b", "c\\", "d"]
