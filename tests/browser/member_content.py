"""Somebody who acts for an organisation, in the portal that the browser visits."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from events.co_organisers.naming import leave_path
from network.desk.frame import desk_url
from network.models import DirectoryPage, Leaving, Organisation
from network.models.organisations import Trust
from portal.addresses import page_path
from tests import builders

EMAIL, PASSWORD = "ehrenamt@example.org", "ehrenamt-im-browser"
NAMES = ("Fahrradwerkstatt Speiche", "Nähstube Faden")


def add_member() -> dict[str, str]:
    """Add a person who acts for two organisations, with something to answer, and return the addresses by name."""
    directory = DirectoryPage.objects.get(locale__language_code="de")
    first, second = (builders.organisation(name, trust=Trust.TRUSTED) for name in NAMES)
    page, other = (
        builders.organisation_page(directory, entry, confirmed_on=date(2021, 3, 1))
        for entry in (first, second)
    )
    for one in (page, other):
        builders.opening_hours(one, 0, "10:00", "14:00")
    first.corrections.create(text="Die Werkstatt öffnet später.")
    person = builders.steward(first, EMAIL)
    person.set_password(PASSWORD)
    person.save()
    person.stewardships.create(organisation=Organisation.objects.get(pk=second.pk))
    tomorrow = (timezone.localtime() + timedelta(days=1)).replace(tzinfo=None, hour=17, minute=0)
    at = tomorrow.replace(second=0, microsecond=0)
    kept, left = (
        builders.event(title, at, organiser=first, co_organisers=[second])
        for title in ("Flickfest", "Garnfest")
    )
    refused = Leaving.objects.create(organisation=second, writer=first)
    return {
        "member leave": leave_path(second, kept.pk),
        "member allow": reverse("named:allow", args=[second.pk, refused.pk]),
        "member leaves": leave_path(second, left.pk),
        "member desk": desk_url(first),
        "other desk": desk_url(second),
        "member emergency": desk_url(first, "emergency"),
        "member back": desk_url(first, "take_back", page.pk),
        "other editor": f"/admin/pages/{other.pk}/edit/",
        "member page": page_path(page),
        "manual": "/admin/hilfe/",
    }
