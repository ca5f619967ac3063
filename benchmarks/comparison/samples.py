"""Pages to measure with: saved ones with the addresses they had, or the demo's articles."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

ENDINGS = (".html", ".html.gz")
NOWHERE = "https://news.example/world/2024/01/a-page-of-some-kind"


@dataclass(frozen=True, slots=True)
class Sample:
    """A page as a server sent it."""

    name: str
    url: str
    body: bytes = field(repr=False)


def samples(folders: Sequence[Path]) -> list[Sample]:
    """Return the pages of folders, or without any the articles of the demo; ends where there are none.

    Addresses are looked up in labels.jsonl, ground-truth.json or index/pages.json, if there are such files.
    """
    found = [page for folder in folders for page in saved(folder)] if folders else list(demo_pages())
    if not found:
        sys.exit(f"no {' or '.join('*' + ending for ending in ENDINGS)} in {', '.join(map(str, folders))}")
    return found


def saved(folder: Path) -> Iterator[Sample]:
    """Read the pages of a folder, at any depth."""
    known = addresses(folder)
    for path in sorted(path for path in folder.rglob("*") if path.name.endswith(ENDINGS)):
        body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        name = path.name.partition(".html")[0]
        url = known.get(name) or known.get(str(path).partition(".html")[0]) or NOWHERE
        yield Sample(str(path), url, body)


def addresses(folder: Path) -> dict[str, str]:
    """Return the addresses of a folder's pages, by file name or path without endings."""
    found: dict[str, str] = {}
    if (labels := folder / "labels.jsonl").is_file():
        rows = map(json.loads, labels.read_text("utf-8").splitlines())
        found |= {row["id"]: row["url"] for row in rows}
    if (truths := folder / "ground-truth.json").is_file():
        found |= {name: row["url"] for name, row in json.loads(truths.read_text("utf-8")).items()}
    if (index := folder / "index" / "pages.json").is_file():
        pages = json.loads(index.read_text("utf-8"))
        found |= {page["path"].partition(".html")[0]: page["url"] for page in pages}
    return found


def demo_pages() -> Iterator[Sample]:
    """Yield the articles of the demo web, whose names only browsers resolve."""
    from crawler.demo import DemoWeb  # noqa: PLC0415  (most runs have pages of their own)

    with DemoWeb() as web:
        for article in web.articles:
            parts = urlsplit(article.url)
            connection = HTTPConnection("127.0.0.1", parts.port)
            connection.request("GET", f"{parts.path}?{parts.query}", headers={"Host": parts.netloc})
            yield Sample(article.reference, article.url, connection.getresponse().read())
