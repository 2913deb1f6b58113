"""The answers with PDFs: headers, kept states, limits, and what is said where there is none."""

import pytest
from django.test import Client

from portal.http.rate_limit import RateLimit
from publications.paper import answers, kept, links, press
from publications.paper.press import CannotPrint
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return builders.organisation_page(builders.site_tree().directory, title="Haus Käthe")


def path_of(page, language=""):
    """Return the address of an entry's PDF."""
    return f"{language}/id/{page.organisation.uuid}/eintrag.pdf"


def body_of(answer):
    """Return the bytes of a file that is sent in pieces."""
    return b"".join(answer.streaming_content)


def test_a_file_is_sent_under_its_name_and_kept_out_of_search_engines(page, paper_press):
    answer = Client().get(path_of(page))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="haus-kaethe.pdf"'
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Cache-Control"] == "no-cache"
    assert not answer.cookies
    assert body_of(answer).startswith(b"%PDF-")


def test_it_is_printed_once_for_each_state(page, paper_press):
    for _time in range(3):
        body_of(Client().get(path_of(page)))
    assert len(paper_press.printed) == 1
    page.summary = "Neu"
    page.save_revision().publish()
    builders.drain()
    assert b"Neu" in body_of(Client().get(path_of(page)))
    assert len(paper_press.printed) == 2


def test_whatever_is_appended_to_the_address_changes_nothing(page, paper_press):
    for query in (
        "?sprache=ar",
        "?q=%00<script>",
        "?file=../../etc/passwd",
        "?utm_source=x",
        "?" + "x" * 3000,
    ):
        assert body_of(Client().get(path_of(page) + query)).startswith(b"%PDF-")
    assert len(paper_press.printed) == 1


def test_who_has_it_gets_nothing_again(page, paper_press):
    first = Client().get(path_of(page))
    answer = Client().get(path_of(page), headers={"If-None-Match": first["ETag"]})
    assert answer.status_code == 304
    assert answer["ETag"] == first["ETag"]
    assert answer["X-Robots-Tag"] == "noindex"


def test_each_interface_has_its_own(page, paper_press):
    german, english = Client().get(path_of(page)), Client().get(path_of(page, "/en"))
    assert german["ETag"] != english["ETag"]
    assert b'<body lang="en"' in body_of(english)


def test_only_reading_methods_are_answered(page, paper_press):
    assert Client().post(path_of(page)).status_code == 405
    assert Client().head(path_of(page)).status_code == 200


def test_nobody_gets_what_is_not_there(page, paper_press):
    page.unpublish()
    assert Client().get(path_of(page)).status_code == 404
    assert paper_press.printed == []


def test_the_switch_holds_for_what_is_printed_already(page, paper_press):
    builders.contact(page, "0375 987654", kind="phone")
    assert b"987654" in body_of(Client().get(path_of(page)))
    page.organisation.is_shielded = True
    page.organisation.save()
    assert b"987654" not in body_of(Client().get(path_of(page)))


def test_a_network_has_a_budget_for_what_must_be_printed(page, paper_press, monkeypatch):
    monkeypatch.setattr(answers, "limit", RateLimit(int(answers.COST), 0.001))
    body_of(Client().get(path_of(page)))
    refused = Client().get(path_of(page, "/en"))
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert refused["Cache-Control"] == "no-store"
    assert Client().get(path_of(page)).status_code == 200


@pytest.mark.parametrize(("error", "wait"), [(CannotPrint("x"), "300"), (kept.Busy("x"), "10")])
def test_what_cannot_be_printed_now_says_so_and_is_not_tried_again_at_once(
    page, paper_press, monkeypatch, error, wait
):
    tries = []

    def fail(job):
        tries.append(job)
        raise error

    monkeypatch.setattr(answers, "print_job", fail)
    for _visitor in range(2):
        answer = Client().get(path_of(page))
        assert answer.status_code == 503
        assert answer["Retry-After"] == wait
    assert len(tries) == (1 if wait == "300" else 2)
    assert f'href="{page.get_url()}"'.encode() in answer.content
    assert f'href="{path_of(page)}"'.encode() in answer.content


def test_a_machine_without_the_libraries_shows_no_link_and_says_so(page, monkeypatch):
    assert_link = f'href="{path_of(page)}"'.encode()
    monkeypatch.setattr(links, "can_print", lambda: True)
    assert assert_link in Client().get(page.get_url()).content
    monkeypatch.setattr(links, "can_print", lambda: False)
    monkeypatch.setattr(press, "missing", lambda: ("Pango",))
    page.save_revision().publish()
    builders.drain()
    assert assert_link not in Client().get(page.get_url()).content
    answer = Client().get(path_of(page))
    assert answer.status_code == 503
    assert "Retry-After" not in answer


def test_a_kept_file_costs_few_queries(page, paper_press, django_assert_max_num_queries):
    body_of(Client().get(path_of(page)))
    with django_assert_max_num_queries(5):
        body_of(Client().get(path_of(page)))
