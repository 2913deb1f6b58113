"""How gunicorn serves `make demo`: as the portal is, with housekeeping beside it, which ends with the server."""

import os
import subprocess
import sys
from typing import Any

from portal.serving import *  # noqa: F403 - gunicorn reads the names of this module

PAUSE = "15"  # seconds between two rounds: how long a mail waits
_beside: list["subprocess.Popen[bytes]"] = []


def when_ready(server: Any) -> None:
    """Start housekeeping once the server answers, so that nobody waits for it; what it does stands in a log."""
    folder = os.environ.get("PORTAL_VAR", "var")
    with open(os.path.join(folder, "housekeeping.log"), "wb") as log:
        command = [sys.executable, "manage.py", "housekeeping", "--loop", PAUSE]
        _beside.append(subprocess.Popen(command, stdout=log, stderr=log))  # noqa: S603 - a fixed command


def on_exit(server: Any) -> None:
    """End housekeeping after the job that runs."""
    for process in _beside:
        process.terminate()
        process.wait()
