"""Small pieces of JSON Schema (draft 2020-12), written as what they mean."""

from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]


def text(description: str = "", **more: Any) -> Schema:
    """Return the schema of a text."""
    return _described({"type": "string", **more}, description)


def maybe(schema: Schema) -> Schema:
    """Return the schema of a value that may be unknown: null."""
    kind = schema.get("type")
    if isinstance(kind, str):
        return {**schema, "type": [kind, "null"]}
    described = {"description": schema["description"]} if "description" in schema else {}
    return {"anyOf": [schema, {"type": "null"}], **described}


def whole(description: str = "", **more: Any) -> Schema:
    """Return the schema of a whole number."""
    return _described({"type": "integer", **more}, description)


def number(description: str = "", **more: Any) -> Schema:
    """Return the schema of a number."""
    return _described({"type": "number", **more}, description)


def yes_or_no(description: str = "", **more: Any) -> Schema:
    """Return the schema of a truth value."""
    return _described({"type": "boolean", **more}, description)


def day(description: str = "") -> Schema:
    """Return the schema of a day."""
    return text(description, format="date")


def moment(description: str = "") -> Schema:
    """Return the schema of a moment."""
    return text(description, format="date-time")


def web(description: str = "") -> Schema:
    """Return the schema of a web address."""
    return text(description, format="uri")


def many(item: Schema, description: str = "") -> Schema:
    """Return the schema of a list."""
    return _described({"type": "array", "items": item}, description)


def table(properties: Mapping[str, Schema], description: str = "") -> Schema:
    """Return the schema of an object that always has all of its members and no other."""
    return _described(
        {
            "type": "object",
            "properties": dict(properties),
            "required": list(properties),
            "additionalProperties": False,
        },
        description,
    )


def ref(name: str) -> Schema:
    """Return a reference to a named schema of the description."""
    return {"$ref": f"#/components/schemas/{name}"}


def _described(schema: dict[str, Any], description: str) -> Schema:
    """Return a schema with its description."""
    return {**schema, "description": description} if description else schema
