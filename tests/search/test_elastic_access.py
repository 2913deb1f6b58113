"""From settings to a server."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from search.elastic_access import connect, is_configured
from search.engines.breaker import CircuitBreaker
from tests.search.fake_elasticsearch import fake_elasticsearch


def node(settings, url, **more):
    """Return the client's only node and its default headers for a URL and further settings."""
    settings.ELASTICSEARCH_URL = url
    for name, value in more.items():
        setattr(settings, f"ELASTICSEARCH_{name}", value)
    client = connect(CircuitBreaker())._connected()
    (found,) = client.transport.node_pool.all()
    return found, {**found.config.headers, **client._headers}


def test_an_address_without_a_port_means_the_usual_ones(settings):
    assert node(settings, "http://search.example.org")[0].port == 9200
    assert node(settings, "https://search.example.org")[0].port == 443
    assert (
        node(settings, "http://search.example.org:9201/under/")[0].base_url
        == "http://search.example.org:9201/under"
    )


def test_name_and_password_stand_in_the_address(settings):
    _node, headers = node(settings, "http://portal:pass%40word@search.example.org:9200")
    assert headers["authorization"] == "Basic cG9ydGFsOnBhc3NAd29yZA=="


def test_an_api_key_takes_their_place(settings):
    _node, headers = node(settings, "http://portal:word@search.example.org:9200", API_KEY="abc")
    assert headers["authorization"] == "ApiKey abc"


def test_a_certificate_authority_can_be_named(settings, tmp_path):
    import certifi  # noqa: PLC0415

    found, _headers = node(settings, "https://search.example.org", CA_CERTS=certifi.where())
    assert found.config.ca_certs == certifi.where()


@pytest.mark.parametrize(
    "url", ["search.example.org:9200", "ftp://portal:secret@x", "http://", "https://:9200"]
)
def test_a_wrong_address_is_said_without_its_password(settings, url):
    settings.ELASTICSEARCH_URL = url
    with pytest.raises(ImproperlyConfigured) as caught:
        connect(CircuitBreaker())
    assert "secret" not in str(caught.value)


def test_without_an_address_there_is_no_server(settings):
    settings.ELASTICSEARCH_URL = ""
    assert not is_configured()


def test_the_key_is_sent(settings):
    with fake_elasticsearch() as server:
        settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_API_KEY = server.url, "abc"
        connect(CircuitBreaker()).call(lambda client: client.info(), 5)
        assert server.paths == ["/"]
