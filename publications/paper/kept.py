"""Finished PDFs on the disk of this machine: one for each state of each sheet, written whole or not at all.

A file is found under its sheet's digest only, so whatever is hidden, corrected or ended is out of reach at once; that
it also goes from the disk is `dropping`'s work. All of it can be made again: no backup, no shared disk.
"""

import fcntl
import os
import re
import tempfile
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

MOST_FILES = 400
MOST_BYTES = 200_000_000
# Whoever waits for somebody else's printing waits about as long as a long guide takes.
PATIENCE = 30.0
PAUSE = 0.1
LOCKS = 64
# What the press failed at is not tried again so soon: each time may cost it a minute.
FAILED_FOR = 300  # seconds
# How many threads of a worker may print or wait for it: the others serve pages meanwhile.
AT_ONCE = 2
_SUBJECT = re.compile(r"[a-z]+-[0-9a-z_-]+")
_DIGEST = re.compile(r"[0-9a-f]{32}")
_threads = threading.BoundedSemaphore(AT_ONCE)


class Busy(Exception):
    """Others are printing, and there was no room within the time that a visitor waits."""


class Failed(Exception):
    """The press failed at this state a short while ago."""


def folder() -> Path:
    """Return where finished files lie."""
    return settings.PAPER_DIR / "files"


def find(subject: str, digest: str) -> BinaryIO | None:
    """Return the file of a state, opened, None where nobody made it; it counts as used now."""
    path = _path(subject, digest)
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return None
    with suppress(FileNotFoundError):
        os.utime(path)
    return file


def make_once(subject: str, digest: str, make: Callable[[], bytes]) -> BinaryIO:
    """Return the file of a state, made unless somebody else makes it right now.

    Raises Busy, what `make` raises, and Failed for a while after that. Earlier states of the same subject go.
    """
    path = _path(subject, digest)
    with _thread(), _alone(subject):
        if (found := find(subject, digest)) is not None:
            return found
        failed = path.with_suffix(".failed")
        if _is_younger(failed, FAILED_FOR):
            raise Failed(subject)
        try:
            with _place_at_the_press():
                content = make()
        except Busy:
            raise
        except Exception:
            failed.parent.mkdir(parents=True, exist_ok=True)
            failed.touch()
            raise
        _write(path, content)
        file = path.open("rb")
        drop(subject, but=digest)
        make_room()
        return file


def _is_younger(path: Path, seconds: float) -> bool:
    """Return whether a file was touched less than so many seconds ago; one that is older goes."""
    with suppress(FileNotFoundError):
        if time.time() - path.stat().st_mtime < seconds:
            return True
        path.unlink(missing_ok=True)
    return False


def drop(subject: str, but: str = "") -> int:
    """Delete the files of a subject, but that of one digest; return how many went."""
    gone = 0
    for path in folder().glob(f"{subject}.*.pdf"):
        if path.name != f"{subject}.{but}.pdf":
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def drop_beginning(beginning: str) -> None:
    """Delete the files of every subject whose name begins like this."""
    for path in folder().glob(f"{beginning}*.pdf"):
        path.unlink(missing_ok=True)


def states() -> Iterator[tuple[str, str]]:
    """Yield whose files there are, each with the digest of the state it shows."""
    for path in sorted(folder().glob("*.pdf")):
        subject, digest = path.stem.split(".")
        yield subject, digest


def make_room() -> None:
    """Delete what nobody asked for longest until files and bytes are below their limits; old failures, too."""
    for path in folder().glob("*.failed"):
        _is_younger(path, FAILED_FOR)
    found = []
    for path in folder().glob("*.pdf"):
        with suppress(FileNotFoundError):
            known = path.stat()
            found.append((known.st_mtime, known.st_size, path))
    files, size = len(found), sum(one[1] for one in found)
    for _used, length, path in sorted(found):
        if files <= MOST_FILES and size <= MOST_BYTES:
            return
        path.unlink(missing_ok=True)
        files, size = files - 1, size - length


def _path(subject: str, digest: str) -> Path:
    """Return where a file lies; raises ValueError for names that are none of ours."""
    if not (_SUBJECT.fullmatch(subject) and _DIGEST.fullmatch(digest)):
        raise ValueError(f"No name of a file: {subject} {digest}")
    return folder() / f"{subject}.{digest}.pdf"


def _write(path: Path, content: bytes) -> None:
    """Write a file under another name and give it its own when it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def _thread() -> Iterator[None]:
    """Be one of the threads of this worker that print or wait for it; raises Busy at once where they are enough."""
    if not _threads.acquire(blocking=False):
        raise Busy("threads")
    try:
        yield
    finally:
        _threads.release()


@contextmanager
def _alone(subject: str) -> Iterator[None]:
    """Hold the right to print for a subject on this machine; raises Busy where another one keeps it too long."""
    with _locked([f"subject-{zlib.crc32(subject.encode()) % LOCKS}"]):
        yield


@contextmanager
def _place_at_the_press() -> Iterator[None]:
    """Hold one of the few places at the press, so that printing leaves processors to everybody else."""
    with _locked([f"press-{number}" for number in range(max(1, (os.cpu_count() or 1) // 2))]):
        yield


@contextmanager
def _locked(names: list[str]) -> Iterator[None]:
    """Hold the first of these locks that is free; a lock ends with the process that holds it, however that dies."""
    place = settings.PAPER_DIR / "locks"
    place.mkdir(parents=True, exist_ok=True)
    give_up = time.monotonic() + PATIENCE
    while True:
        for name in names:
            with (place / name).open("w") as file:
                if _is_taken(file.fileno()):
                    continue
                yield
                return
        if time.monotonic() > give_up:
            raise Busy(names[0])
        time.sleep(PAUSE)


def _is_taken(descriptor: int) -> bool:
    """Return whether somebody else holds the lock of a file, and hold it where nobody does."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False
