"""Who acts for whom is written down by the office alone, and opens the admin's door."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from network import roles
from network.models import Organisation, Region, Stewardship
from tests import builders

pytestmark = pytest.mark.django_db

LIST, ADD = "wagtailsnippets_network_stewardship:list", "wagtailsnippets_network_stewardship:add"


@pytest.fixture
def office(client):
    """Return a client of the office."""
    client.force_login(builders.office())
    return client


def test_a_new_stewardship_opens_the_door(office, client):
    person, entry = builders.user(), builders.organisation()
    office.post(reverse(ADD), {"user": str(person.pk), "organisation": entry.pk, "since": "2026-01-01"})
    assert Stewardship.objects.get().organisation == entry
    assert person.groups.filter(name=roles.MEMBERS).exists()
    client.force_login(person)
    assert client.get(reverse("wagtailsnippets_events_event:list")).status_code == 200


def test_the_form_is_filled_in_from_an_entry(office):
    entry = builders.organisation()
    form = office.get(f"{reverse(ADD)}?organisation={entry.pk}").context["form"]
    assert form.instance.organisation == entry


def test_the_list_says_who_is_alone_and_what_is_over(office):
    alone, pair, over = (builders.organisation(name) for name in ("Allein", "Zu zweit", "Vorbei"))
    builders.steward(alone)
    builders.steward(pair)
    builders.steward(pair)
    builders.steward(over, since=date(2020, 1, 1), until=date(2021, 1, 1))

    def listed(query):
        return {
            row.organisation.name for row in office.get(f"{reverse(LIST)}?{query}").context["object_list"]
        }

    assert listed("alone=yes") == {"Allein"}
    assert listed("alone=no") == {"Zu zweit"}
    assert listed("when=ended") == {"Vorbei"}
    assert listed("when=now") == {"Allein", "Zu zweit"}
    assert "alone" in office.get(f"{reverse(LIST)}?alone=quer").context["filters"].form.errors


def test_the_list_costs_the_same_at_any_length(office, django_assert_max_num_queries):
    counts = []
    for number in (3, 30):
        while Stewardship.objects.count() < number:
            builders.steward(builders.organisation())
        with django_assert_max_num_queries(40) as queries:
            office.get(reverse(LIST))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_an_end_ends_the_rights(office, client):
    entry = builders.organisation()
    person = builders.steward(entry)
    row = Stewardship.objects.get()
    data = {
        "user": str(person.pk),
        "organisation": entry.pk,
        "since": "2026-01-01",
        "until": timezone.localdate(),
    }
    office.post(reverse("wagtailsnippets_network_stewardship:edit", args=[row.pk]), data)
    client.force_login(person)
    assert client.get(reverse("wagtailsnippets_events_event:list")).status_code == 302


def test_stewards_and_editors_write_no_rights_down(client):
    entry = builders.organisation()
    for person in (builders.steward(entry), builders.editor()):
        client.force_login(person)
        before = Stewardship.objects.count()
        data = {"user": str(person.pk), "organisation": builders.organisation().pk, "since": "2026-01-01"}
        assert client.post(reverse(ADD), data).status_code == 302
        assert client.get(reverse(LIST)).status_code == 302
        assert Stewardship.objects.count() == before


def test_the_office_decides_whom_it_trusts(office):
    entry = builders.organisation("Verein A")
    url = reverse("wagtailsnippets_network_organisation:edit", args=[entry.pk])
    form = office.get(url).context["form"]
    data = {
        name: value
        for name, value in form.initial.items()
        if value is not None and not isinstance(value, list)
    }
    office.post(url, {**data, "trust": "trusted"})
    assert Organisation.objects.get().trust == "trusted"


def test_a_steward_chooses_listed_entries_and_places_and_reads_no_register(client):
    entry = builders.organisation("Verein A")
    builders.organisation("Vorgeschlagen", status="proposed")
    builders.region("14524", "Zwickau")
    client.force_login(builders.steward(entry))
    for model, shown in ((Organisation, "Verein A"), (Region, "Zwickau")):
        url = reverse(model.snippet_viewset.chooser_viewset.get_url_name("choose_results"))
        page = client.get(url).content.decode()
        assert shown in page
        assert "Vorgeschlagen" not in page
        assert client.get(reverse(model.snippet_viewset.get_url_name("list"))).status_code == 302
    client.force_login(builders.user())
    assert (
        client.get(reverse(Organisation.snippet_viewset.chooser_viewset.get_url_name("choose"))).status_code
        == 302
    )
