"""Two processes at once, on the database of the run: one publishes what names an organisation that leaves it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import builders
from tests.access.houses import house
from tests.publications.infoposts_pages import infopost
from tests.search.processes import processes

pytestmark = pytest.mark.django_db(transaction=True)
WAITS = """
import sys, time
from pathlib import Path
from django.db import transaction
from django.utils import timezone
from events.models import CoOrganiser, Event
from network.models import Organisation
from publications.models import InfopostAuthor, InfopostPage
from wagtail.models import Revision

folder, kind, first = Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "first"
model = {"date": Event, "post": InfopostPage}[kind]
row = model.objects.get()

def pause():
    (folder / "half-way").touch()
    time.sleep(1)

def wait():
    until = time.monotonic() + 60
    while not (folder / "half-way").exists():
        assert time.monotonic() < until, "nobody began"
        time.sleep(0.005)
"""
PUBLISHES = (
    WAITS
    + """
revision = row.get_latest_revision()
draft = revision.as_object()
if first:
    # Versions are written by now, and the row is next.
    name = {"overwrites": "_update_from_revision", "publishes": "save"}[sys.argv[4]]
    step = getattr(model, name)
    def slowly(self, *arguments, **options):
        pause()
        step(self, *arguments, **options)
    setattr(model, name, slowly)
else:
    wait()
with transaction.atomic():
    # Whatever approves it holds a transaction open; some of it writes a version first.
    if sys.argv[4] == "overwrites":
        revision = draft.save_revision(overwrite_revision=revision, clean=False)
    draft.publish(revision)
"""
)
LEAVES = (
    WAITS
    + """
from events.co_organisers import leaving as dates
from publications.infoposts.co_authors import leaving as posts
leaving = {"date": dates, "post": posts}[kind]
if first:
    take_off = leaving.take_off
    def take_off_slowly(*arguments):
        take_off(*arguments)
        pause()
    leaving.take_off = take_off_slowly
else:
    wait()
leaving.leave(row.pk, Organisation.objects.get(name="Verein Amsel"), timezone.now())
"""
)
COUNTS = """
from events.models import CoOrganiser, Event
from network.models import Leaving
from publications.models import InfopostAuthor, InfopostPage
versions = [row.get_latest_revision().content for model in (Event, InfopostPage) for row in model.objects.all()]
named = [bool(one.get("co_organisers") or one.get("co_authors")) for one in versions]
print(CoOrganiser.objects.count() + InfopostAuthor.objects.count(), Leaving.objects.count(), sum(named))
"""


@pytest.mark.parametrize(
    ("kind", "first", "how"),
    [
        ("date", "writer", "overwrites"),
        ("post", "writer", "publishes"),
        ("date", "leaver", "publishes"),
        ("post", "leaver", "overwrites"),
    ],
)
def test_publishing_and_leaving_at_the_same_instant_end_both_and_name_nobody(tmp_path, kind, first, how):
    tree = builders.calendar_tree()
    ours, theirs = house(tree, "Verein Amsel"), house(tree, "Verein Buche")
    if kind == "date":
        day = timezone.localtime().replace(tzinfo=None) + timedelta(days=7)
        row = builders.event("Fest", day, organiser=theirs.entry, co_organisers=[ours.entry])
    else:
        row = infopost(theirs.page, "Ruf", co_authors=(ours.entry,))
        row.save_revision().publish()
    row.save_revision()  # a draft, for what was public is not written over
    others = processes(tmp_path)
    order = ("first", "second") if first == "writer" else ("second", "first")
    running = [
        others.start(script, str(tmp_path), kind, turn, how)
        for script, turn in zip((PUBLISHES, LEAVES), order, strict=True)
    ]
    ended = [(process, process.communicate(timeout=120)[1]) for process in running]
    assert not [errors for process, errors in ended if process.returncode]
    assert others.start(COUNTS).communicate(timeout=60)[0].split() == ["0", "1", "0"]
