"""The log of checks: what stands there, who may read it, filters, the file, and what it costs."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from network.models import Organisation
from network.models.organisations import Trust
from network.moderation import deciding, trusting, undoing
from network.moderation.kinds import Said
from tests import builders
from tests.access.houses import house
from tests.network.moderation.submitted import link_in, press, submitted, tell

pytestmark = pytest.mark.django_db


def read(client, query: str = "") -> list:
    """Return the lines of the log."""
    answer = client.get(f"{reverse('moderation:log')}?{query}")
    assert answer.status_code == 200
    return [row for row, _way in answer.context["rows"]]


@pytest.fixture
def told(client, ours, tree, editor, office):
    """Let several things happen, and sign the office in."""
    other = house(tree, "Verein Buche")
    first = submitted(ours)
    deciding.approve(first.pk, Said(editor, timezone.now()))
    undoing.undo(first.pk, editor, timezone.now())
    second = submitted(other)
    mail = next(mail for mail in tell() if mail.recipient == office.email and "Buche" in mail.subject)
    press(client, link_in(mail), "send_back", "=HYPERLINK(1) bitte")
    second.refresh_from_db()
    trusting.set_trust(other.entry.pk, Trust.TRUSTED, office)
    client.force_login(office)
    return client


def actions(rows) -> str:
    """Return what the lines say."""
    return " ".join(row.what for row in rows)


def test_everything_stands_there(told, editor, office):
    rows = read(told)
    assert [row.at for row in rows] == sorted((row.at for row in rows), reverse=True)
    assert {row.who for row in rows} >= {editor.email, office.email}
    assert {row.organisation for row in rows} == {"Verein Amsel", "Verein Buche"}
    trust = next(row for row in rows if row.trust_before)
    assert (trust.trust_before, trust.trust_after) == (str(Trust.CHECKED.label), str(Trust.TRUSTED.label))


def test_filters_find_what_they_say(told, editor, office):
    everything = read(told)
    assert {row.organisation for row in read(told, "organisation=buche")} == {"Verein Buche"}
    assert {row.who for row in read(told, "who=redaktion")} == {editor.email}
    assert {row.via for row in read(told, "via=mail")} == {"mail"}
    assert len(read(told, "what=trust")) == 1
    assert len(read(told, "what=undone")) == 1
    assert len(read(told, "what=trust&what=undone")) == 2
    assert read(told, "who=niemand") == []
    assert read(told, "organisation=niemand") == []
    assert read(told, "until=2020-01-01") == []
    assert len(read(told, "since=2020-01-01")) == len(everything)


@pytest.mark.parametrize(
    "query",
    ["what=x", "via=x", "since=x", "until=2020-13-01", "since=%00", "who=" + "x" * 200, "organisation=%00",
     "until=9999-12-31", "p=x", "p=99999999999999999999"],
)  # fmt: skip
def test_hostile_filters_get_a_page(told, query):
    assert told.get(f"{reverse('moderation:log')}?{query}").status_code == 200
    assert told.get(f"{reverse('moderation:log_file')}?{query}").status_code in {200, 400}


def test_what_cannot_be_meant_shows_nothing(told):
    for query in ("what=x", "via=x", "since=x"):
        assert read(told, query) == []
        assert told.get(f"{reverse('moderation:log_file')}?{query}").status_code == 400


def test_the_file_runs_nothing(told):
    answer = told.get(reverse("moderation:log_file"))
    assert answer["Content-Disposition"].startswith("attachment")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == len(read(told)) + 1
    assert all(cell[:1] not in {"=", "+", "-", "@"} for row in rows[1:] for cell in row if cell)
    assert len({len(row) for row in rows}) == 1


def test_the_log_costs_the_same_at_any_length(told, tree, editor, django_assert_max_num_queries):
    counts = []
    for number in (1, 5):
        while Organisation.objects.count() < 2 + number:
            one = submitted(house(tree, f"Verein {Organisation.objects.count()}"))
            deciding.approve(one.pk, Said(editor, timezone.now()))
        with django_assert_max_num_queries(40) as queries:
            read(told)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_deleted_page_and_person_stay_readable(told, ours, editor):
    type(ours.page).objects.get(pk=ours.page.pk).delete()
    editor.delete()
    rows = read(told)
    assert any(row.about == "Verein Amsel" and not row.url for row in rows)
    assert {row.organisation for row in read(told, "organisation=amsel")} == {"Verein Amsel"}


def test_trust_changed_in_the_register_is_logged_too(told, office):
    entry = builders.organisation("Verein Drossel")
    url = reverse("wagtailsnippets_network_organisation:edit", args=[entry.pk])
    form = told.get(url).context["form"]
    data = {
        name: value
        for name, value in form.initial.items()
        if value is not None and not isinstance(value, list)
    }
    told.post(url, {**data, "trust": "new"})
    rows = read(told, "organisation=drossel")
    assert [(row.who, row.trust_before, row.trust_after) for row in rows] == [
        (office.email, str(Trust.CHECKED.label), str(Trust.NEW.label))
    ]
