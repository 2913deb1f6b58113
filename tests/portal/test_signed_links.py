"""Links that stand for a right."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from portal import signed_links
from portal.models import UsedLink

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
TOMORROW = NOW + timedelta(days=1)


def token(purpose="confirm", subject="mail:1", revision=""):
    return signed_links.make(purpose, subject, TOMORROW, NOW, revision)


def test_a_link_says_what_it_was_made_for():
    link = signed_links.read(token(revision="7"), "confirm", NOW)
    assert (link.purpose, link.subject, link.revision, link.expires_at) == (
        "confirm",
        "mail:1",
        "7",
        TOMORROW,
    )


def test_it_fits_into_a_path():
    assert all(sign.isalnum() or sign in "-_:" for sign in token(subject="ä/?#&" * 20))


def test_reading_uses_nothing_up():
    made = token()
    for _scanner in range(3):
        signed_links.read(made, "confirm", NOW)
    assert not UsedLink.objects.exists()


def test_two_links_about_the_same_are_two():
    assert token() != token()


def test_a_link_for_another_purpose_gives_no_right():
    with pytest.raises(signed_links.LinkInvalid):
        signed_links.read(token("confirm"), "withdraw", NOW)


@pytest.mark.parametrize("broken", ["", "x", "a:b:c", "\x00", "ä" * 10_000])
def test_what_is_not_ours_gives_no_right(broken):
    with pytest.raises(signed_links.LinkInvalid):
        signed_links.read(broken, "confirm", NOW)


def test_a_changed_sign_breaks_it():
    made = token()
    for at in (0, len(made) // 2, len(made) - 1):
        other = "A" if made[at] != "A" else "B"
        with pytest.raises(signed_links.LinkInvalid):
            signed_links.read(made[:at] + other + made[at + 1 :], "confirm", NOW)


def test_it_ends_at_its_second():
    made = token()
    signed_links.read(made, "confirm", TOMORROW - timedelta(seconds=1))
    with pytest.raises(signed_links.LinkExpired):
        signed_links.read(made, "confirm", TOMORROW)


def test_it_is_bound_to_the_state_it_was_made_for():
    made = token(revision="7")
    assert signed_links.read(made, "confirm", NOW, revision="7").subject == "mail:1"
    with pytest.raises(signed_links.LinkOutdated):
        signed_links.read(made, "confirm", NOW, revision="8")
    signed_links.read(token(revision=""), "confirm", NOW, revision="8")


def test_what_was_used_stays_used_after_its_time_and_whatever_changed():
    made = token(revision="7")
    signed_links.spend(signed_links.read(made, "confirm", NOW), NOW)
    for moment, revision in ((TOMORROW, None), (NOW, "8")):
        with pytest.raises(signed_links.LinkUsed):
            signed_links.read(made, "confirm", moment, revision)


def test_it_is_used_once():
    made = token()
    signed_links.spend(signed_links.read(made, "confirm", NOW), NOW)
    with pytest.raises(signed_links.LinkUsed):
        signed_links.read(made, "confirm", NOW)


def test_of_two_presses_at_once_one_wins():
    link = signed_links.read(token(), "confirm", NOW)
    signed_links.spend(link, NOW)
    with pytest.raises(signed_links.LinkUsed):
        signed_links.spend(link, NOW)
    assert UsedLink.objects.count() == 1


def test_a_failure_gives_the_link_back():
    made = token()
    with pytest.raises(RuntimeError), transaction.atomic():
        signed_links.spend(signed_links.read(made, "confirm", NOW), NOW)
        raise RuntimeError
    signed_links.read(made, "confirm", NOW)


def test_no_link_outlives_the_memory_of_its_use():
    with pytest.raises(ValueError, match="lives"):
        signed_links.make("confirm", "x", NOW + signed_links.LONGEST_LIFE + timedelta(seconds=1), NOW)


def test_what_is_stored_is_not_the_link():
    made = token()
    signed_links.spend(signed_links.read(made, "confirm", NOW), NOW)
    assert UsedLink.objects.get().digest not in made
    assert made not in UsedLink.objects.get().digest
