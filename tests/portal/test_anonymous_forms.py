"""Forms for people without an account."""

from datetime import UTC, datetime, timedelta

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse

from portal import anonymous_forms
from portal.anonymous_forms import TOKEN_FIELD, TRAP_FIELD, AnonymousForm, check_delivery, delivery_token

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class ProposalForm(AnonymousForm):
    """A form with one question."""

    name = "proposal"
    words = forms.CharField()


def sent(request, now=NOW + MINUTE, **data):
    """Return the form as it comes back one minute after its delivery."""
    fields = {"words": "Guten Tag", TOKEN_FIELD: delivery_token("proposal", NOW), TRAP_FIELD: "", **data}
    return ProposalForm(request, fields, now=now)


def codes(form):
    return [error.code for error in form.non_field_errors().as_data()]


@pytest.fixture
def request_from_here(rf):
    return rf.post("/vorschlag/", headers={"Sec-Fetch-Site": "same-origin"})


def test_a_form_filled_in_by_a_person_is_taken(request_from_here):
    form = sent(request_from_here)
    assert form.is_valid()
    assert form.cleaned_data == {"words": "Guten Tag"}


def test_a_delivered_form_brings_its_token(request_from_here):
    form = ProposalForm(request_from_here, now=NOW)
    check_delivery(form[TOKEN_FIELD].value(), "proposal", NOW + MINUTE)
    assert 'type="hidden"' in str(form[TOKEN_FIELD])
    assert 'autocomplete="off"' in str(form[TRAP_FIELD])
    assert 'tabindex="-1"' in str(form[TRAP_FIELD])


def test_a_machine_that_answers_at_once_is_asked_again(request_from_here):
    form = sent(request_from_here, now=NOW + timedelta(seconds=2.9))
    assert codes(form) == ["fast"]
    assert sent(request_from_here, now=NOW + timedelta(seconds=3)).is_valid()


def test_a_form_is_open_for_a_day(request_from_here):
    assert sent(request_from_here, now=NOW + timedelta(hours=24)).is_valid()
    assert codes(sent(request_from_here, now=NOW + timedelta(hours=24, seconds=1))) == ["old"]


def test_a_form_that_was_open_too_long_is_taken_at_the_second_try(request_from_here):
    form = sent(request_from_here, now=NOW + timedelta(days=3))
    assert not form.is_valid()
    token = form[TOKEN_FIELD].value()
    again = sent(request_from_here, now=NOW + timedelta(days=3, seconds=1), **{TOKEN_FIELD: token})
    assert again.is_valid()


@pytest.mark.parametrize(
    "token",
    ["", "x", delivery_token("other", NOW), "\x00", "1e999", "ä" * 5000],
    ids=["empty", "a letter", "another form", "NUL", "infinite", "long"],
)
def test_a_token_that_is_not_of_this_form_is_refused(request_from_here, token):
    assert codes(sent(request_from_here, **{TOKEN_FIELD: token})) == ["foreign"]


def test_a_token_from_the_future_is_refused():
    with pytest.raises(ValidationError):
        check_delivery(delivery_token("proposal", NOW + MINUTE), "proposal", NOW)


def test_who_fills_in_the_trap_is_refused(request_from_here):
    assert codes(sent(request_from_here, **{TRAP_FIELD: "http://spam.example.org"})) == ["trap"]


@pytest.mark.parametrize(
    ("headers", "ok"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "none"}, False),
        ({"Origin": "http://testserver"}, True),
        ({"Origin": "https://testserver"}, False),
        ({"Origin": "http://testserver.example.org"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": "http://["}, False),
        ({"Origin": ""}, False),
        ({}, True),
    ],
)
def test_only_our_own_page_may_send_it(rf, headers, ok):
    form = sent(rf.post("/vorschlag/", headers=headers))
    assert form.is_valid() == ok
    if not ok:
        assert codes(form) == ["elsewhere"]


def test_errors_of_fields_are_kept(request_from_here):
    form = sent(request_from_here, words="")
    assert not form.is_valid()
    assert "words" in form.errors


def test_a_second_press_of_the_button_is_recognised(request_from_here):
    token = delivery_token("proposal", NOW)
    first, second = (sent(request_from_here, **{TOKEN_FIELD: token}) for _press in range(2))
    other = sent(request_from_here, **{TOKEN_FIELD: delivery_token("proposal", NOW + MINUTE)})
    assert first.submission_key == second.submission_key != other.submission_key


def test_other_words_or_another_address_are_another_submission(rf):
    fields = {TOKEN_FIELD: delivery_token("proposal", NOW)}
    here, there = rf.post("/vorschlag/1/"), rf.post("/vorschlag/2/")
    keys = {
        sent(request, **fields, words=words).submission_key
        for request in (here, there)
        for words in ("a", "b")
    }
    assert len(keys) == 4


def test_no_two_forms_are_delivered_alike():
    assert len({delivery_token("proposal", NOW) for _form in range(100)}) == 100


def test_a_prefix_is_respected(request_from_here):
    data = {"a-words": "x", f"a-{TOKEN_FIELD}": delivery_token("proposal", NOW)}
    form = ProposalForm(request_from_here, data, prefix="a", now=NOW + MINUTE)
    assert form.is_valid()
    assert len(form.submission_key) == 32


def test_a_page_with_a_form_is_kept_by_nobody():
    assert anonymous_forms.never_kept(HttpResponse())["Cache-Control"] == "no-store"
