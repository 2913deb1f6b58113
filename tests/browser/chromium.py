"""Debian's Chromium, driven by Playwright."""

import contextlib
import os
import shutil
import warnings
from collections.abc import Iterator
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, Error, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Nothing that asks the network by itself; the sandbox needs rights that containers do not have.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextlib.contextmanager
def launched() -> Iterator[Browser]:
    """Give a running Chromium; without one, skip with the reason, or fail where CI=true."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        except Error as error:
            give_up(f"No Chromium for the tests in the browser: {error.message.splitlines()[0]}")
        yield browser
        browser.close()


def give_up(reason: str) -> NoReturn:
    """Fail where CI=true; elsewhere warn, so that the summary shows the reason, and skip."""
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(reason)
    warnings.warn(reason, stacklevel=2)
    pytest.skip(reason)
