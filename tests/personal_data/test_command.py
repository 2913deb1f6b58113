"""`manage.py personal_data`: for whoever has a shell, with exit codes that say what happened."""

import json
import stat
import tempfile
from io import StringIO
from pathlib import Path
from unittest import mock

import pytest
from django.core.management import CommandError, call_command

from network.models import ContactPoint
from portal.models import User
from tests.personal_data.world import MARIA, WithMaria


def call(*words):
    """Return what the command prints."""
    out = StringIO()
    call_command("personal_data", *words, stdout=out)
    return out.getvalue()


class TestCommand(WithMaria):
    """About Maria."""

    def refused(self, *words):
        """Return the exit code and words of a refusal."""
        with pytest.raises(CommandError) as caught:
            call(*words)
        return caught.value.returncode, str(caught.value)

    def test_the_record_is_listed(self):
        assert "network.ContactPoint.value" in call("--list")
        assert {"accounts", "mails", "registrations"} <= {
            one["name"] for one in json.loads(call("--list", "--json"))
        }
        assert "network.ContactPoint.value" not in call("--text")

    def test_a_report_is_printed_as_text_or_as_data(self):
        assert MARIA in call("report", MARIA)
        assert json.loads(call("report", MARIA, "--json"))["address"] == MARIA

    def test_a_report_is_written_into_two_files_that_nobody_else_may_read(self):
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "auskunft.txt"
            call("report", MARIA, "--output", str(target))
            assert MARIA in target.read_text(encoding="utf-8")
            data = target.with_suffix(".json")
            assert json.loads(data.read_text(encoding="utf-8"))["address"] == MARIA
            assert {stat.S_IMODE(file.stat().st_mode) for file in (target, data)} == {0o600}

    def test_what_is_no_address_is_said(self):
        code, words = self.refused("report", "maria")
        assert code == 2
        assert "no e-mail address" in words
        assert self.refused("erase", "")[0] == 2

    def test_an_address_that_nobody_knows_is_said(self):
        assert self.refused("report", "niemand@example.org")[0] == 3
        assert self.refused("erase", "niemand@example.org", "--yes")[0] == 3

    def test_without_a_word_nothing_is_done(self):
        assert self.refused()[0] == 2

    def test_a_trial_deletes_nothing(self):
        words = call("erase", MARIA, "--dry-run")
        assert "Offenes Haus" in words
        assert User.objects.filter(email=MARIA).exists()

    def test_without_the_typed_address_nothing_is_deleted(self):
        with mock.patch("builtins.input", return_value="ja"):
            assert self.refused("erase", MARIA)[0] == 4
        assert User.objects.filter(email=MARIA).exists()

    def test_with_the_typed_address_it_is_deleted(self):
        with mock.patch("builtins.input", return_value=f" {MARIA.upper()} "):
            call("erase", MARIA)
        assert not User.objects.filter(email=MARIA).exists()
        assert ContactPoint.objects.filter(value=MARIA).exists()

    def test_contacts_go_where_that_was_decided(self):
        data = json.loads(call("erase", MARIA, "--yes", "--contacts", "--json"))
        assert data["left"] == {}
        assert not ContactPoint.objects.filter(value=MARIA).exists()
        assert [part["name"] for part in json.loads(call("report", MARIA, "--json"))["parts"]] == ["asked"]

    def test_the_last_superuser_is_refused(self):
        User.objects.update(is_superuser=False)
        User.objects.filter(email=MARIA).update(is_superuser=True)
        assert self.refused("erase", MARIA, "--yes")[0] == 4
        assert User.objects.filter(email=MARIA).exists()
