"""newspaper4k's own threads, and a line of JSON per article: python newspaper_threads.py LIST."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from newspaper.article import Article
from newspaper.mthreading import fetch_news

THREADS = 16
AT_ONCE = 64  # pages handed over together: it keeps them all until the last has come

if __name__ == "__main__":
    urls = Path(sys.argv[1]).read_text().split()
    with Path("articles.jsonl").open("w", encoding="utf-8") as out:
        for start in range(0, len(urls), AT_ONCE):
            for article in fetch_news(list(urls[start : start + AT_ONCE]), threads=THREADS):
                assert isinstance(article, Article)
                row = {
                    "url": article.url,
                    "title": article.title,
                    "authors": article.authors,
                    "published": str(article.publish_date),
                    "text": article.text,
                }
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
