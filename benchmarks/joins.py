"""Look for words that reading glued together: words of a text that no page shows.

    python benchmarks/joins.py FOLDER_OR_FILE… [--most N]

Every folder is searched for pages: *.html, *.htm, *.html.gz. A page is laid out as a browser
would, roughly: inline elements side by side, blocks, line breaks and pictures apart. A word of
the extracted text that stands nowhere in that is an offender, and listed with what is around
it. What the page itself glues is no offender. Exit status 1 if there are any.
"""

from __future__ import annotations

import argparse
import gzip
import logging
import re
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from lxml import etree, html

from crawler.reading.article import read_article, stated_text
from crawler.reading.decode import decode
from crawler.reading.document import Document, parse
from crawler.reading.metadata.claims import gather
from crawler.reading.text.extract import names_unseen
from crawler.reading.tidy import seen
from crawler.records import Article

SUFFIXES = (".html", ".htm", ".html.gz", ".htm.gz")
OWN = "http://localhost/some/article-about-something.html"  # where the address is not known
UNSEEN = ("script", "style", "template", "noscript", "head", "rt", "rp")
INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "label", "mark", "nobr", "q", "rb", "ruby", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
}  # fmt: skip
GAP = "\ufdd0"  # no character
# Where a hidden separator goes, a word behind it still begins; an ending does not.
GAPS = re.compile(rf"{GAP}(?=[\w(])")
AROUND = 30  # characters shown on each side of an offender
# Marks are no words, and are left behind where a tooltip was cut off: "(5<span>Source</span>)".
EDGES = re.compile(r"^\W+|\W+$")


def pages(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the pages in folders, and files as they are."""
    for path in paths:
        if path.is_dir():
            yield from sorted(one for one in path.rglob("*") if one.name.endswith(SUFFIXES))
        else:
            yield path


def laid_out(tree: html.HtmlElement, *, tooltips: bool) -> str:
    """Return what stands on a page, with a space wherever a reader sees one."""
    texts: list[str] = []
    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        apart = isinstance(element.tag, str) and element.tag not in (*INLINE, *UNSEEN)
        if event == "start":
            hidden = not tooltips and is_hidden(element)
            if element.tag in UNSEEN or hidden:
                walk.skip_subtree()
                texts.append(GAP if hidden else "")
            else:
                texts += [" " if apart else "", element.text or ""]
        else:
            texts += [" " if apart and event == "end" else "", element.tail or ""]
    return " ".join(GAPS.sub(" ", seen("".join(texts))).replace(GAP, "").split())


def is_hidden(element: html.HtmlElement) -> bool:
    """Say whether an element shows only to the mouse or to screen readers."""
    return element.get("aria-hidden") == "true" or names_unseen(element.get("class") or "")


def offenders(text: str, shown: str) -> Iterator[str]:
    """Yield the words of a text that are not shown, in their surroundings."""
    words = set(shown.split())
    at = 0
    for word in text.split():
        at = text.index(word, at)
        bare = EDGES.sub("", word)
        if bare not in words and bare not in shown:
            yield " ".join(text[max(0, at - AROUND) : at + len(word) + AROUND].split())
        at += len(word)


def joins(path: Path) -> list[str] | None:
    """Return the offenders of a page; None where it has no article."""
    body = path.read_bytes()
    text, _ = decode(gzip.decompress(body) if path.suffix == ".gz" else body)
    document = parse(text, OWN)
    article = read_article(document) if isinstance(document, Document) else None
    if not isinstance(document, Document) or not isinstance(article, Article):
        return None
    layouts = [laid_out(document.tree, tooltips=tooltips) for tooltips in (True, False)]
    return list(offenders(article.text, " ".join([*layouts, seen(stated_text(gather(document)))])))


def main() -> None:
    """Print the offenders and how many there are."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--most", type=int, help="read no more pages than this, spread over all")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    found = list(pages(options.paths))
    if not found:
        sys.exit(f"no pages in {', '.join(map(str, options.paths))}: *.html or *.html.gz are expected there")
    step = max(1, len(found) // options.most) if options.most else 1
    read = glued = 0
    for path in islice(found, 0, None, step):
        listed = joins(path)
        read += listed is not None
        glued += len(listed or ())
        for offender in listed or ():
            print(f"{path.name[:40]}: {offender}")
    print(f"{read} pages with an article, {glued} words that no page shows")
    sys.exit(1 if glued else 0)


if __name__ == "__main__":
    main()
