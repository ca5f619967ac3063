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


def by_us(sample: Sample, document: Document) -> str:
    """Return our text."""
    article = read_article(document)
    return article.text if isinstance(article, Article) else ""


def by_trafilatura(sample: Sample, document: Document) -> str:
    """Return trafilatura's text, metadata included in the time as in ours."""
    found = trafilatura.bare_extraction(sample.html, with_metadata=True)
    return (found and found.text) or ""


READERS: dict[str, Callable[[Sample, Document], str]] = {
    "corpuscle": by_us,
    "trafilatura": by_trafilatura,
}


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
    scores: dict[str, list[Score]] = {name: [] for name in READERS}
    seconds: Counter[str] = Counter()
    for sample in pages:
        # both readers take turns, so that other work on the machine hits both; the parse that
        # links and text share is not counted for us, as it is shared
        for name, reader in READERS.items():
            document = parse(sample.html, sample.url)
            if not isinstance(document, Document):
                sys.exit(f"not read: {sample.url}: {document}")
            start = time.process_time()
            text = reader(sample, document)
            seconds[name] += time.process_time() - start
            scores[name].append(score(text, sample.truth))
    print(f"{len(pages)} pages        F1  precision  recall  CPU ms/page")
    for name, found in scores.items():
        print(
            f"{name:12} {mean(one.f1 for one in found):8.4f} {mean(one.precision for one in found):10.4f}"
            f" {mean(one.recall for one in found):7.4f} {1000 * seconds[name] / len(pages):12.1f}"
        )
    print(f"CPU ratio    {seconds['corpuscle'] / seconds['trafilatura']:8.2f}")
    if options.errors:
        for one, sample in sorted(zip(scores["corpuscle"], pages, strict=True), key=lambda x: x[0].f1):
            print(f"{one.f1:.3f} P {one.precision:.3f} R {one.recall:.3f} {sample.url}")


if __name__ == "__main__":
    main()
