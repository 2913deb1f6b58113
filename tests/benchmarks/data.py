"""The databases that are measured: made once per size and kept beside the tree's other variable data."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.generate import generate


@dataclass(frozen=True)
class Dataset:
    """A database with a number of organisations: its environment, and seconds to import them (None: kept)."""

    size: int
    environment: dict[str, str]
    import_seconds: float | None


def dataset(size: int, folder: Path) -> Dataset:
    """Return the database of a size, made if it is not there yet."""
    var = folder / f"bench-{size}"
    var.mkdir(parents=True, exist_ok=True)
    environment = environment_of(var)
    done = var / "complete"
    if done.exists():
        return Dataset(size, environment, None)
    for old in var.glob("portal.sqlite3*"):
        old.unlink()
    run(environment, "migrate", "-v0")
    organisations = var / "organisations.jsonl"
    rows = (json.dumps(row, ensure_ascii=False) for row in generate(size))
    organisations.write_text("\n".join(rows), encoding="utf-8")
    started = time.perf_counter()
    run(environment, "import_organisations", str(organisations), "--create-topics")
    seconds = time.perf_counter() - started
    done.touch()
    return Dataset(size, environment, seconds)


def environment_of(var: Path) -> dict[str, str]:
    """Return the environment of a database in a folder."""
    return {
        "PORTAL_VAR": str(var),
        "DATABASE_URL": f"sqlite:///{var / 'portal.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings",
        "LOG_LEVEL": "ERROR",
    }


def run(environment: dict[str, str], *command: str) -> float:
    """Run a management command and return its seconds; its output is dropped unless it fails."""
    started = time.perf_counter()
    subprocess.run(  # noqa: S603 - our own commands
        [sys.executable, "manage.py", *command],
        env={**os.environ, **environment},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - started
