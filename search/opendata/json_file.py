"""All fields of a selection in one JSON file, the same as the interface gives page by page."""

import json
from collections.abc import Iterable, Iterator

from .entries import PublicEntry
from .fields import entry_value
from .licence import Terms


def json_text(portions: Iterable[list[PublicEntry]], terms: Terms) -> Iterator[str]:
    """Yield an object with the terms of use and `data`, an entry on each line."""
    head = {"license": terms.licence, "license_url": terms.licence_url, "attribution": terms.attribution}
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "data": ['
    comma = "\n"
    for portion in portions:
        entries = ",\n".join(json.dumps(entry_value(entry), ensure_ascii=False) for entry in portion)
        if entries:
            yield comma + entries
            comma = ",\n"
    yield "\n]}\n"
