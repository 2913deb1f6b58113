"""From the settings to an Elasticsearch server: its address, who we are, and whose certificate we trust."""

from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from .engines.breaker import CircuitBreaker
from .engines.elastic_connection import ElasticConnection

PLAIN_PORT = 9200


def is_configured() -> bool:
    """Return whether the portal has an Elasticsearch server."""
    return bool(settings.ELASTICSEARCH_URL)


def connect(breaker: CircuitBreaker) -> ElasticConnection:
    """Return the connection that the settings describe; nothing is sent yet.

    Raises ImproperlyConfigured, without the address, which may hold a password.
    """
    import elasticsearch  # noqa: F401, PLC0415 - takes 0.4 s: only where it is used, and not while a search waits

    parts = urlsplit(settings.ELASTICSEARCH_URL)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ImproperlyConfigured("ELASTICSEARCH_URL must look like https://host:9200")
    options: dict[str, Any] = {}
    if settings.ELASTICSEARCH_API_KEY:
        options["api_key"] = settings.ELASTICSEARCH_API_KEY
    if settings.ELASTICSEARCH_CA_CERTS:
        options["ca_certs"] = settings.ELASTICSEARCH_CA_CERTS
    address = _address(parts, with_login="api_key" not in options)
    return ElasticConnection(address, breaker, options, settings.ELASTICSEARCH_PATIENCE)


def _address(parts: SplitResult, with_login: bool) -> str:
    """Return the URL with the port that its scheme means here; an API key takes the place of name and password."""
    login, _at, host = parts.netloc.rpartition("@")
    if parts.port is None and parts.scheme == "http":
        host = f"{host}:{PLAIN_PORT}"
    netloc = f"{login}@{host}" if login and with_login else host
    return parts._replace(netloc=netloc, query="", fragment="").geturl()
