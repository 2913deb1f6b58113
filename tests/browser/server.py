"""The portal as a process of its own, built once and served like the demo's."""

import contextlib
import fcntl
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.browser.building import PAGES

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60


@dataclass(frozen=True)
class Portal:
    """A running portal: where it answers, and the addresses of its pages by name."""

    url: str
    pages: dict[str, str]

    def address(self, page: str) -> str:
        """Return the whole address of a page given by name or path."""
        return self.url + self.pages.get(page, page)


def build_once(folder: Path) -> None:
    """Build the portal in a folder; processes that come while another one builds wait for it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / PAGES).exists():
            _run(folder, "-m", "tests.browser.building")


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Portal]:
    """Serve the portal of a folder on a free port and give it; stop it at the end."""
    with socket.create_server(("127.0.0.1", 0)) as listener, (folder / "server.log").open("ab") as log:
        bind = ["--bind", f"fd://{listener.fileno()}", "--workers", "1", "--threads", "4"]
        process = subprocess.Popen(  # noqa: S603 - a fixed command
            [
                sys.executable,
                "-m",
                "gunicorn",
                "--config",
                "python:portal.serving",
                *bind,
                "--log-level",
                "warning",
            ],
            cwd=ROOT,
            env=_environment(folder),
            pass_fds=[listener.fileno()],
            stdout=log,
            stderr=log,
        )
        try:
            url = f"http://127.0.0.1:{listener.getsockname()[1]}"
            _wait(url, process)
            yield Portal(url, json.loads((folder / PAGES).read_text(encoding="utf-8")))
        finally:
            process.terminate()
            process.wait(20)


def _run(folder: Path, *arguments: str) -> None:
    """Run Python with the portal's settings; raises with its output when it fails."""
    done = subprocess.run(  # noqa: S603 - a fixed command
        [sys.executable, *arguments],
        cwd=ROOT,
        env=_environment(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{arguments} failed:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")


def _environment(folder: Path) -> dict[str, str]:
    """Return the environment of the portal's processes."""
    inherited = {
        name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "MEDIA_ROOT"}
    }
    return {**inherited, "DJANGO_SETTINGS_MODULE": "tests.browser.settings", "PORTAL_VAR": str(folder)}


def _wait(url: str, process: "subprocess.Popen[bytes]") -> None:
    """Wait until the portal is healthy; raises where it ends or takes too long."""
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up and process.poll() is None:
        with contextlib.suppress(urllib.error.URLError, TimeoutError):
            urllib.request.urlopen(f"{url}/healthz", timeout=10).close()  # noqa: S310 - our own server
            return
        time.sleep(0.2)
    raise RuntimeError(f"The portal did not start within {START_SECONDS} s, see server.log")
