"""Other processes of the same portal: on a copy of the test's SQLite database, or on its PostgreSQL one."""

import os
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection


@dataclass(frozen=True)
class Processes:
    """A way to start processes that share a database and an index."""

    environment: dict[str, str]

    def start(self, script: str, *arguments: str) -> subprocess.Popen:
        """Start a Python script in which Django is set up."""
        return self._open("-c", f"import django\ndjango.setup()\n{script}", *arguments)

    def manage(self, *arguments: str) -> str:
        """Run a management command and return what it printed; fails if it does."""
        process = self._open(str(settings.BASE_DIR / "manage.py"), *arguments)
        printed, errors = process.communicate(timeout=120)
        assert process.returncode == 0, printed + errors
        return printed

    def _open(self, *arguments: str) -> subprocess.Popen:
        return subprocess.Popen(  # noqa: S603 - our own scripts
            [sys.executable, *arguments],
            env=self.environment,
            cwd=settings.BASE_DIR,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


def processes(folder: Path) -> Processes:
    """Return a way to start processes on what the test's database holds now."""
    return Processes(
        {
            **{name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}},
            "PYTHONPATH": str(settings.BASE_DIR),
            "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
            "DEBUG": "0",
            "LOG_LEVEL": "ERROR",
            "PORTAL_VAR": str(folder),
            "DATABASE_URL": _database(folder),
            "ELASTICSEARCH_URL": settings.ELASTICSEARCH_URL,
            "ELASTICSEARCH_PREFIX": settings.ELASTICSEARCH_PREFIX,
            "ELASTICSEARCH_PATIENCE": str(settings.ELASTICSEARCH_PATIENCE),
        }
    )


def _database(folder: Path) -> str:
    """Return the URL of the database that the processes share."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        path = folder / "copy.sqlite3"
        with sqlite3.connect(path) as copy:
            connection.connection.backup(copy)
        copy.close()
        return f"sqlite:///{path}"
    known = connection.settings_dict
    login = f"{quote(known['USER'])}:{quote(known['PASSWORD'])}" if known["USER"] else ""
    return f"postgresql://{login}@{quote(known['HOST'], safe='')}:{known['PORT']}/{known['NAME']}"
