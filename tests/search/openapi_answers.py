"""Check answers of the interface against its own description, and make queries from it."""

import json
import random
from collections.abc import Iterator
from typing import Any

from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker

ROOT = "/api/v1"


class Description:
    """The description as a client reads it."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.whole = client.get(f"{ROOT}/openapi.json").json()

    def operations(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield paths with what their GET takes and answers."""
        for path, operations in self.whole["paths"].items():
            yield path, operations["get"]

    def validator(self, schema: dict[str, Any]) -> Draft202012Validator:
        """Return a validator of a schema that may refer to others of the description."""
        return Draft202012Validator(
            {**schema, "components": self.whole["components"]}, format_checker=FormatChecker()
        )

    def check(self, path: str, address: str) -> Any:
        """Fetch an address below the interface and return its data, which is as the path's description says."""
        response = self.client.get(ROOT + address)
        answers = self.whole["paths"][path]["get"]["responses"]
        assert str(response.status_code) in answers, (address, response.status_code)
        media = response["Content-Type"]
        content = answers[str(response.status_code)]["content"]
        assert list(content) == [media], (address, media)
        body = json.loads(response.content)
        problems = [error.message for error in self.validator(content[media]["schema"]).iter_errors(body)]
        assert problems == [], (address, problems[:3])
        return body


def good_value(schema: dict[str, Any], dice: random.Random) -> str:
    """Return a text that fits a schema of a parameter."""
    if "enum" in schema:
        return dice.choice(schema["enum"])
    if schema["type"] == "integer":
        low, high = schema["minimum"], schema["maximum"]
        return str(dice.choice([low, high, dice.randint(low, high)]))
    if schema.get("format") == "date-time":
        return dice.choice(
            ["2020-02-29T23:59:60Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.9999999-12:00",
             "2026-03-01t00:00:00z", "0000-01-01T00:00:00Z"]
        )  # fmt: skip
    if schema.get("format") == "date":
        return dice.choice(["1970-01-01", "2024-02-29", "2026-03-01", "2100-12-31"])
    letters = "aäß zw0-:,.%&=?#\u0000\u202e\ud7ff🏳️'\"<\\/"
    if "pattern" in schema:
        letters = "aZ0-"
    low, high = schema.get("minLength", 0), schema["maxLength"]
    size = dice.choice([low, min(low + 1, high), min(12, high), high])
    return "".join(dice.choice(letters) for _number in range(size))


def bad_values(schema: dict[str, Any]) -> Iterator[str]:
    """Yield texts that do not fit a schema of a parameter."""
    if "enum" in schema:
        yield from ("", "gibt-es-nicht", " ", f"{schema['enum'][0]} ", "\0")
    elif schema["type"] == "integer":
        yield from ("", "a", "1.0", "+1", " 1", "٣", "01", "1e2", "true", "null", "[]")
        yield from (str(schema["minimum"] - 1), str(schema["maximum"] + 1), "9" * 400)
    elif schema.get("format") == "date-time":
        yield from (
            "",
            "gestern",
            "2026-01-01",
            "2026-01-01T00:00:00",
            "2026-02-30T00:00:00Z",
            "0",
            "2026-01-01T24:00:00Z",
        )
        yield from ("2026-01-01T00:00:00+24:00", "2026-01-01T00:00:61Z", "٢٠٢٦-01-01T00:00:00Z")
    elif schema.get("format") == "date":
        yield from (
            "",
            "morgen",
            "2026-02-30",
            "1.3.2026",
            "2026-3-1",
            "20260301",
            "0000-01-01",
            "2026-03-01T00:00:00Z",
        )
    else:
        if schema.get("minLength"):
            yield ""
        if schema.get("pattern"):
            yield from ("ä", "a b", "a,b", "a\n", "\0")
        yield "a" * (schema["maxLength"] + 1)
