"""The office's desk: the register's counts lead to what they count, and a dashboard that asks nobody outside."""

import re
from datetime import date

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from network.care.admin import tallies
from network.models import Correction
from portal.models import OutgoingMail, PendingChange
from tests import builders

pytestmark = pytest.mark.django_db

# Whatever a browser loads by itself, in contrast to links that somebody presses.
LOADED = re.compile(
    r"""<(?:script|img|iframe|source|video|audio|embed|object|input)\b[^>]*?\s(?:src|srcset|data)=["']([^"']+)"""
    r"""|<link\b[^>]*?\shref=["']([^"']+)"""
    r"""|url\(["']?([^"')]+)""",
    re.IGNORECASE,
)


@pytest.fixture
def busy(tree):
    """Return a network in which everything waits once, and something of each kind does not."""
    entry = builders.organisation("Alt", unmatched={"topics": ["Wetter"]})
    builders.organisation_page(tree.directory, entry, confirmed_on=date(2019, 1, 1))
    builders.organisation_page(tree.directory, confirmed_on=timezone.localdate())
    builders.organisation("Ohne Seite")
    builders.organisation("Außerhalb", is_external=True)
    builders.organisation("Gab es", status="dissolved")
    builders.organisation_page(tree.directory, live=False, confirmed_on=date(2019, 1, 1))
    Correction.objects.create(organisation=entry, text="Falsch")
    Correction.objects.create(organisation=entry, text="Erledigt", status="done")
    OutgoingMail.objects.create(key="a", recipient="a@example.org", subject="Weg", given_up_at=timezone.now())
    OutgoingMail.objects.create(key="b", recipient="a@example.org", subject="Da", sent_at=timezone.now())
    OutgoingMail.objects.create(key="c", recipient="a@example.org", subject="Gleich")
    builders.drain()
    PendingChange.objects.create(model="network.organisation", object_id="1", attempts=3, error="kaputt")
    return tree


def counted(user):
    """Return the tallies a user sees."""
    request = RequestFactory().get("/admin/", SERVER_NAME="testserver")
    request.user = user
    return list(tallies(request))


def test_each_count_equals_the_list_it_leads_to(client, busy):
    account = builders.office()
    client.force_login(account)
    PendingChange.objects.exclude(error="kaputt").delete()
    found = counted(account)
    assert [tally.count for tally in found[1:]] == [1] * 3
    assert found[0].count > 1
    for tally in found:
        answer = client.get(tally.url)
        assert answer.context["paginator"].count == tally.count, tally.label


def test_each_count_costs_one_query(busy, django_assert_max_num_queries):
    account = builders.office()
    counted(account)
    with django_assert_max_num_queries(100) as asked:
        counted(account)
    tables = [query["sql"] for query in asked.captured_queries if '"__count"' in query["sql"]]
    assert len(tables) == 4


def test_office_sees_the_desk_others_do_not(client, busy):
    for account, sees in (
        (builders.office(), True),
        (builders.superuser(), True),
        (builders.editor(), False),
    ):
        client.force_login(account)
        text = client.get(reverse("wagtailadmin_home")).content.decode()
        assert ('class="desk"' in text) is sees


@pytest.mark.parametrize("who", [builders.office, builders.superuser, builders.editor])
def test_dashboard_loads_nothing_from_elsewhere(client, busy, who):
    client.force_login(who())
    for url in (
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore", args=[busy.directory.pk]),
        reverse("wagtailadmin_pages:edit", args=[busy.standard.pk]),
        reverse("wagtailsnippets_network_organisation:list"),
    ):
        answer = client.get(url)
        assert answer.status_code == 200
        loaded = [next(filter(None, groups)) for groups in LOADED.findall(answer.content.decode())]
        assert loaded
        for address in loaded:
            assert not re.match(r"(https?:)?//", address), address
        policy = answer["Content-Security-Policy"]
        assert "http" not in policy
        assert "*" not in policy


def test_dashboard_names_no_foreign_service(client, busy):
    client.force_login(builders.superuser())
    text = client.get(reverse("wagtailadmin_home")).content.decode()
    for name in ("gravatar", "releases.wagtail", "googleapis", "cdn."):
        assert name not in text


def test_mail_texts_stay_out_of_the_admin(client, busy):
    mail = OutgoingMail.objects.get(key="a")
    mail.body = "https://testserver/link/GEHEIMESTOKEN/"
    mail.save()
    client.force_login(builders.superuser())
    for url in (
        reverse("wagtailsnippets_portal_outgoingmail:list"),
        reverse("wagtailsnippets_portal_outgoingmail:inspect", args=[mail.pk]),
    ):
        text = client.get(url).content.decode()
        assert "Weg" in text
        assert "GEHEIMESTOKEN" not in text


@pytest.mark.parametrize(("state", "found"), [("failed", "a"), ("sent", "b"), ("waiting", "c")])
def test_mails_are_found_by_what_became_of_them(client, busy, state, found):
    client.force_login(builders.office())
    answer = client.get(reverse("wagtailsnippets_portal_outgoingmail:list") + f"?state={state}")
    assert [mail.key for mail in answer.context["object_list"]] == [found]
