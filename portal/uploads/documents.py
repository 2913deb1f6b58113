"""A document is what its name says: the first bytes decide, and a page for browsers is refused under any name."""

import re
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

ZIP = b"PK\x03\x04"
# By extension: how such a file begins; b"" for plain text, which has no mark of its own.
BEGINNINGS = {
    "pdf": b"%PDF-",
    "rtf": b"{\\rtf",
    **dict.fromkeys(("docx", "xlsx", "pptx", "odt", "ods", "key", "zip"), ZIP),
    **dict.fromkeys(("csv", "txt", "ics"), b""),
}
LOOKED_AT = 4096
# What a browser that guesses would run.
_ACTIVE = re.compile(
    rb"<\s*(?:!doctype|html|head|body|script|svg|iframe|object|embed|meta|base|link|\?xml|!--)", re.IGNORECASE
)


def check_document(file: UploadedFile) -> None:
    """Raise ValidationError where a file is not what its extension says, or could run in a browser."""
    extension = PurePath(file.name).suffix.lower().lstrip(".")
    file.seek(0)
    head = file.read(LOOKED_AT)
    file.seek(0)
    beginning = BEGINNINGS.get(extension)
    if beginning is None:
        return  # refused by its extension already
    if _ACTIVE.search(head[:1024] if beginning else head):
        raise ValidationError(_("This file contains a web page or program code and is not accepted."))
    if beginning and not head.removeprefix(b"\xef\xbb\xbf").startswith(beginning):
        raise ValidationError(
            _("This file is no %(kind)s, although its name says so.") % {"kind": extension.upper()}
        )
    if not beginning and b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ValidationError(_("This file is no text, although its name says so."))
