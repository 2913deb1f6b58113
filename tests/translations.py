"""Whether the German catalogue says everything the code asks for, and is compiled: `python -m tests.translations`."""

import gettext
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("portal", "network", "events", "publications", "search", "templates")
CATALOGUE = Path("portal/locale/de/LC_MESSAGES")
WHAT_TO_DO = "Run `make translations`, write what is missing into the catalogue, and run it again."


def main() -> int:
    """Print what is wrong and return the exit code."""
    if shutil.which("xgettext") is None:
        sys.stderr.write("The check of the translations needs gettext (Debian: apt install gettext).\n")
        return 1
    problems = find_problems()
    for problem in problems:
        sys.stdout.write(f"{problem}\n")
    if problems:
        sys.stdout.write(f"{len(problems)} problems. {WHAT_TO_DO}\n")
    return 1 if problems else 0


def find_problems() -> list[str]:
    """Return what the committed catalogue lacks, guesses, or has too much of."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = collect(Path(folder))
        missing = entries(fresh, "--untranslated", "--no-obsolete")
        guessed = entries(fresh, "--only-fuzzy", "--no-obsolete")
        wanted = compiled(fresh)
    committed = words(ROOT / CATALOGUE / "django.mo")
    return [
        *(f"not translated: {entry}" for entry in missing),
        *(f"only guessed (fuzzy): {entry}" for entry in guessed),
        *(f"not compiled: {key!r}" for key in sorted(wanted.keys() - committed.keys(), key=str)),
        *(f"no longer used: {key!r}" for key in sorted(committed.keys() - wanted.keys(), key=str)),
        *(
            f"compiled differently: {key!r}"
            for key in wanted
            if wanted[key] != committed.get(key, wanted[key])
        ),
    ]


def collect(folder: Path) -> Path:
    """Return a catalogue with every word of the present code, made in a copy so that nothing here is written."""
    leave_out = shutil.ignore_patterns("__pycache__", "static", "migrations")
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name, ignore=leave_out)
    shutil.copy(ROOT / "manage.py", folder)
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        "PORTAL_VAR": str(folder / "var"),
    }
    command = [sys.executable, "manage.py", "makemessages", "--locale=de", "--no-obsolete", "--verbosity=0"]
    subprocess.run(command, cwd=folder, env=environment, check=True, stdin=subprocess.DEVNULL)  # noqa: S603
    return folder / CATALOGUE / "django.po"


def entries(catalogue: Path, *kind: str) -> list[str]:
    """Return the words of a kind of entries, one line each."""
    command = ["msgattrib", *kind, "--no-wrap", str(catalogue)]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    blocks = found.split("\n\n")[1:]
    lines = ([line for line in block.splitlines() if line.startswith('msgid "')] for block in blocks)
    return [line[0].removeprefix("msgid ") for line in lines if line]


def compiled(catalogue: Path) -> dict:
    """Return the words of a catalogue as a program would read them."""
    target = catalogue.with_suffix(".mo")
    subprocess.run(["msgfmt", "-o", str(target), str(catalogue)], check=True)  # noqa: S603, S607
    return words(target)


def words(path: Path) -> dict:
    """Return the words of a compiled catalogue; none where it is missing."""
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        catalogue = dict(gettext.GNUTranslations(file)._catalog)
    catalogue.pop("", None)
    return catalogue


if __name__ == "__main__":
    sys.exit(main())
