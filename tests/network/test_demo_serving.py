"""The demo's server: housekeeping beside it, ended with it, and mails in files."""

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_housekeeping_starts_with_the_server_and_ends_with_it(tmp_path, monkeypatch):
    serving = import_module("network.demo.serving")
    started = []

    class Process(subprocess.Popen):
        """A process that only waits, in place of what is asked for."""

        def __init__(self, command, **options) -> None:
            started.append(command)
            super().__init__([sys.executable, "-c", "import time; time.sleep(60)"], **options)

    monkeypatch.setenv("PORTAL_VAR", str(tmp_path))
    monkeypatch.setattr(serving.subprocess, "Popen", Process)
    serving.when_ready(None)
    (process,) = serving._beside
    assert started[0][1:4] == ["manage.py", "housekeeping", "--loop"]
    assert (tmp_path / "housekeeping.log").exists()
    assert process.poll() is None
    serving.on_exit(None)
    assert process.poll() is not None
    serving._beside.clear()


def test_its_mails_are_files(tmp_path):
    script = "from django.conf import settings; print(settings.MAIL_TRANSPORT, settings.EMAIL_FILE_PATH)"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings.demo",
        "PORTAL_VAR": str(tmp_path),
    }
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.split() == ["django.core.mail.backends.filebased.EmailBackend", str(tmp_path / "mail")]
