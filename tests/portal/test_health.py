"""Plain facts for monitoring."""

import json
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from portal.models import JobRun, OutgoingMail, PendingChange
from portal.registries import HealthCheck, health_checks
from portal.views import health

pytestmark = pytest.mark.django_db


def facts(client, status=200):
    response = client.get("/healthz")
    assert response.status_code == status
    return json.loads(response.content)


def test_a_healthy_portal_says_so(client):
    answer = facts(client)
    assert answer["status"] == "ok"
    assert answer["version"]
    assert answer["database"] == {"ok": True}
    assert answer["changes"] == {"pending": 0, "oldest_seconds": None, "failing": 0}


def test_nobody_keeps_the_answer(client):
    response = client.get("/healthz")
    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response


def test_waiting_work_is_counted_with_its_age(client):
    PendingChange.objects.create(model="a.b", object_id="1", attempts=2)
    PendingChange.objects.update(recorded_at=timezone.now() - timedelta(seconds=90))
    OutgoingMail.objects.create(
        key="k",
        recipient="frau@example.org",
        subject="s",
        body="b",
        not_before=timezone.now() - timedelta(seconds=60),
    )
    JobRun.objects.create(name="outbox", succeeded_at=timezone.now() - timedelta(seconds=30))
    answer = facts(client)
    assert answer["changes"]["pending"] == answer["changes"]["failing"] == 1
    assert 90 <= answer["changes"]["oldest_seconds"] < 100
    assert 60 <= answer["outbox"]["oldest_due_seconds"] < 70
    assert 30 <= answer["housekeeping"]["outbox"] < 40
    assert "frau@example.org" not in str(answer)


def test_other_apps_add_what_they_know(client):
    health_checks.register("engine", HealthCheck(lambda: {"engine": "embedded", "lag": 0}))
    assert facts(client)["engine"] == {"engine": "embedded", "lag": 0}


def test_one_failing_part_fails_the_whole(client):
    health_checks.register("engine", HealthCheck(lambda: {"ok": False}))
    assert facts(client, 503)["status"] == "failing"


def test_a_check_that_breaks_tells_no_secrets(client):
    def broken():
        raise RuntimeError("password=geheim")

    health_checks.register("engine", HealthCheck(broken))
    answer = facts(client, 503)
    assert answer["engine"] == {"ok": False, "error": "RuntimeError"}
    assert "geheim" not in str(answer)


def test_without_a_database_there_is_still_an_answer(client, monkeypatch):
    def gone(*args):
        raise OperationalError("connection to 10.0.0.1 refused")

    monkeypatch.setattr(PendingChange.objects, "exists", gone)
    monkeypatch.setattr(health.PendingChange.objects, "order_by", gone)
    answer = facts(client, 503)
    assert answer["database"] == {"ok": False, "error": "OperationalError"}
    assert "10.0.0.1" not in str(answer)


def test_it_is_read_only(client):
    assert client.post("/healthz").status_code == 405
