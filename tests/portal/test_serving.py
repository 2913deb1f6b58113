"""The configuration of gunicorn, tried with a real one."""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from django.conf import settings

START_SECONDS = 30


@pytest.fixture
def port() -> Iterator[int]:
    """Serve the echo with the portal's configuration; give the port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        bind = ["--bind", f"fd://{listener.fileno()}", "--workers", "1", "--log-level", "warning"]
        process = subprocess.Popen(  # noqa: S603 - a fixed command
            [
                sys.executable,
                "-m",
                "gunicorn",
                "--config",
                "python:portal.serving",
                *bind,
                "tests.portal.echo",
            ],
            cwd=settings.BASE_DIR,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.test"},
            pass_fds=[listener.fileno()],
        )
        try:
            yield listener.getsockname()[1]
        finally:
            process.terminate()
            process.wait(20)


def get(port: int, path: str) -> tuple[int, bytes]:
    """Return status and body of an answer, waiting for the server to start."""
    give_up = time.monotonic() + START_SECONDS
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        with contextlib.closing(connection):
            try:
                connection.request("GET", path)
                answer = connection.getresponse()
                return answer.status, answer.read()
            except OSError:
                if time.monotonic() > give_up:
                    raise
                time.sleep(0.1)


def test_a_very_long_address_reaches_the_portal(port: int) -> None:
    assert get(port, "/?q=a") == (200, b"3")
    for letters in (10_000, 60_000):
        assert get(port, "/?q=" + "a" * letters) == (200, str(letters + 2).encode())
