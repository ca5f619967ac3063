"""newspaper4k in threads, as its own `fetch_news` does it, and a line of JSON per article.

    python newspaper_threads.py LIST

A page that it fails on (some languages need files that it would download) is left out; `fetch_news`
would end there.
"""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import newspaper

THREADS = 16


def article(url: str) -> dict[str, object] | None:
    """Fetch and read one article."""
    try:
        found = newspaper.article(url)
    except Exception:  # noqa: BLE001  (whatever it stumbles over)
        return None
    return {
        "url": found.url,
        "title": found.title,
        "authors": found.authors,
        "published": str(found.publish_date),
        "text": found.text,
    }


if __name__ == "__main__":
    urls = Path(sys.argv[1]).read_text().split()
    with Path("articles.jsonl").open("w", encoding="utf-8") as out, ThreadPoolExecutor(THREADS) as pool:
        for row in pool.map(article, urls):
            if row:
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
