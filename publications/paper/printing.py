"""Make a PDF/UA-1 file from markup, in a process of its own: `python -m publications.paper.printing`.

Reads a job from the standard input and writes the file to the standard output. It knows neither the portal's
settings nor its database, opens no connection, and takes every style, font and picture from the job: what is not in
there does not exist.
"""

import base64
import gc
import json
import logging
import re
import resource
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

VARIANT = "pdf/ua-1"
# A guide of 60 pages takes 200 MB.
MOST_BYTES = 2 * 1024**3
NO_GLYPH = "unsupported by fonts"
CODE_POINT = re.compile(r"U\+([0-9A-F]{4,6})")
TAG = re.compile(r"(<[^>]*>)")
# Ways of Python to reach another machine or to start a program.
FORBIDDEN = (
    "socket.",
    "urllib.",
    "ftplib.",
    "http.",
    "subprocess.",
    "os.exec",
    "os.posix_spawn",
    "os.system",
)


@dataclass(frozen=True)
class File:
    """A file the markup or a style asks for: its type and bytes."""

    content_type: str
    content: bytes


@dataclass(frozen=True)
class PrintJob:
    """Markup, the address its links begin at, and every file it may ask for, by absolute address."""

    html: str
    address: str
    files: Mapping[str, File]


def written(job: PrintJob) -> bytes:
    """Return a job as it is sent to the process."""
    files = {
        address: [file.content_type, base64.b64encode(file.content).decode("ascii")]
        for address, file in job.files.items()
    }
    return json.dumps({"html": job.html, "address": job.address, "files": files}).encode()


def read(sent: bytes) -> PrintJob:
    """Return the job that was sent."""
    fields = json.loads(sent)
    files = {
        address: File(kind, base64.b64decode(content)) for address, (kind, content) in fields["files"].items()
    }
    return PrintJob(fields["html"], fields["address"], files)


def pdf_of(job: PrintJob) -> bytes:
    """Return the file of a job; the same bytes for the same job and the same fonts of the machine.

    Letters that no font has would be empty boxes, which PDF/UA forbids: where there are some, question marks take
    their place.
    """
    lacking = Lacking()
    logger = logging.getLogger("weasyprint")
    logger.addFilter(lacking)
    try:
        made = _printed(job)
        if lacking.letters:
            made = _printed(PrintJob(without(job.html, lacking.letters), job.address, job.files))
    finally:
        logger.removeFilter(lacking)
    if lacking.letters:
        logger.warning("No font of this machine has: %s", " ".join(sorted(lacking.letters)))
    return made


class Lacking(logging.Filter):
    """Collects the letters of which WeasyPrint says that no font has them."""

    def __init__(self) -> None:
        super().__init__()
        self.letters: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether a record is about something else."""
        said = record.getMessage()
        if NO_GLYPH not in said:
            return True
        self.letters.update(chr(int(code, 16)) for code in CODE_POINT.findall(said))
        return False


def without(html: str, letters: Iterable[str]) -> str:
    """Return markup with question marks in the place of letters; tags and their attributes stay as they are."""
    table = str.maketrans(dict.fromkeys(letters, "?"))
    return "".join(part if part.startswith("<") else part.translate(table) for part in TAG.split(html))


def _printed(job: PrintJob) -> bytes:
    """Return what WeasyPrint makes of a job.

    Styles and fonts that are missing are a mistake of ours and stop everything; a picture that is missing leaves its
    alternative text.
    """
    from weasyprint import HTML  # noqa: PLC0415 - loads the system's libraries
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse  # noqa: PLC0415

    class FromTheJob(URLFetcher):
        """Gives the files of the job and nothing else, whatever the scheme of an address."""

        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            """Return a file of the job."""
            address = url.partition("#")[0]
            file = job.files.get(address)
            if file is not None:
                return URLFetcherResponse(url, file.content, {"Content-Type": file.content_type})
            if address.endswith((".css", ".woff2")):
                raise FatalURLFetchingError(f"not in the job: {address}")
            raise ValueError(f"not in the job: {address}")

    return HTML(string=job.html, base_url=job.address, url_fetcher=FromTheJob()).write_pdf(
        pdf_variant=VARIANT
    )


def confine() -> None:
    """Give up what printing does not need: connections, programs, more memory than a long guide takes."""
    with suppress(ValueError, OSError):  # not every system knows this limit
        resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        """Stop what is forbidden."""
        if event.startswith(FORBIDDEN):
            raise PermissionError(event)

    sys.addaudithook(refuse)


def main() -> int:
    """Print one job; what WeasyPrint had to say goes to the standard error."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(message)s")
    job = read(sys.stdin.buffer.read())
    import weasyprint  # noqa: F401, PLC0415 - finds its libraries by programs of the system

    confine()
    # The process ends with its job: looking for garbage would take a sixth of the time and find none.
    gc.disable()
    sys.stdout.buffer.write(pdf_of(job))
    return 0


if __name__ == "__main__":
    sys.exit(main())
