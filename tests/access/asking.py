"""How the matrix asks: whose browser it is, whether an answer lets in, and what it tells."""

from django.http import HttpResponse
from django.test import Client, TestCase

from portal.accounts.models import MailWish, SignIn, Throttle
from portal.models import NavigationSettings, PortalSettings
from tests.access.addresses import Route, asked_routes
from tests.access.world import World, build, secrets_in

LOGIN = ("/konto/anmelden/", "/admin/login/")
# What one's own account leaves behind: devices, tries, mails asked for.
OWN = frozenset({MailWish, SignIn, Throttle})
# Failures that show nothing: a form of Wagtail's without its only field; for superusers alone, an import that was not
# begun.
BROKEN_UPSTREAM = {
    "wagtailadmin_choose_page_external_link",
    "wagtailredirects:process_import",
}


class Browser(Client):
    """A browser that keeps cookies, and not what each template was drawn with: that takes Django's longest."""

    def request(self, **request: object) -> HttpResponse:
        """Return the answer; a failing view is one."""
        response = self.handler(self._base_environ(**request))
        if response.cookies:
            self.cookies.update(response.cookies)
        return response


def signed_in(world: World, role: str) -> Browser:
    """Return the browser of a role."""
    client = Browser(raise_request_exception=False)
    if world.people[role] is not None:
        client.force_login(world.people[role])
    return client


def lets_in(response: HttpResponse) -> bool:
    """Return whether an answer is more than a refusal; a method that is not served says nothing."""
    if response.status_code in {301, 302}:
        target = response["Location"]
        return target != "/admin/" and not target.startswith(LOGIN)
    return response.status_code not in {401, 403, 404, 405}


def text_of(response: HttpResponse) -> str:
    """Return the body of an answer."""
    if response.streaming:
        return b"".join(response.streaming_content).decode("utf-8", "replace")
    return response.content.decode("utf-8", "replace")


def leaked(response: HttpResponse, path: str) -> list[str]:
    """Return the secrets that an answer tells, those aside that were asked with."""
    target = response.headers.get("Location", "")
    return [secret for secret in secrets_in(text_of(response) + target) if secret not in path.lower()]


class Matrix(TestCase):
    """Tests over every address, in a world that is built once: each test finds it as it was."""

    world: World
    asked: list[Route]

    @classmethod
    def setUpClass(cls) -> None:
        """Build the world; no test changes its objects, so they are not copied for each."""
        super().setUpClass()
        cls.world, cls.asked = build(), asked_routes()
        for model in (PortalSettings, NavigationSettings):
            model.for_site(cls.world.tree.site)  # whoever asks first would write it
