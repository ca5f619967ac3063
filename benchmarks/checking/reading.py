"""What a reader does, stage by stage: python reading.py FOLDER, with pages as files; under callgrind."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from checking.callgrind import begin, mark

if TYPE_CHECKING:
    from crawler.reader import Reader
    from crawler.records import Page, Target

ARTICLE, METADATA, LANGUAGE = "read: article", "read: metadata", "read: language"
URL = "http://paper.example/2024/03/story-{}.html"
WARMING = 7  # pages that are read before, so that what is loaded once is loaded: one of each site of the demo


def main() -> None:
    """Read all pages, one stage after the other."""
    from crawler.reader import Reader  # noqa: PLC0415
    from crawler.records import Page, Seed, Target  # noqa: PLC0415
    from crawler.settings import Settings  # noqa: PLC0415
    from crawler.workers import collect_less_often, warm_up  # noqa: PLC0415

    text = Path(sys.argv[2]).read_text("utf-8")
    reader = Reader.make(Settings(), [Seed("seed", text, language="en")])
    warm_up(reader)
    collect_less_often()
    bodies = [path.read_bytes() for path in sorted(Path(sys.argv[1]).iterdir())]
    targets = [Target(URL.format(number)) for number in range(len(bodies))]
    pages = [
        Page(target.url, target.url, 200, {"content-type": "text/html"}, body, len(body))
        for target, body in zip(targets, bodies, strict=True)
    ]
    for target, page in list(zip(targets, pages, strict=True))[:WARMING]:
        reader(target, page)
    begin()
    del targets[:WARMING], pages[:WARMING]
    stages(reader, targets, pages)


def stages(reader: Reader, targets: list[Target], pages: list[Page]) -> None:
    """Go through pages, one stage after the other."""
    from crawler.archive.record import pack  # noqa: PLC0415
    from crawler.likeness.shingles import fingerprint  # noqa: PLC0415
    from crawler.reading.article import read_article  # noqa: PLC0415
    from crawler.reading.decode import decode  # noqa: PLC0415
    from crawler.reading.document import parse  # noqa: PLC0415
    from crawler.reading.language import language_of  # noqa: PLC0415
    from crawler.reading.links.find import find_links  # noqa: PLC0415
    from crawler.reading.metadata.claims import gather  # noqa: PLC0415
    from crawler.reading.metadata.fields import read_metadata  # noqa: PLC0415
    from crawler.reading.page import read_page  # noqa: PLC0415

    texts = [decode(page.body, "text/html")[0] for page in pages]
    mark("read: decode", len(pages))
    documents = [parse(text, page.url) for text, page in zip(texts, pages, strict=True)]
    mark("read: parse", len(pages))
    for document in documents:
        find_links(document)
    mark("read: links", len(pages))
    for document in documents:
        read_metadata(document, gather(document))
    mark(METADATA, len(pages))
    articles = [read_article(document) for document in documents]
    mark(ARTICLE, len(pages))
    for article in articles:
        language_of(article.text)
    mark(LANGUAGE, len(pages))
    readings = [read_page(target, page) for target, page in zip(targets, pages, strict=True)]
    mark("read: all of it", len(pages))
    for reading in readings:
        reader.verdicts(reading.article)
    mark("judges", len(pages))
    for reading in readings:
        fingerprint(reading.article.text)
    mark("fingerprint", len(pages))
    for reading in readings:
        reader.follow(reading)
    mark("follow", len(pages))
    for target, page in zip(targets, pages, strict=True):
        pack(target, page, 1)
    mark("pack", len(pages))


if __name__ == "__main__":
    main()
