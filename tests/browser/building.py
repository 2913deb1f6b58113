"""Build the portal that the browser visits: `python -m tests.browser.building`, in the folder of PORTAL_VAR."""

import json
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

PAGES = "pages.json"


def build(folder: Path) -> None:
    """Write database, pictures, static files and, last of all, the list of addresses."""
    from tests.browser.content import add_pages  # noqa: PLC0415 - models need a started Django

    call_command("migrate", verbosity=0)
    call_command("demo", force=True)
    pages = add_pages()
    call_command("search_rebuild")
    call_command("collectstatic", interactive=False, verbosity=0)
    (folder / PAGES).write_text(json.dumps(pages, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    django.setup()
    build(settings.VAR_DIR)
