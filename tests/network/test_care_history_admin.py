"""The history of an entry."""

import re
from datetime import date

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry, Page

from network.care import bulk_edit, merging
from network.care.history import timeline
from network.care.recording import MEMBERSHIP_REMOVED
from network.models import Correction, Membership
from tests import builders
from tests.network.care_pages import url

pytestmark = pytest.mark.django_db


def test_history_tells_everything_in_one_line(office, proposed):
    source, target = proposed
    alliance = builders.organisation("Bund", kind="alliance")
    row = builders.membership(target, alliance, since=date(2015, 3, 1))
    hint = Correction.objects.create(
        organisation=target, text="Die Nummer ist falsch", sender="wer@example.org"
    )
    office.post(reverse("wagtailsnippets_network_correction:edit", args=[hint.pk]), {"status": "done"})
    merging.merge(source, target, builders.office("zweite@example.org"))
    office.post(
        reverse("wagtailsnippets_network_organisation:edit", args=[target.pk]),
        {
            "name": "Kulturbüro Süd", "short_name": "", "former_names": "", "kind": "initiative",
            "legal_form": "none", "trust": "checked",
            "register_number": "VR 1", "founded": "", "is_non_state": "on", "seat": "", "status": "active",
            "register_id": target.register_id,
        },
    )  # fmt: skip
    bulk_edit.apply([target], bulk_edit.Wish(seat=builders.region("14626", "Görlitz")), None)
    target.pages.get().specific.save_revision(log_action=True).publish()
    row.delete()
    builders.membership(target, alliance, since=date(2020, 1, 1))
    text = re.sub(r"\s+", " ", office.get(url("history", target.pk)).content.decode())
    for words in (
        "VR 1",
        "Kulturbuero Sued",
        "Die Nummer ist falsch",
        "Görlitz",
        "Bund",
        "zweite@example.org",
    ):
        assert words in text, words
    assert "wer@example.org" not in text
    events = timeline(target)
    assert [event.at for event in events] == sorted((event.at for event in events), reverse=True)
    assert {event.kind for event in events} == {"register", "page", "membership", "hint"}
    for kind in ("page", "hint", "weather", "%00"):
        assert office.get(url("history", target.pk) + f"?kind={kind}&p=x").status_code == 200


def test_history_leads_to_the_merge_and_its_undo_on_both_sides(office, proposed):
    source, target = proposed
    done = merging.merge(source, target, None)
    for entry in (source, target):
        assert url("merged", done.pk) in office.get(url("history", entry.pk)).content.decode()
        (event,) = [event for event in timeline(entry) if event.url == url("merged", done.pk)]
        assert event.kind == "register"
    merging.undo(done, None)
    again = merging.merge(source, target, None)
    merges = [event.url for event in timeline(target) if "merged" in event.url]
    assert merges == [url("merged", pk) for pk in (again.pk, done.pk, done.pk)]


def test_deleted_membership_is_told_on_both_sides(office, tree):
    member, alliance = builders.organisation("Glied"), builders.organisation("Bund", kind="alliance")
    row = builders.membership(member, alliance)
    office.post(reverse("wagtailsnippets_network_membership:delete", args=[row.pk]))
    assert not Membership.objects.exists()
    logs = ModelLogEntry.objects.filter(action=MEMBERSHIP_REMOVED)
    assert {logged.object_id for logged in logs} == {str(member.pk), str(alliance.pk)}
    assert {logged.user.email for logged in logs} == {"buero@example.org"}
    assert "Glied – Bund" in office.get(url("history", member.pk)).content.decode()


def test_history_costs_the_same_at_any_size(office, tree, django_assert_max_num_queries):
    entry = builders.organisation("Verein")
    page = builders.organisation_page(tree.directory, entry)
    counts = []
    for many in (3, 30):
        for number in range(many):
            alliance = builders.organisation(f"Bund {many} {number}", kind="alliance")
            builders.membership(entry, alliance, since=date(2010, 1, 1))
            Correction.objects.create(organisation=entry, text="Falsch")
            Page.objects.get(pk=page.pk).specific.save_revision(log_action=True)
        with django_assert_max_num_queries(60) as asked:
            office.get(url("history", entry.pk))
        counts.append(len(asked))
    assert counts[0] == counts[1]
