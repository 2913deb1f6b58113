"""What a change of an event is told to be: nothing that visitors would notice is left out in silence."""

from datetime import date, time

import pytest
from django.utils import timezone

from events.curation.comparing import differences, left_out
from events.curation.rows import rows_of, with_events
from events.curation.submission_kind import public_version
from events.curation.versions import content_of, lines_of, names_for
from events.models import ChangedDate, Event, QueueEntry
from tests import builders
from tests.events.waiting import changed, url
from tests.portal.pictures import picture

pytestmark = pytest.mark.django_db


def told(event, **fields):
    """Return what differs after a draft with these fields, by key, in its new words."""
    changed(event, **fields)
    event = Event.objects.get(pk=event.pk)
    contents = [content_of(event), event.latest_revision.content]
    names = names_for(contents)
    found = differences(*(lines_of(content, names) for content in contents))
    assert left_out(*contents, [one.key for one in found]) == ()
    return {one.key: one.after for one in found}


def test_another_picture_is_told_by_title_and_number():
    one, two = picture(title="Fest"), picture(title="Fest")
    found = told(builders.event("Fest", image=one), image=two)["image"]
    assert "Fest" in found
    assert str(two.pk) in found


def test_the_title_of_a_picture_that_is_not_for_everybody_is_not_told():
    hidden = picture(title="Geheim", disclosure="office")
    assert "Geheim" not in told(builders.event("Fest"), image=hidden)["image"]


def test_another_target_of_the_same_words_differs():
    event = builders.event("Fest", description='<p><a href="https://a.example.org/">Anmelden</a></p>')
    found = told(event, description='<p><a href="https://b.example.org/">Anmelden</a></p>')
    assert found == {"description": "Anmelden ‹https://b.example.org/›"}


def test_becoming_a_programme_differs():
    assert "is_programme" in told(builders.event("Fest"), is_programme=True)


def test_the_end_of_a_moved_date_differs():
    event = builders.event("Fest", rule="FREQ=WEEKLY;COUNT=3")
    key = event.occurrences.order_by("key")[1].key
    moved = {"key": key, "starts_on": date(2026, 4, 1), "starts_at": time(19), "ends_at": time(20)}
    event.changed_dates = [ChangedDate(**moved)]
    event.save_revision().publish()
    assert list(told(event, changed_dates=[ChangedDate(**moved, ends_on=date(2026, 4, 9))])) == ["dates"]


def test_dates_behind_the_twelfth_are_counted_and_listed():
    days = [f"2026-05-{day:02}T19:00" for day in range(1, 13)]
    event = builders.event("Fest", extra_dates=days)
    more = [f"2026-06-{day:02}T19:00" for day in range(1, 21)]
    found = told(event, extra_dates=[*days, *more])
    assert "20" in found["when"]
    assert found["extra_dates"].count(",") == 31
    Event.objects.get(pk=event.pk).latest_revision.publish()
    between = [*days, more[0], *(day.replace("T19", "T18") for day in more[1:-1]), more[-1]]
    assert list(told(event, extra_dates=between)) == ["extra_dates"]


def test_what_no_line_tells_is_named(client, editor):
    one, two = (builders.venue("Rathaus", street="Markt 1") for _ in range(2))
    event = builders.event("Fest", venue=one)
    changed(event, venue=two)
    (row,) = rows_of(with_events(QueueEntry.objects.all()), timezone.now())
    assert row.differences == ()
    assert len(row.unseen) == 1
    html = client.get(url("entry", row.entry.pk)).content.decode()
    assert row.unseen[0] in html
    assert "/edit/" in html


def test_of_a_protected_organiser_mails_tell_what_visitors_see():
    house = builders.organisation("Haus Ost", is_shielded=True)
    event = builders.event("Fest", organiser=house)
    changed(
        event,
        image=picture(title="Haus von vorn"),
        info_url="https://haus-ost.example.org/",
        description='<p>Anruf: 0371 1234567 <a href="tel:+493751111">oder so</a> '
        '<a href="https://karte.example.org/">Karte</a></p>',
    )
    event = Event.objects.get(pk=event.pk)
    draft = event.latest_revision.content
    told = repr(public_version(event, draft, lines_of(draft, names_for([draft]))))
    assert "https://karte.example.org/" in told
    for secret in ("1234567", "3751111", "Haus von vorn", "haus-ost"):
        assert secret not in told


def test_of_protected_co_organisers_and_alliances_mails_tell_what_visitors_see():
    directory = builders.site_tree().directory
    for relation in ("co_organisers", "alliance"):
        page = builders.organisation_page(directory, builders.organisation(is_shielded=True))
        builders.contact(page, "Zufluchtsweg 7", kind="phone")
        named = page.organisation if relation == "alliance" else [page.organisation]
        event = builders.event("Fest", organiser=builders.organisation(), **{relation: named})
        changed(
            event,
            venue=builders.venue("Scheune", street="Geheimer Gang 3"),
            online_url="https://raum.example.org/geheim",
            access_note="Klingel Hinterhaus",
            summary="Treffpunkt: Zufluchtsweg 7",
        )
        event = Event.objects.get(pk=event.pk)
        draft = event.latest_revision.content
        told = repr(public_version(event, draft, lines_of(draft, names_for([draft]))))
        assert "Treffpunkt" in told
        for secret in ("Zufluchtsweg", "Geheimer Gang", "Scheune", "geheim", "Hinterhaus"):
            assert secret not in told, (relation, secret)
