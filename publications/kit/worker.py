"""The worker that keeps a kit on a device: what it keeps, and under which version."""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import get_language

from portal.addresses import page_path
from portal.page_refs import source_of
from publications.guides.presentation import LANGUAGE_PARAMETER
from publications.models import KitPage

from .building import kit_record
from .places import table_for_devices
from .presentation import kit_view

# What the page loads, without which it would look or work differently.
FILES = (
    "portal/css/portal.css",
    "portal/css/print.css",
    "portal/css/guide.css",
    "portal/css/kit.css",
    "portal/icons.svg",
    "portal/marks.svg",
    "portal/favicon.svg",
    "portal/js/exit.js",
    "portal/js/print.js",
    "portal/js/kit.js",
)
TEMPLATES = ("base.html", "components/*.html", "publications/guides/**/*.html", "publications/kit/*.html")
_CODE = Path(__file__).with_name("worker.js")


@dataclass(frozen=True)
class Kept:
    """What a device keeps of a kit: below which address, under which names, which pages and files."""

    scope: str
    prefix: str
    version: str
    pages: tuple[str, ...]
    files: tuple[str, ...]


def worker_script(page: KitPage, places_url: str) -> str:
    """Return the worker of a kit; another version is another script, so browsers notice it at the next visit."""
    kept = kept_of(page, places_url)
    return f"const KIT = {json.dumps(vars(kept), sort_keys=True)};\n{_CODE.read_text(encoding='utf-8')}"


def kept_of(page: KitPage, places_url: str) -> Kept:
    """Return what a device keeps of a published kit: its page in every language, styles, drawings and places."""
    path, today = page_path(source_of(page)), timezone.localdate()
    own = kit_record(page)
    others = [record.language for record in own.versions]
    pages = (path, *(f"{path}?{LANGUAGE_PARAMETER}={code}" for code in others))
    views = [kit_view(kit_record(page, code), today, path) for code in ("", *others)]
    files = (*map(static, FILES), places_url)
    state = repr(
        (page.title, page.summary, page.for_whom, views, pages, files, table_for_devices(), _surroundings())
    )
    version = hashlib.blake2b(state.encode(), digest_size=8).hexdigest()
    # The language of the interface is in the address: each has a worker of its own.
    return Kept(path, f"kit-{page.pk}-{get_language()}-", version, pages, files)


@cache
def _surroundings() -> str:
    """Return a digest of the templates, styles and scripts around the words; read once, as code is."""
    folders = map(Path, settings.TEMPLATES[0]["DIRS"])
    paths = [path for folder in folders for name in TEMPLATES for path in sorted(folder.glob(name))]
    paths += [Path(found) for name in FILES if (found := finders.find(name))]
    found = hashlib.blake2b(digest_size=8)
    for path in paths:
        found.update(path.read_bytes())
    return found.hexdigest()
