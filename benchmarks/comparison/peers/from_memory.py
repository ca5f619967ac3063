"""Reading alone, one process per core: python from_memory.py trafilatura|read LIST PAGES."""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from multiprocessing import get_context
from pathlib import Path


def by_trafilatura(folder: Path, url: str) -> bool:
    """Read a page from the disk's cache with trafilatura's defaults; say whether it has a text."""
    import trafilatura  # noqa: PLC0415  (each way imports what it needs)

    document = trafilatura.bare_extraction(body_of(folder, url), url=url, with_metadata=True)
    return bool(document and document.text)


def by_read(folder: Path, url: str) -> bool:
    """Read a page with ours; say whether it has a text."""
    from crawler.reading.page import read  # noqa: PLC0415

    reading = read(body_of(folder, url), url, "text/html")
    return bool(reading.article and reading.article.text)


def body_of(folder: Path, url: str) -> bytes:
    """Return the body of an address."""
    return (folder / url.rpartition("/")[2]).read_bytes()


WAYS = {"trafilatura": by_trafilatura, "read": by_read}

if __name__ == "__main__":
    name, urls, pages = sys.argv[1], Path(sys.argv[2]).read_text().split(), Path(sys.argv[3])
    with get_context("spawn").Pool(os.cpu_count()) as pool:
        texts = sum(pool.imap_unordered(partial(WAYS[name], pages), urls, chunksize=4))
        pool.close()
        pool.join()  # else they are killed, and what they spent is lost
    Path("texts.json").write_text(json.dumps(texts))
