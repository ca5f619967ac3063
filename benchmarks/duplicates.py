"""Copies and excerpts: how many are found, and what finding them costs as a corpus grows.

    python benchmarks/duplicates.py quality FILE.jsonl.gz … [--each 300] [--show]
    python benchmarks/duplicates.py growth FILE.jsonl.gz … [--articles 1000 10000 100000]

`quality` saves all texts (a field `text` in each line), then copies and excerpts made of some of
them, one at a time. A copy is found if it makes a pair with what it was made of. `growth` fills
the index with fingerprints made up for as many articles, then measures the saving of real texts.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import statistics
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from crawler.corpus import Corpus
from crawler.corpus.copies.buckets import bucket_of, entry
from crawler.corpus.copies.samples import STORE
from crawler.corpus.database import transaction
from crawler.corpus.save import Saver
from crawler.likeness.shingles import SCHEME, fingerprint
from crawler.records import Article, Page, Reading, Target, Verdict
from crawler.settings import Settings

Words = list[str]
Make = Callable[[Words, random.Random, Words], Words]
SLICES, PASSES = 64, 8
SAVED_AT_ONCE = 24  # what a busy crawl saves in one transaction
MADE_UP = 10_000_000  # first number of an article that is not there
SHORTEST = 120  # words of a text that copies are made of
GROW = """insert into samples (bucket, entries) values (?, ?)
on conflict (bucket) do update set entries = cast(entries || excluded.entries as blob)"""
PAIRS = "select article, original from duplicates where :id in (article, original)"
REAL = """select d.kind, a.reason is not null as is_left_out, d.similarity, a.text, o.text as original
from duplicates d join articles a on a.id = d.article join articles o on o.id = d.original
order by 1, 2, 3"""


def noise(share: float) -> Make:
    """Replace, delete or insert words."""

    def make(text: Words, dice: random.Random, others: Words) -> Words:
        changed: Words = []
        for word in text:
            change = dice.choice(("replace", "delete", "insert")) if dice.random() < share else "keep"
            changed += [word] if change in ("keep", "insert") else []
            changed += [dice.choice(others)] if change in ("replace", "insert") else []
        return changed

    return make


def dropped(text: Words, dice: random.Random, _: Words) -> Words:
    """Leave out every fifth sentence."""
    return [word for sentence in sentences(text) if dice.random() > 0.2 for word in sentence]


def reordered(text: Words, dice: random.Random, _: Words) -> Words:
    """Shuffle pieces of three sentences: paragraphs."""
    found = sentences(text)
    paragraphs = [found[start : start + 3] for start in range(0, len(found), 3)]
    dice.shuffle(paragraphs)
    return [word for paragraph in paragraphs for sentence in paragraph for word in sentence]


def truncated(text: Words, dice: random.Random, _: Words) -> Words:
    """Keep the first 40 to 90 %."""
    return text[: int(len(text) * dice.uniform(0.4, 0.9))]


def wrapped(text: Words, dice: random.Random, others: Words) -> Words:
    """Put foreign words before and behind."""
    return [*foreign(others, dice, 60), *text, *foreign(others, dice, 60)]


def glued(text: Words, dice: random.Random, _: Words) -> Words:
    """Join every twentieth word to the next."""
    return "".join(word + ("" if dice.random() < 0.05 else " ") for word in text).split()


def passage(text: Words, dice: random.Random, share: tuple[float, float]) -> Words:
    """Cut a passage of 60 words and more out."""
    length = max(60, int(len(text) * dice.uniform(*share)))
    start = dice.randrange(max(len(text) - length, 1))
    return text[start : start + length]


def alone(text: Words, dice: random.Random, _: Words) -> Words:
    """Cut 20 to 60 % out."""
    return passage(text, dice, (0.2, 0.6))


def inside(text: Words, dice: random.Random, others: Words) -> Words:
    """Cut 20 to 60 % out and put it into another text."""
    before, behind = (foreign(others, dice, dice.randrange(60, 200)) for _ in "ab")
    return [*before, *passage(text, dice, (0.2, 0.6)), *behind]


def sixty(text: Words, dice: random.Random, others: Words) -> Words:
    """Put 60 words into another text."""
    return [*foreign(others, dice, 150), *passage(text, dice, (0, 0)), *foreign(others, dice, 150)]


KINDS: dict[str, Make] = {
    "sentences dropped (20 %)": dropped,
    "paragraphs reordered": reordered,
    "words changed: 5 %": noise(0.05),
    "words changed: 10 %": noise(0.10),
    "words changed: 15 %": noise(0.15),
    "words changed: 20 %": noise(0.20),
    "truncated to 40–90 %": truncated,
    "60 foreign words before and behind": wrapped,
    "words glued (5 %)": glued,
    "excerpt of 20–60 %, alone": alone,
    "excerpt of 20–60 %, in another text": inside,
    "excerpt of 60 words, in another text": sixty,
}


def sentences(text: Words) -> list[Words]:
    """Split words at full stops."""
    found: list[Words] = [[]]
    for word in text:
        found[-1].append(word)
        if word[-1] in ".!?":
            found.append([])
    return [sentence for sentence in found if sentence]


def foreign(others: Words, dice: random.Random, length: int) -> Words:
    """Take words of some other text, in their order."""
    start = dice.randrange(len(others) - length)
    return others[start : start + length]


class Bench:
    """A corpus that texts are saved into."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.saver = Saver(corpus.frontier, Settings())
        self.number = 0
        self.seconds: list[tuple[float, float]] = []
        """CPU and wall-clock time of each comparison."""
        self.settle = self.saver.duplicates.settle
        self.saver.duplicates.settle = self.timed  # type: ignore[method-assign]

    def timed(self, *given: Any) -> Verdict | None:
        """Compare, and note how long that takes."""
        start = time.process_time(), time.perf_counter()
        verdict = self.settle(*given)
        self.seconds.append((time.process_time() - start[0], time.perf_counter() - start[1]))
        return verdict

    def save(self, text: str) -> int:
        """Save a text under an address of its own; return its id."""
        self.number += 1
        url = f"http://host{self.number % 97}.example/{self.number}"
        article, _ = self.corpus.frontier.add(Target(url))
        read = Article(None, text, words=len(text.split()), extractor="benchmark")
        page = Page(url, status=200)
        self.saver.save([Reading(Target(url, id=article), page, read, fingerprint=fingerprint(text))])
        return article

    def partners(self, text: str) -> set[int]:
        """Save a text, look what it makes a pair with, and undo it."""
        self.corpus.connection.execute("begin immediate")
        pairs = self.pairs(self.save(text))
        self.corpus.connection.execute("rollback")
        return pairs

    def pairs(self, article: int) -> set[int]:
        """Return what an article makes a pair with."""
        rows = self.corpus.connection.execute(PAIRS, {"id": article}).fetchall()
        return {number for row in rows for number in tuple(row)} - {article}

    def cost(self) -> str:
        """Say what the comparisons since the last time took."""
        cpu, wall = (sorted(column) for column in zip(*self.seconds, strict=True))
        self.seconds.clear()
        median, late = statistics.median(cpu) * 1000, statistics.quantiles(cpu, n=20)[-1] * 1000
        return f"CPU {median:.1f} ms (95 %: {late:.1f}), wall {statistics.median(wall) * 1000:.1f} ms"


def measure_quality(texts: Sequence[str], each: int, *, show: bool) -> None:
    """Print recall and precision for each kind of copy; every eighth text serves as foreign words."""
    with tempfile.TemporaryDirectory() as folder, Corpus(Path(folder) / "c.db", create=True) as corpus:
        bench = Bench(corpus)
        for number, text in enumerate(texts):
            if number % 8:
                bench.save(text)
        print(f"saving the texts themselves: {bench.cost()}")
        report_real(corpus, show=show)
        foreign_texts = [t.split() for t in texts[::8] if len(t.split()) > 250 and not bench.partners(t)]
        kept = [(row["id"], row["text"]) for row in corpus.articles() if row["words"] >= SHORTEST]
        dice = random.Random(7)
        for name, make in KINDS.items():
            sources = dice.sample(kept, min(each, len(kept)))
            print(name, score(bench, make, sources, (foreign_texts, dice)), sep=" | ", flush=True)


def score(
    bench: Bench,
    make: Make,
    sources: Sequence[tuple[int, str]],
    chance: tuple[Sequence[Words], random.Random],
) -> str:
    """Return recall, precision and the time of comparing."""
    found = wrong = 0
    foreign_texts, dice = chance
    for source, text in sources:
        made = " ".join(make(text.split(), dice, dice.choice(foreign_texts)))
        partners = bench.partners(made)
        found += source in partners
        wrong += len(partners - bench.pairs(source) - {source})
    recall, precision = found / len(sources), found / max(found + wrong, 1)
    return f"recall {recall:.3f} | precision {precision:.3f} | {bench.cost()}"


def report_real(corpus: Corpus, *, show: bool) -> None:
    """Print what was found among the texts themselves, for people to look at."""
    rows = corpus.connection.execute(REAL).fetchall()
    counts = Counter((row["kind"], row["is_left_out"]) for row in rows)
    for (kind, is_left_out), number in counts.items():
        print(f"among the texts themselves: {number} {kind}, {'left out' if is_left_out else 'both kept'}")
    for row in rows if show else ():
        print(f"\n{row[0]} {row[1]} {row[2]}\n  {row['text'][:300]!r}\n  {row['original'][:300]!r}")


def measure_growth(texts: Sequence[str], sizes: Sequence[int]) -> None:
    """Print cost and size of corpora of different sizes."""
    average = statistics.mean(len(fingerprint(text).samples) for text in texts)
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "c.db"
            each = fill(path, size, round(average))
            with Corpus(path) as corpus:
                bench = Bench(corpus)
                for first in range(0, len(texts), SAVED_AT_ONCE):
                    with transaction(corpus.connection):
                        for text in texts[first : first + SAVED_AT_ONCE]:
                            bench.save(text)
                print(f"{size} articles, {each:.0f} B each: {bench.cost()}", flush=True)


def fill(path: Path, size: int, samples: int) -> float:
    """Make up fingerprints; return how many bytes each takes in the file.

    Samples go in by slices of their range, in order: at random, a million articles take an hour.
    Each slice comes in several passes, so that pages are split as they are by single articles.
    """
    with Corpus(path, create=True) as corpus:
        connection = corpus.connection
        connection.execute("pragma foreign_keys = off")
        before = connection.execute("pragma page_count").fetchone()[0]
        dice = random.Random(7)
        with transaction(connection):
            made_up = ((MADE_UP + n, SCHEME, 2**31 - 1 - n) for n in range(size))
            connection.executemany(STORE, made_up)
        width = 2**32 // SLICES
        for low in range(-(2**31), 2**31, width):
            with transaction(connection):
                for _ in range(PASSES):
                    entries: dict[int, bytes] = defaultdict(bytes)
                    for _ in range(size * samples // SLICES // PASSES):
                        sample = low + dice.randrange(width)
                        entries[bucket_of(sample)] += entry(sample, MADE_UP + dice.randrange(size))
                    connection.executemany(GROW, sorted(entries.items()))
        pages = connection.execute("pragma page_count").fetchone()[0] - before
        return float(pages * connection.execute("pragma page_size").fetchone()[0] / size)


def read_texts(paths: Sequence[Path]) -> list[str]:
    """Read the texts of JSON lines."""
    return [
        " ".join(json.loads(line)["text"].split())
        for path in paths
        for line in gzip.open(path, "rt", encoding="utf-8")
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("quality", "growth"))
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--each", type=int, default=300, help="copies of each kind")
    parser.add_argument("--show", action="store_true", help="print the pairs among the texts themselves")
    parser.add_argument("--articles", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    given = parser.parse_args()
    texts = read_texts(given.files)
    if given.what == "quality":
        measure_quality(texts, given.each, show=given.show)
    else:
        measure_growth(texts, given.articles)


if __name__ == "__main__":
    main()
