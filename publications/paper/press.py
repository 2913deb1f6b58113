"""The press: whether this machine can print, and printing in a process of its own.

A process, because WeasyPrint holds the interpreter for seconds and keeps hundreds of megabytes: other visitors are
served meanwhile, the memory is given back, and what takes too long is ended. It gets neither settings nor secrets.
"""

import ctypes
import logging
import os
import subprocess
import sys
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version

from django.conf import settings

from .printing import PrintJob, written

log = logging.getLogger("portal.paper")

# What WeasyPrint loads, under the names it has on Linux, macOS and Windows, and how Debian calls it.
LIBRARIES = {
    "Pango": ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    "PangoFT2": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
    "HarfBuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
    "HarfBuzz-Subset": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"),
    "Fontconfig": ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll"),
}
DEBIAN = "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core"
MOST_SECONDS = 60


class CannotPrint(Exception):
    """There is no file: the machine cannot print, or the process failed or took too long."""


@lru_cache(maxsize=1)
def missing() -> tuple[str, ...]:
    """Return what this machine lacks for printing, () where it can; costs no import of WeasyPrint."""
    lacking = [name for name, files in LIBRARIES.items() if not any(map(_loads, files))]
    return (*lacking, *(() if weasyprint_version() else ("WeasyPrint",)))


def can_print() -> bool:
    """Return whether this machine can print."""
    return not missing()


@lru_cache(maxsize=1)
def weasyprint_version() -> str:
    """Return the version of WeasyPrint, "" where it is not installed."""
    try:
        return version("weasyprint")
    except PackageNotFoundError:
        return ""


def print_job(job: PrintJob) -> bytes:
    """Return the PDF of a job; raises CannotPrint."""
    if lacking := missing():
        raise CannotPrint(f"not on this machine: {', '.join(lacking)}")
    command = [sys.executable, "-m", "publications.paper.printing"]
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command
            command,
            input=written(job),
            capture_output=True,
            cwd=settings.BASE_DIR,
            env=_environment(),
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise CannotPrint(f"took longer than {MOST_SECONDS} s") from error
    said = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode or not done.stdout.startswith(b"%PDF-"):
        raise CannotPrint(f"exit code {done.returncode}: {said[-500:]}")
    if said:
        log.warning("printed with complaints: %s", said[:500])
    return done.stdout


def _environment() -> dict[str, str]:
    """Return what the process may know: where programs and a place for the list of fonts are."""
    kept = ("PATH", "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH")
    known = {name: os.environ[name] for name in kept if name in os.environ}
    return {
        **known,
        "LANG": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": "0",  # the fonts carry when they were changed
        "XDG_CACHE_HOME": str(settings.PAPER_DIR / "fonts"),
    }


def _loads(name: str) -> bool:
    """Return whether a library of the system can be loaded."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
