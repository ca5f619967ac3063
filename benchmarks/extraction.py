"""Measure the article reader on pages with known text, beside trafilatura's defaults.

    python benchmarks/extraction.py FOLDER [--errors]

FOLDER holds ground-truth.json (id → articleBody, url) and html/ID.html.gz. The score of a page
is F1 over 4-word shingles of lower-cased words, as multisets; reported is the mean over pages.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean
from typing import Any

import trafilatura

from crawler.reading.article import read_article
from crawler.reading.decode import decode
from crawler.reading.document import Document, parse
from crawler.reading.language import language_of
from crawler.records import Article

SHINGLE = 4
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Sample:
    """A page and the text a person saw on it."""

    url: str
    html: str = field(repr=False)
    truth: str = field(repr=False)


@dataclass(frozen=True)
class Score:
    """How much of a text is right, and how much of the right text is there."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def samples(folder: Path) -> Iterator[Sample]:
    """Read the pages of a folder."""
    truths = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    for name, truth in truths.items():
        body = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        yield Sample(truth.get("url") or "http://localhost/a", decode(body)[0], truth["articleBody"])


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Count runs of four words; shorter texts are one run."""
    words = WORD.findall(text.lower())
    last = max(1, len(words) - SHINGLE + 1)
    return Counter(tuple(words[i : i + SHINGLE]) for i in range(last)) if words else Counter()


def score(text: str, truth: str) -> Score:
    """Compare two texts."""
    ours, theirs = shingles(text), shingles(truth)
    common = (ours & theirs).total()
    return Score(common / max(1, ours.total()), common / max(1, theirs.total()))


def by_us(document: Document) -> str:
    """Return our text."""
    article = read_article(document)
    return article.text if isinstance(article, Article) else ""


def by_trafilatura(html: str) -> str:
    """Return trafilatura's text; it reads metadata as well, as we do."""
    found = trafilatura.bare_extraction(html, with_metadata=True)
    return getattr(found, "text", None) or ""


@dataclass
class Result:
    """What one reader scored and spent."""

    scores: list[Score] = field(default_factory=list)
    seconds: float = 0.0

    def add(self, reader: Callable[[Any], str], page: object, truth: str) -> None:
        """Let a reader read a page."""
        start = time.process_time()
        text = reader(page)
        self.seconds += time.process_time() - start
        self.scores.append(score(text, truth))

    def __str__(self) -> str:
        """Return the means, as a row of the table."""
        columns = (mean(getattr(one, name) for one in self.scores) for name in ("f1", "precision", "recall"))
        means = "".join(f"{value:11.4f}" for value in columns)
        return f"{means}{1000 * self.seconds / len(self.scores):13.1f}"


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true", help="list our pages, the worst first")
    options = parser.parse_args()
    if not (options.folder / "ground-truth.json").is_file():
        sys.exit(f"no pages in {options.folder}: ground-truth.json and html/ are expected there")
    logging.disable(logging.CRITICAL)
    language_of("Loads the model, which is no page's fault.")
    pages = list(samples(options.folder))
    ours, theirs = Result(), Result()
    for sample in pages:
        document = parse(sample.html, sample.url)
        if not isinstance(document, Document):
            sys.exit(f"not read: {sample.url}: {document}")
        # In turns, so that other work on the machine hits both. The parse is not counted for us:
        # links and text share it.
        ours.add(by_us, document, sample.truth)
        theirs.add(by_trafilatura, sample.html, sample.truth)
    print(f"{len(pages):4} pages            F1  precision     recall  CPU ms/page")
    print(f"corpuscle  {ours}\ntrafilatura{theirs}")
    print(f"CPU ratio  {ours.seconds / theirs.seconds:11.2f}")
    if options.errors:
        for one, sample in sorted(zip(ours.scores, pages, strict=True), key=lambda pair: pair[0].f1):
            print(f"{one.f1:.3f} P {one.precision:.3f} R {one.recall:.3f} {sample.url}")


if __name__ == "__main__":
    main()
