"""A model with everything Wagtail can do to a snippet, known to the test process alone.

`install` must run while tests are collected: the test database is made afterwards and then has its table.
"""

from django.apps import AppConfig, apps


class ToyConfig(AppConfig):
    """The app of the toy."""

    name = "tests.toy"
    label = "toy"
    default_auto_field = "django.db.models.BigAutoField"


def install() -> None:
    """Make the app known without starting the other apps anew."""
    if "toy" in apps.app_configs:
        return
    config = ToyConfig.create("tests.toy")
    config.apps = apps
    apps.app_configs["toy"] = config
    config.import_models()
    apps.clear_cache()
