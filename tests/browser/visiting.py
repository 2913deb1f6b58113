"""A visit: one page opened in a fresh profile, with everything the browser said and fetched."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, Response

from tests.browser.pages import PAGES, PUBLICATIONS
from tests.browser.server import Portal

HEIGHTS = {True: 740, False: 800}  # phones are narrow and high
PHONE = 360
DESKTOP = 1280
_KEEP_REPORTS = """
    window.policyReports = [];
    document.addEventListener("securitypolicyviolation", (event) => policyReports.push(event.violatedDirective));
"""


@dataclass
class Visit:
    """An open page and what happened on it."""

    portal: Portal
    context: BrowserContext
    page: Page
    response: Response | None = None
    messages: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)

    def go(self, name: str) -> None:
        """Open a page by name or path and wait until it is still."""
        self.response = self.page.goto(self.portal.address((PAGES | PUBLICATIONS).get(name) or name))
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is loaded any more."""
        self.page.wait_for_load_state("networkidle")

    def follow(self, pressed: str | Locator) -> None:
        """Press the first of what is meant and wait until the page it leads to is still."""
        target = self.page.locator(pressed) if isinstance(pressed, str) else pressed
        with self.page.expect_navigation():
            target.first.click()
        self.settle()

    def resize(self, width: int) -> None:
        """Make the window a phone's or a desktop's."""
        self.page.set_viewport_size({"width": width, "height": HEIGHTS[width < 600]})

    def ask(self, script: str, argument: Any = None) -> Any:
        """Return what a script in the page answers."""
        return self.page.evaluate(script, argument)

    def _heard(self, message: ConsoleMessage) -> None:
        self.messages.append(message.text)

    def _asked(self, request: Request) -> None:
        self.requests.append(request.url)

    def _answered(self, response: Response) -> None:
        self.responses.append(response)

    def _failed(self, request: Request) -> None:
        self.failures.append(f"{request.url} {request.failure}")


@contextlib.contextmanager
def visiting(browser: Browser, portal: Portal, width: int = DESKTOP, **options: Any) -> Iterator[Visit]:
    """Give a visit in a new profile that has not opened anything yet; options are those of Playwright's context."""
    size = {"width": width, "height": HEIGHTS[width < 600]}
    context = browser.new_context(viewport=size, **options)
    context.set_default_timeout(15_000)
    context.add_init_script(_KEEP_REPORTS)
    visit = Visit(portal, context, context.new_page())
    visit.page.on("console", visit._heard)
    visit.page.on("pageerror", lambda error: visit.messages.append(str(error)))
    visit.page.on("request", visit._asked)
    visit.page.on("requestfailed", visit._failed)
    visit.page.on("response", visit._answered)
    try:
        yield visit
    finally:
        context.close()
