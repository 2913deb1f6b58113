"""Share kits on the disk: made when somebody first asks, once for each version, and gone when another one is made."""

import logging
import os
import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings

from .contents import KitContents
from .packing import pack

log = logging.getLogger("portal.share_kits")


def kit_bytes(kit: KitContents) -> bytes:
    """Return the archive of a kit, made only where nobody made it before."""
    path = _path(kit)
    try:
        return path.read_bytes()
    except OSError:
        content = pack(kit)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, content)
    except OSError as error:  # a full disk costs time, not the kit
        log.warning("share kit not kept: %s", type(error).__name__)
        return content
    for other in path.parent.glob(f"{kit.page_id}-*.zip"):
        if other != path:
            other.unlink(missing_ok=True)
    return content


def forget_page(page_id: int) -> None:
    """Delete the kits of a page that is public no more."""
    for path in _folder().glob(f"{page_id}-*.zip"):
        path.unlink(missing_ok=True)


def forget_older(before: datetime) -> int:
    """Delete kits that were made before a moment, and what was left half written; return how many.

    Whoever asks again gets a new one.
    """
    gone = 0
    for path in [*_folder().glob("*.zip"), *_folder().glob("*.part")]:
        with suppress(FileNotFoundError):  # another process was faster
            if path.stat().st_mtime < before.timestamp():
                path.unlink()
                gone += 1
    return gone


def _folder() -> Path:
    """Return where kits lie; nothing there is served by its name."""
    return Path(settings.SHARE_KIT_ROOT)


def _path(kit: KitContents) -> Path:
    """Return the file of a kit; its name says what is in it."""
    return _folder() / f"{kit.page_id}-{kit.digest}.zip"


def _write(path: Path, content: bytes) -> None:
    """Write a file as a whole: another process sees all of it or nothing."""
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).replace(path)
