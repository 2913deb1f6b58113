"""The emergency switch in a steward's own hands: a reason, a log, mails, and the way back."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Site

from network import shielding
from network.desk.frame import desk_url
from network.models import Organisation
from portal.models import OutgoingMail, PortalSettings, Urgency
from tests import builders

pytestmark = pytest.mark.django_db

OFFICE = "buero@example.org"
REASON = "Drohungen per Mail."


@pytest.fixture
def client(client, ours):
    """Return a browser in which our steward is signed in."""
    PortalSettings.objects.create(site=Site.objects.get(is_default_site=True), office_email=OFFICE)
    client.force_login(ours.person)
    return client


def press(client, house, way="on", **given):
    """Press the button."""
    return client.post(desk_url(house.entry, "emergency"), {"shield": way, **given})


def is_on(house):
    """Return whether the switch is on."""
    return Organisation.objects.get(pk=house.entry.pk).is_shielded


def readers():
    """Return who gets a mail."""
    return set(OutgoingMail.objects.values_list("recipient", flat=True))


def test_one_form_hides_everything_and_one_button_takes_it_back(client, ours):
    assert client.get(desk_url(ours.entry, "emergency")).status_code == 200
    assert not is_on(ours)
    assert press(client, ours, reason=REASON)["Location"] == desk_url(ours.entry)
    assert is_on(ours)
    page = client.get(desk_url(ours.entry, "emergency")).content.decode()
    assert REASON in page
    press(client, ours, "off")
    assert not is_on(ours)


@pytest.mark.parametrize("given", [{}, {"reason": "   "}, {"reason": "x" * 501}])
def test_without_a_reason_it_is_asked_for(client, ours, given):
    answer = press(client, ours, **given)
    assert answer.status_code == 400
    assert "error-message" in answer.content.decode()
    assert not is_on(ours)
    assert readers() == set()


@pytest.mark.parametrize("way", ["", "toggle", "ON", "\x00"])
def test_another_button_switches_nothing(client, ours, way):
    assert press(client, ours, way, reason=REASON).status_code == 400
    assert not is_on(ours)


def test_the_office_and_the_others_get_a_mail_and_oneself_none(client, ours, theirs):
    other = builders.steward(ours.entry, "zweite@example.org")
    press(client, ours, reason=REASON)
    assert readers() == {OFFICE, other.email}
    for mail in OutgoingMail.objects.all():
        assert REASON in mail.body
        assert REASON in mail.html
        assert REASON not in mail.subject
        assert mail.urgency == Urgency.DOOR
    links = {mail.recipient: mail.body for mail in OutgoingMail.objects.all()}
    assert reverse("wagtailsnippets_network_organisation:shield", args=[ours.entry.pk]) in links[OFFICE]
    assert desk_url(ours.entry, "emergency") in links[other.email]


def test_a_second_press_says_nothing_twice(client, ours):
    press(client, ours, reason=REASON)
    press(client, ours, reason=REASON)
    assert OutgoingMail.objects.count() == 1
    assert ModelLogEntry.objects.filter(action=shielding.SHIELD).count() == 1


def test_taking_it_back_is_told_too(client, ours):
    press(client, ours, reason=REASON)
    OutgoingMail.objects.all().delete()
    press(client, ours, "off")
    assert readers() == {OFFICE}
    assert ModelLogEntry.objects.filter(action=shielding.UNSHIELD).count() == 1


def test_the_log_knows_who_and_why(client, ours):
    press(client, ours, reason=REASON)
    entry = ModelLogEntry.objects.get(action=shielding.SHIELD)
    assert (entry.user, entry.data["reason"]) == (ours.person, REASON)


def test_any_steward_takes_it_back(client, ours):
    press(client, ours, reason=REASON)
    client.force_login(builders.steward(ours.entry))
    press(client, ours, "off")
    assert not is_on(ours)


def test_nobody_switches_for_others(client, ours, theirs):
    assert press(client, theirs, reason=REASON).status_code == 404
    assert client.get(desk_url(theirs.entry, "emergency")).status_code == 404
    assert not is_on(theirs)


def test_the_office_takes_it_back_and_the_stewards_learn_of_it(client, ours):
    press(client, ours, reason=REASON)
    OutgoingMail.objects.all().delete()
    client.force_login(builders.office())
    url = reverse("wagtailsnippets_network_organisation:shield", args=[ours.entry.pk])
    client.post(url, {"shield": "off"})
    assert not is_on(ours)
    assert ours.person.email in readers()
    client.post(url, {"shield": "on", "reason": "Vom Büro."})
    assert is_on(ours)
    assert "Vom Büro." in OutgoingMail.objects.filter(recipient=ours.person.email).latest("created_at").body


def test_whoever_plays_with_the_switch_fills_no_mailbox(client, ours):
    for _time in range(5):
        press(client, ours, reason=REASON)
        press(client, ours, "off")
    mail = OutgoingMail.objects.get()
    assert mail.recipient == OFFICE
    assert "nobody" not in mail.body
    assert mail.not_before > timezone.now()
    press(client, ours, reason=REASON)
    assert REASON in OutgoingMail.objects.get().body
