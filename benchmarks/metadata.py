"""Measure title, authors and date of the article reader on labelled pages.

    python benchmarks/metadata.py FOLDER [--labels FILE] [--errors]

FOLDER holds html/ID.html.gz and ground-truth.json, or FILE is given: ID → url, title, authors
(a list; empty for a page that names nobody), published (the day, as readers see it). A field
that is missing or null is not asked. Titles and names count as equal if their letters and digits
are; a date if it is the day. All authors of a page must be right, and nobody else named.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crawler.reading.decode import decode
from crawler.reading.document import Document, parse
from crawler.reading.metadata.claims import gather
from crawler.reading.metadata.fields import Metadata, read_metadata

DAY = 10  # characters of "2019-11-18"


@dataclass
class Tally:
    """How many pages of those that were asked for a field have it right."""

    right: int = 0
    asked: int = 0
    errors: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """Return a row of the table."""
        return f"{self.right:6} of {self.asked:5}   {self.right / max(1, self.asked):.3f}"


def fold(text: str | None) -> str:
    """Return what is equal for two spellings of one title or name."""
    return "".join(filter(str.isalnum, text or "")).casefold()


def names(authors: Any) -> list[str]:
    """Return the names in a list, or in what we store, in one order."""
    listed = authors.split("; ") if isinstance(authors, str) else authors or ()
    return sorted(name for one in listed if (name := fold(one)))


def read(folder: Path, name: str, url: str) -> Metadata:
    """Read the metadata of a page of the folder."""
    body = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
    document = parse(decode(body)[0], url)
    return read_metadata(document, gather(document)) if isinstance(document, Document) else Metadata()


def compared(found: Metadata, label: Mapping[str, Any]) -> Iterator[tuple[str, bool, object]]:
    """Yield field, whether it is right, and ours, for each that the label has."""
    if label.get("title"):
        yield "title", fold(found.title) == fold(label["title"]), found.title
    if label.get("authors") is not None:
        yield "authors", names(found.author) == names(label["authors"]), found.author
    if label.get("published"):
        day = str(label["published"])[:DAY]
        yield "published", (found.published or "")[:DAY] == day, found.published


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--labels", type=Path, help="instead of ground-truth.json in the folder")
    parser.add_argument("--errors", action="store_true", help="list what is not as labelled")
    options = parser.parse_args()
    path = options.labels or options.folder / "ground-truth.json"
    if not path.is_file():
        sys.exit(f"no labels: {path} is expected")
    logging.disable(logging.CRITICAL)
    tallies: dict[str, Tally] = {name: Tally() for name in ("title", "authors", "published")}
    for name, label in json.loads(path.read_text("utf-8")).items():
        found = read(options.folder, name, label.get("url") or "http://localhost/a")
        for key, right, ours in compared(found, label):
            tally = tallies[key]
            tally.asked += 1
            tally.right += right
            if not right:
                tally.errors.append(f"{key} {name[:40]}: {ours!r} is not {label[key]!r}")
    for key, tally in tallies.items():
        print(f"{key:10}{tally}")
    if options.errors:
        print(*(error for tally in tallies.values() for error in tally.errors), sep="\n")


if __name__ == "__main__":
    main()
