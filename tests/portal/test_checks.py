"""What a person who sets up the portal should know before its visitors do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from wagtail.models import Page, Site

from portal import checks

ROOT = Path(__file__).resolve().parents[2]
DATABASES = ["default"]


def ids(messages):
    return [message.id for message in messages]


def test_nothing_is_said_outside_of_production():
    assert checks.production_database(DATABASES) == checks.base_url(DATABASES) == []


def test_sqlite_in_production_is_warned_of(settings, monkeypatch):
    settings.IS_PRODUCTION = True
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.sqlite3")
    assert ids(checks.production_database(DATABASES)) == ["portal.W001"]
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.postgresql")
    assert checks.production_database(DATABASES) == []


def test_a_public_address_that_nobody_set_is_warned_of(settings):
    settings.IS_PRODUCTION = True
    settings.WAGTAILADMIN_BASE_URL = "http://localhost:8000"
    assert ids(checks.base_url(DATABASES)) == ["portal.W002"]
    settings.WAGTAILADMIN_BASE_URL = "https://netzwerk.example.org"
    assert checks.base_url(DATABASES) == []


def test_a_portal_that_is_set_up_is_fine(tree):
    assert checks.sites(DATABASES) == []


def test_wagtails_welcome_page_is_no_home_page(db):
    assert ids(checks.sites(DATABASES)) == ["portal.W004"]


def test_a_missing_site_and_an_unpublished_home_page_are_warned_of(tree):
    tree.home.unpublish()
    assert ids(checks.sites(DATABASES)) == ["portal.W005"]
    Site.objects.all().delete()
    assert ids(checks.sites(DATABASES)) == ["portal.W003"]


def test_without_a_database_to_look_at_the_sites_are_left_alone(tree, django_assert_num_queries):
    Page.objects.filter(depth=2).delete()
    with django_assert_num_queries(0):
        assert checks.sites(None) == []


@pytest.mark.parametrize("extra", [[], ["--fail-level", "INFO"]])
def test_the_production_settings_are_safe_to_deploy(tmp_path, extra):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "SECRET_KEY": "x7!kq2-" * 12,
        "ALLOWED_HOSTS": "netzwerk.example.org",
        "PORTAL_VAR": str(tmp_path),
    }
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING", *extra]
    result = subprocess.run(command, check=False, cwd=ROOT, env=environment, capture_output=True, text=True)  # noqa: S603
    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout


def test_production_does_not_start_without_a_secret(tmp_path):
    environment = {
        name: value for name, value in os.environ.items() if name not in {"SECRET_KEY", "ALLOWED_HOSTS"}
    }
    environment |= {"DJANGO_SETTINGS_MODULE": "portal.settings.production", "PORTAL_VAR": str(tmp_path)}
    command = [sys.executable, "manage.py", "check"]
    result = subprocess.run(command, check=False, cwd=ROOT, env=environment, capture_output=True, text=True)  # noqa: S603
    assert result.returncode != 0
    assert "SECRET_KEY" in result.stderr
