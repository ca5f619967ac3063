"""Measure what reading costs: CPU per stage, and all of it beside trafilatura's defaults.

    python benchmarks/reading.py FOLDER… [--most N] [--rounds N]

FOLDER holds pages, *.html or *.html.gz at any depth. Their addresses are looked up in
labels.jsonl, ground-truth.json or index/pages.json, if there are such files. Each page is read by
both in turns, so that other work on the machine hits both; of several rounds the cheapest counts.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median
from typing import Any

import trafilatura

from crawler.reading.article import read_article
from crawler.reading.decode import decode
from crawler.reading.document import Document, parse
from crawler.reading.language import language_of
from crawler.reading.links.find import find_links
from crawler.reading.metadata.claims import gather
from crawler.reading.metadata.fields import read_metadata
from crawler.reading.page import read
from crawler.records import Article
from crawler.workers import collect_less_often

NOWHERE = "https://news.example/world/2024/01/a-page-of-some-kind"
STAGES = ("decode", "parse", "links", "text", "metadata", "language")
OURS, THEIRS = "read, complete", "trafilatura"
Costs = dict[str, float]


@dataclass(frozen=True)
class Sample:
    """A page as a server sent it."""

    name: str
    url: str
    body: bytes = field(repr=False)


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


def samples(folder: Path) -> Iterator[Sample]:
    """Read the pages of a folder."""
    known = addresses(folder)
    for path in sorted([*folder.rglob("*.html"), *folder.rglob("*.html.gz")]):
        body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        name = path.name.partition(".html")[0]
        url = known.get(name) or known.get(str(path).partition(".html")[0]) or NOWHERE
        yield Sample(str(path), url, body)


def timed(costs: Costs, stage: str, function: Callable[..., Any], *arguments: Any) -> Any:
    """Call a function, and add the CPU time it takes to a stage."""
    start = time.process_time()
    answer = function(*arguments)
    costs[stage] = costs.get(stage, 0.0) + time.process_time() - start
    return answer


def by_stages(sample: Sample) -> Costs:
    """Read a page stage by stage."""
    costs = dict.fromkeys(STAGES, 0.0)
    text, _ = timed(costs, "decode", decode, sample.body, "text/html")
    document = timed(costs, "parse", parse, text, sample.url)
    if not isinstance(document, Document):
        return costs
    timed(costs, "links", find_links, document)
    article = timed(costs, "text", read_article, document)
    claims = timed(costs, "metadata", gather, document)
    timed(costs, "metadata", read_metadata, document, claims)
    if isinstance(article, Article):
        timed(costs, "language", language_of, article.text)
    # the article's reader calls both of these; what is left is the text's
    costs["text"] = max(0.0, costs["text"] - costs["metadata"] - costs["language"])
    return costs


def by_trafilatura(body: bytes, url: str) -> object:
    """Read a page as people who use trafilatura do."""
    return trafilatura.bare_extraction(body, url=url, with_metadata=True)


def measure(sample: Sample) -> Costs:
    """Return what each way of reading a page costs."""
    costs: Costs = {}
    timed(costs, OURS, read, sample.body, sample.url, "text/html")
    timed(costs, THEIRS, by_trafilatura, sample.body, sample.url)
    return costs | by_stages(sample)


def cheapest(sample: Sample, rounds: int) -> Costs:
    """Return the least that each way of reading costs in several rounds."""
    found = [measure(sample) for _ in range(rounds)]
    return {name: min(costs[name] for costs in found) for name in found[0]}


def report(found: list[Costs]) -> None:
    """Print a line per stage, and the ratio."""
    print(f"{len(found)} pages{'mean':>14}{'median':>9}  ms of CPU a page")
    for name in (*STAGES, OURS, THEIRS):
        costs = [page[name] * 1e3 for page in found]
        print(f"{name:16}{mean(costs):9.2f}{median(costs):9.2f}")
    ratio = sum(page[OURS] for page in found) / sum(page[THEIRS] for page in found)
    print(f"{'ratio':16}{ratio:9.2f}{median(page[OURS] / page[THEIRS] for page in found):9.2f}")


def main() -> None:
    """Measure all pages of all folders."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--most", type=int, help="pages to measure, drawn from all")
    parser.add_argument("--rounds", type=int, default=1, help="times each page is read")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    pages = [sample for folder in options.folders for sample in samples(folder)]
    if not pages:
        sys.exit("no pages: *.html or *.html.gz are expected in the folders")
    if options.most and options.most < len(pages):
        pages = random.Random(0).sample(pages, options.most)
    for sample in pages[:3]:
        measure(sample)  # loads models and fills caches, which is no page's fault
    collect_less_often()
    report([cheapest(sample, options.rounds) for sample in pages])


if __name__ == "__main__":
    main()
