"""What holds for the code as a whole: imports point one way, modules are small and named by what they decide."""

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from network.models import ActorPage, AlliancePage

ROOT = Path(__file__).resolve().parents[1]
# Each may import itself and those before it.
APPS = ("portal", "network", "events", "publications", "search")
# Settings and addresses see everything.
SEES_ALL = re.compile(r"portal/(settings/\w+|urls)\.py")
NAMELESS = {"utils", "util", "helpers", "helper", "core", "common", "misc"}
LONGEST_FILE = 400
# What a page says in prose; everything else an actor's page has is a fact.
PROSE = {"summary", "story", "logo", "organisation", "social_image"}


@cache
def modules() -> dict[str, Path]:
    """Return every module of the apps by its dotted name."""
    found = {}
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" in path.parts:
                continue
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def tree(path: Path) -> ast.Module:
    """Return a module as Python reads it."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(name: str, deferred: bool) -> frozenset[str]:
    """Return the modules of ours that a module imports: when it is loaded, or inside of its functions."""
    path = modules()[name]
    functions = [
        node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    inside = {id(node) for function in functions for node in ast.walk(function)}
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if (id(node) in inside) is deferred and isinstance(node, ast.Import | ast.ImportFrom):
            found |= targets(node, name, path.name == "__init__.py")
    return frozenset(found - {name})


def targets(node: ast.Import | ast.ImportFrom, importer: str, is_package: bool) -> set[str]:
    """Return the modules of ours that an import statement names."""
    if isinstance(node, ast.Import):
        names = {alias.name for alias in node.names}
    else:
        base = importer.split(".")
        base = base[: len(base) - node.level + is_package] if node.level else []
        origin = ".".join([*base, *([node.module] if node.module else [])])
        names = {
            f"{origin}.{alias.name}" if f"{origin}.{alias.name}" in modules() else origin
            for alias in node.names
        }
    return {name for name in names if name.split(".")[0] in APPS}


@cache
def reached(name: str) -> frozenset[str]:
    """Return every module of ours that is loaded when this one is."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        new = imports(waiting.pop(), deferred=False) & modules().keys() - found
        found |= new
        waiting += new
    return frozenset(found)


def test_imports_point_one_way():
    wrong = []
    for name, path in modules().items():
        if SEES_ALL.fullmatch(str(path.relative_to(ROOT))):
            continue
        allowed = APPS[: APPS.index(name.split(".")[0]) + 1]
        both = imports(name, deferred=False) | imports(name, deferred=True)
        wrong += [
            f"{name} imports {target}" for target in sorted(both) if target.split(".")[0] not in allowed
        ]
    assert not wrong


def test_no_import_inside_a_function_hides_a_circle():
    hidden = []
    for name, path in modules().items():
        if path.name in {"apps.py", "wsgi.py"}:  # run once everything is loaded
            continue
        for target in imports(name, deferred=True) & modules().keys():
            if name in reached(target):
                hidden.append(f"{name} imports {target}, which leads back to it")
    assert not hidden


@pytest.mark.parametrize("name", ["portal.models", "search.registration"])
def test_the_imports_of_a_module_are_found(name):
    assert len(imports(name, deferred=False)) > 3


def test_modules_are_named_by_what_they_decide():
    assert not [name for name in modules() if NAMELESS & set(name.split("."))]


def test_words_are_asked_for_under_names_that_are_collected():
    other = re.compile(r"\b\w*gettext\w* as (?!_\b)\w+")
    found = {name: other.findall(path.read_text(encoding="utf-8")) for name, path in modules().items()}
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize("app", APPS)
def test_every_app_explains_itself(app):
    if len(list((ROOT / app).glob("*.py"))) <= 1:
        pytest.skip("nothing lives here yet")
    assert len((ROOT / app / "README.md").read_text(encoding="utf-8")) > 1000


def test_files_are_short():
    long = {}
    for path in modules().values():
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > LONGEST_FILE:
            long[str(path.relative_to(ROOT))] = lines
    assert not long


def facts() -> set[str]:
    """Return what an actor's page knows beyond its prose: contacts, addresses, offers and all that."""
    own = {field.name for model in (ActorPage, AlliancePage) for field in model._meta.local_fields}
    children = {
        relation.get_accessor_name()
        for model in (ActorPage, AlliancePage)
        for relation in model._meta.related_objects
    }
    of_wagtail = {
        relation.get_accessor_name()
        for relation in ActorPage._meta.get_field("page_ptr").related_model._meta.related_objects
    }
    return {name for name in (own | children) - of_wagtail - PROSE if name and "ptr" not in name} | {"topics"}


def test_templates_read_facts_from_the_record_only():
    assert {"contact_points", "addresses", "offers", "goals", "languages", "confirmed_on"} <= facts()
    asked = re.compile(rf"\b(?:page|self)\.(?:specific\.)?({'|'.join(sorted(facts()))})\b")
    found = []
    for path in sorted((ROOT / "templates").rglob("*.html")):
        found += [f"{path.name}: {match[0]}" for match in asked.finditer(path.read_text(encoding="utf-8"))]
    assert not found


def committed() -> list[Path]:
    """Return the text files of the repository."""
    command = ["git", "ls-files", "-z"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, check=False).stdout.decode()  # noqa: S603
    paths = [ROOT / name for name in listing.split("\0") if name]
    if not paths:
        pytest.skip("not a git checkout")
    binary = {".woff2", ".png", ".mo", ".ico", ".xlsx"}
    return [path for path in paths if path.suffix not in binary and path.is_file()]


def test_no_file_knows_a_machine():
    folders = "|".join(("work", "root", "Users/[a-z]+", "home/[a-z]+", "tmp"))
    path_of_a_machine = re.compile(rf"(?<![\w.*}}/-])/(?:{folders})/[\w.]")
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in committed()
        for match in path_of_a_machine.finditer(path.read_text(encoding="utf-8"))
    ]
    assert not found


def test_requirements_name_no_index():
    for path in sorted((ROOT / "requirements").iterdir()):
        text = path.read_text(encoding="utf-8")
        assert "://" not in text
        assert not re.search(
            r"^\s*(-i|--index-url|--extra-index-url|-f|--find-links|--trusted-host)\b", text, re.MULTILINE
        )


@pytest.mark.parametrize("name", ["base", "dev", "next"])
def test_every_requirement_is_pinned_and_hashed(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert len(lines) > 30
    assert all("==" in line for line in lines)
    assert text.count("--hash=sha256:") >= len(lines)
