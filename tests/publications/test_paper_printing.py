"""Printing itself: in a process that knows nothing, fetches nothing, and gives the same bytes each time."""

import http.server
import os
import re
import threading
import zlib

import pytest

from publications.paper import checks, press
from publications.paper.press import CannotPrint, print_job
from publications.paper.printing import PrintJob, pdf_of, read, without, written
from publications.paper.sheets import HOST, STYLES, own_files

pytestmark = pytest.mark.skipif(
    not press.can_print() and os.environ.get("CI", "").lower() != "true",
    reason=f"not on this machine: {press.missing()}",
)


def job(body="<h1>Titel</h1>", head="", **files):
    """Return a job for a small document."""
    link = f'<link rel="stylesheet" href="{STYLES}">'
    html = (
        f'<!doctype html><html lang="de"><head><title>T</title>{link}{head}</head><body>{body}</body></html>'
    )
    return PrintJob(html, "https://portal.example.org/seite/", {**own_files(), **files})


def opened(pdf):
    """Return a file with what is compressed in it behind it, for words that must be in there or must not."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    return pdf + b"".join(zlib.decompressobj().decompress(stream) for stream in streams)


def test_the_same_job_gives_the_same_bytes_in_every_process():
    once, again = print_job(job()), print_job(job())
    assert once.startswith(b"%PDF-1.7")
    assert once == again


def test_a_job_arrives_as_it_was_sent():
    assert read(written(job())) == job()


def test_fonts_language_and_tags_are_in_the_file():
    made = opened(pdf_of(job("<h1>Łužica</h1><p>Text</p>")))
    for what in (
        b"Atkinson-Next",
        b"Bricolage-Ext",
        b"/Lang (de)",
        b"/MarkInfo",
        b"/StructTreeRoot",
        b"pdfuaid",
    ):
        assert what in made
    assert b"/Outlines" in made


@pytest.fixture
def server():
    """Yield the address of a server on this machine and what it was asked."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

    running = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}", asked
    running.shutdown()


def test_nothing_is_fetched_from_anywhere(server, tmp_path):
    address, asked = server
    secret = tmp_path / "secret.svg"
    secret.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><text y="9">GEHEIM</text></svg>', encoding="utf-8"
    )
    body = f"""<h1>Titel</h1>
      <img src="{address}/a.png" alt="A"><img src="file://{secret}" alt="B"><img src="{secret}" alt="C">
      <img src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E" alt="D">
      <object data="{address}/b.svg">E</object>
      <svg><image href="{address}/c.png"/><use href="{address}/d.svg#x"/></svg>
      <p style="background: url({address}/e.png)">F</p>"""
    style = (
        f"<style>@page {{ background: url({address}/g.png) }} p::before {{ content: url({address}/h.png) }}"
    )
    attached = f'<link rel="attachment" href="file://{secret}" title="x">'
    made = print_job(job(body, f"{style}</style>{attached}"))
    assert made.startswith(b"%PDF-")
    assert asked == []
    assert b"/StructTreeRoot" in opened(made)
    assert b"/EmbeddedFile" not in opened(made)


@pytest.mark.parametrize("missing", ["/css/other.css", "/fonts/other.woff2"])
def test_a_missing_style_or_font_is_a_mistake(missing):
    head = (
        f"<style>@font-face {{ font-family: O; src: url({HOST}{missing}) }} h1 {{ font-family: O }}</style>"
    )
    if missing.endswith(".css"):
        head = f'<link rel="stylesheet" href="{HOST}{missing}">'
    with pytest.raises(CannotPrint, match="not in the job"):
        print_job(job(head=head))


def test_letters_without_a_font_become_question_marks(caplog, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    made = pdf_of(job("<h1>Ein \U0001fbf0</h1>"))
    assert made == pdf_of(job("<h1>Ein ?</h1>"))
    assert "No font of this machine has: \U0001fbf0" in caplog.text


def test_only_words_lose_letters():
    assert without('<a title="中">中文</a>', {"中"}) == '<a title="中">?文</a>'


def test_what_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(press, "MOST_SECONDS", 0.05)
    with pytest.raises(CannotPrint, match="longer"):
        print_job(job())


def test_the_process_knows_no_secrets(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "geheim")
    monkeypatch.setenv("DATABASE_URL", "geheim")
    assert "geheim" not in press._environment().values()


def test_without_libraries_there_is_no_printing(monkeypatch):
    monkeypatch.setattr(press, "missing", lambda: ("Pango",))
    with pytest.raises(CannotPrint, match="Pango"):
        print_job(job())


def test_a_machine_that_lacks_something_says_what(monkeypatch):
    monkeypatch.setattr(checks, "missing", lambda: ("Pango", "HarfBuzz-Subset"))
    found = checks.libraries(databases=["default"])
    assert [one.id for one in found] == ["publications.W001"]
    assert "Pango, HarfBuzz-Subset" in found[0].msg
    assert "libpango" in found[0].hint
    assert checks.libraries() == []
