"""The calendar's pages as tests look at them: one moment of one March, and what a page says then."""

from datetime import UTC, datetime

from django.test import Client

NOW = datetime(2026, 3, 4, 18, 30, tzinfo=UTC)  # 19:30 in Berlin


def at(day: int, hour: int = 19, minute: int = 0, month: int = 3) -> datetime:
    """Return a wall time, in March unless another month is named."""
    return datetime(2026, month, day, hour, minute)


def page(path: str, status: int = 200, **query: str) -> str:
    """Return the source of a page, without the places where words may break."""
    response = Client().get(path, query)
    assert response.status_code == status
    return response.content.decode().replace("\xad", "")
