"""The portal and the browser that visits it."""

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import launched
from tests.browser.server import Portal, build_once, running
from tests.browser.visiting import Visit, visiting

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Portal]:
    """Give the running portal of the demo; all processes of a test run share what was built.

    BROWSER_TEST_PORTAL names a folder in which it is kept for the next run.
    """
    base = tmp_path_factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "portal"
    folder = Path(os.environ.get("BROWSER_TEST_PORTAL", shared))
    build_once(folder)
    with running(folder) as found:
        yield found


# For a module only: Playwright occupies the thread's event loop, in which Django refuses to ask the database.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Give a running browser."""
    with launched() as browser:
        yield browser


@pytest.fixture
def visit(chromium: Browser, portal: Portal) -> Iterator[Callable[..., Visit]]:
    """Give a function that opens a page by name or path in a profile of its own."""
    with contextlib.ExitStack() as stack:

        def opened(name: str, **options: Any) -> Visit:
            made = stack.enter_context(visiting(chromium, portal, **options))
            made.go(name)
            return made

        yield opened
