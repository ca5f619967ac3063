"""Plain text: a file per text, and metadata.csv with a line for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..fields import NAMES
from ..files import each, write_text
from ..job import Job, open_text
from ..table import Table

if TYPE_CHECKING:
    from ..texts import Text

HEADER = ("title", "author", "site", "published", "url")
COLUMNS = ("file", *(name for name in NAMES if name != "text"))


def write(job: Job) -> None:
    """Write the files of texts into a folder of their own."""
    with open_text(job.part / "metadata.csv") as file:
        table = Table(file, COLUMNS)
        for text, path in each(job, job.part / "texts", ".txt"):
            head = header(text) if job.options["header"] == "yes" else ""
            write_text(path, f"{head}{text['text']}\n")
            table.add(text | {"file": path.relative_to(job.part).as_posix()})


def header(text: Text) -> str:
    """Return the lines before a text, with an empty one at their end."""
    said = [f"{name}: {' '.join(text[name].split())}\n" for name in HEADER if text[name]]
    return "".join([*said, "\n"])
