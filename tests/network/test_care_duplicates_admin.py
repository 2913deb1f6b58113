"""Pages of duplicates: proposed, kept apart or merged by a button; hostile values do nothing."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from network.care import duplicates, merging
from network.models import DuplicatePair, Merge, Organisation
from tests import builders
from tests.network.care_pages import url

pytestmark = pytest.mark.django_db


def test_pair_is_shown_with_its_reason_and_can_be_kept_apart(office, proposed):
    text = office.get(url("duplicates")).content.decode()
    assert "Kulturbuero Sued" in text
    proposal = DuplicatePair.objects.get()
    assert f"{proposal.likeness} %" in text
    office.post(url("decide", proposal.pk), {"say": "two"})
    assert not duplicates.open_pairs().exists()
    duplicates.refresh(timezone.now())
    assert not duplicates.open_pairs().exists()
    assert "Kulturbuero Sued" in office.get(url("duplicates") + "?show=dismissed").content.decode()
    office.post(url("decide", proposal.pk), {"say": "again"})
    assert duplicates.open_pairs().count() == 1


@pytest.mark.parametrize("data", [{}, {"say": ""}, {"say": "merge"}])
def test_unclear_decision_changes_nothing(office, proposed, data):
    assert office.post(url("decide", DuplicatePair.objects.get().pk), data).status_code == 302
    assert DuplicatePair.objects.get().dismissed_at is None


def test_search_follows_the_register(office, proposed):
    source, target = proposed
    Organisation.objects.filter(pk=source.pk).update(name="Etwas ganz anderes")
    office.post(url("duplicates"))
    assert not DuplicatePair.objects.exists()
    Organisation.objects.filter(pk=source.pk).update(name="Kulturbüro Süd")
    office.post(url("duplicates"))
    assert duplicates.open_pairs().count() == 1
    merging.merge(source, target, None)
    assert not duplicates.open_pairs().exists()


def test_list_of_duplicates_costs_the_same_at_any_size(office, django_assert_max_num_queries):
    counts = []
    for many in (2, 15):
        for number in range(many):
            for name in (f"Verein Nummer{number}{many}x", f"Verein Nummer{number}{many}x e. V."):
                builders.organisation(name)
        duplicates.refresh(timezone.now())
        with django_assert_max_num_queries(60) as asked:
            office.get(url("duplicates"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_reading_profiles_costs_four_queries(proposed, django_assert_num_queries):
    with django_assert_num_queries(4):
        duplicates.read_profiles()


def test_command_names_pairs(proposed, capsys):
    call_command("find_duplicates")
    said = capsys.readouterr().out
    assert "1 possible duplicates" in said
    assert "Kulturbuero Sued" in said


def test_merge_asks_and_acts(office, proposed):
    source, target = proposed
    text = office.get(url("merge", source.pk, target.pk)).content.decode()
    assert "Kulturbuero Sued" in text
    assert url("merge", target.pk, source.pk) in text
    assert Organisation.objects.get(pk=source.pk).status == "active"
    assert office.post(url("merge", source.pk, target.pk), {"do": "look"}).status_code == 200
    assert Organisation.objects.get(pk=source.pk).status == "active"
    answer = office.post(url("merge", source.pk, target.pk), {"do": "merge"}, follow=True)
    done = Merge.objects.get()
    assert answer.redirect_chain == [(url("merged", done.pk), 302)]
    assert done.by.email == "buero@example.org"
    office.post(url("merged", done.pk))
    assert Organisation.objects.get(pk=source.pk).status == "active"


def test_second_merge_of_a_pair_says_so(office, proposed):
    source, target = proposed
    for keys in ((source.pk, target.pk), (source.pk, target.pk), (target.pk, source.pk)):
        answer = office.post(url("merge", *keys), {"do": "merge"})
    assert answer.status_code == 200
    assert "Kulturbuero Sued" in answer.context["preview"].refusal
    assert Merge.objects.count() == 1


@pytest.mark.parametrize("taken", ["nothing.real", "contact_points.999999999999999999999", "\0", "<script>"])
def test_hostile_choice_merges_nothing(office, proposed, taken):
    answer = office.post(url("merge", proposed[0].pk, proposed[1].pk), {"do": "merge", "taken": [taken]})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    assert not Merge.objects.exists()


@pytest.mark.parametrize("keys", [(0, 1), (10**18, 1), (10**30, 1)])
def test_unknown_entries_are_not_found(office, proposed, keys):
    assert office.get(url("merge", *keys)).status_code == 404
    assert office.get(url("history", keys[0])).status_code == 404


@pytest.mark.parametrize("query", ["?p=0", "?p=x", "?p=99999", "?show=%00", "?show=dismissed&p=-1"])
def test_hostile_page_numbers_give_a_page(office, proposed, query):
    assert office.get(url("duplicates") + query).status_code == 200


@pytest.mark.parametrize("query", ["?source=x&target=%00", "?source=999999999999999999999", "?source=1"])
def test_pair_form_takes_what_the_address_names_or_nothing(office, proposed, query):
    assert office.get(url("choose_pair") + query).status_code == 200
    answer = office.post(url("choose_pair"), {"source": "x", "target": "\0"})
    assert answer.status_code == 200
    same = office.post(url("choose_pair"), {"source": proposed[0].pk, "target": proposed[0].pk})
    assert same.context["form"].errors
    keys = {"source": proposed[0].pk, "target": proposed[1].pk}
    assert office.post(url("choose_pair"), keys).url == url("merge", *keys.values())
