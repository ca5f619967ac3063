"""How well relevance tells a topic from others, and whether its odds are honest.

    python benchmarks/relevance.py [FOLDER]

Without FOLDER: the articles of the demo web, in five languages, judged by its English seed alone.
FOLDER holds one file of JSON lines per topic (`politics.jsonl.gz`, with `title` and `text`), all in
English. Seeds are drawn from a topic; the texts of all topics are then judged. "after a crawl" has
seen them all before, without knowing the topic of any; "marked" was told it of ten.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean, stdev

import numpy as np
import numpy.typing as npt

from crawler import seeds
from crawler.demo.content import FOLDER, Library
from crawler.judges.relevance import Relevance, Topic
from crawler.judges.relevance.refine import Found
from crawler.judges.relevance.sketch import Sketch
from crawler.judges.relevance.topic import sketch_of
from crawler.records import Article
from crawler.settings import Judges

# What else the demo web writes about, such as batteries, is near its subject: neither right nor wrong.
SIDES = {"ev-makers": True} | dict.fromkeys(("gardening", "cooking", "football", "housing", "history"), False)
DRAWS = 20
MARKS = 5  # of either kind
BINS = 10
Scores = npt.NDArray[np.float64]
Labels = npt.NDArray[np.bool_]
Way = Callable[["Draw"], Topic]


@dataclass(frozen=True, slots=True)
class Text:
    """One text and its topic."""

    topic: str
    article: Article
    sketch: Sketch


@dataclass(frozen=True, slots=True)
class Draw:
    """Seeds, some marks, and the texts that are left to judge."""

    topic: str
    seeds: Sequence[Text]
    yes: Sequence[Text]
    no: Sequence[Text]
    rest: Sequence[Text]


def main() -> None:
    """Print one of two tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    folder = parser.parse_args().folder
    across_topics(folder) if folder else across_languages()


def across_languages() -> None:
    """Print one line per language of the demo web."""
    judge = Relevance(Topic.of(seeds.load([FOLDER.parent / "seed.md"])), Judges().min_relevance)
    print("| | articles | AUC | lowest on its subject | highest off it |")
    print("|---|---|---|---|---|")
    scores = defaultdict(list)
    for article in Library(1).articles:
        text = Article(article.title, article.text, language=article.language)
        side = SIDES.get(article.theme)
        scores[article.language].append((judge(text).score or 0.0, side))
    for language, judged in sorted(scores.items()):
        on, off = (np.array([score for score, its in judged if its is side]) for side in (True, False))
        auc = area(np.hstack([on, off]), np.arange(len(on) + len(off)) < len(on))
        print(f"| {language} | {len(on) + len(off)} | {auc:.3f} | {on.min():.2f} | {off.max():.2f} |")


def across_topics(folder: Path) -> None:
    """Print one line a way of judging and number of seeds."""
    texts = list(load(folder))
    lowest = Judges().min_relevance
    print(f"{len(texts)} texts; {cost(texts):.2f} ms of CPU to judge one of 300 to 600 words")
    print("| | seeds | AUC (spread, worst) | calibration error | kept on topic | kept off topic |")
    print("|---|---|---|---|---|---|")
    for count in (1, 3):
        for name, way in WAYS.items():
            print(f"| {name} | {count} | {report(list(draws(texts, count)), way, lowest)} |", flush=True)


def load(folder: Path) -> Iterator[Text]:
    """Read the texts of all topics."""
    for path in sorted(folder.glob("*.jsonl.gz")):
        topic = path.name.split(".")[0]
        for row in map(json.loads, gzip.decompress(path.read_bytes()).decode().splitlines()):
            words = len(row["text"].split())
            article = Article(row["title"], row["text"], language="en", words=words)
            yield Text(topic, article, sketch_of(article))


def draws(texts: Sequence[Text], count: int) -> Iterator[Draw]:
    """Draw seeds of each topic in turn, the same ones every time."""
    dice = random.Random(7)
    for topic in sorted({text.topic for text in texts}) * DRAWS:
        mixed = dice.sample(texts, len(texts))
        mine = [text for text in mixed if text.topic == topic]
        others = [text for text in mixed if text.topic != topic]
        first, yes, no = mine[:count], mine[count : count + MARKS], others[:MARKS]
        yield Draw(topic, first, yes, no, mine[count + MARKS :] + others[MARKS:])


def seeds_alone(draw: Draw) -> Topic:
    """Know nothing but the seeds."""
    return Topic.of([text.article for text in draw.seeds])


def words_alone(draw: Draw) -> Topic:
    """Leave meaning out: TF-IDF with the shipped frequencies."""
    topic = seeds_alone(draw)
    aims = (replace(aim, sketch=replace(aim.sketch, meaning=None)) for aim in topic.aims)
    return replace(topic, aims=tuple(aims))


def after_a_crawl(draw: Draw) -> Topic:
    """Learn from the texts, unlabelled, as `refine` does."""
    topic = seeds_alone(draw)
    found = Found(topic)
    for text in draw.rest:
        found.add(text.sketch)
    return replace(topic, learned=tuple(found.learned()))


def marked(draw: Draw) -> Topic:
    """Learn from marks of a person."""
    return Topic.of(*([text.article for text in texts] for texts in (draw.seeds, draw.yes, draw.no)))


WAYS: dict[str, Way] = {
    "words alone": words_alone,
    "seeds alone": seeds_alone,
    "after a crawl": after_a_crawl,
    f"{MARKS} yes and {MARKS} no marked": marked,
}


def report(drawn: Sequence[Draw], way: Way, lowest: float) -> str:
    """Return what a way of judging comes to, over all draws."""
    areas, scores, labels = [], [], []
    for draw in drawn:
        topic = way(draw)
        odds = np.array([topic.nearest(text.sketch)[0] for text in draw.rest])
        wanted = np.array([text.topic == draw.topic for text in draw.rest])
        areas.append(area(odds, wanted))
        scores.append(1 / (1 + np.exp(-odds)))
        labels.append(wanted)
    score, label = np.hstack(scores), np.hstack(labels)
    spread = f"{mean(areas):.3f} ({stdev(areas):.3f}, {min(areas):.3f})"
    kept = (f"{np.mean(score[label == side] >= lowest):.0%}" for side in (True, False))
    return " | ".join([spread, f"{calibration_error(score, label):.3f}", *kept])


def area(scores: Scores, wanted: Labels) -> float:
    """Return the chance that a wanted text scores above an unwanted one."""
    _, group, sizes = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(sizes) - (sizes - 1) / 2)[group]
    yes, no = int(wanted.sum()), int((~wanted).sum())
    return float((ranks[wanted].sum() - yes * (yes + 1) / 2) / (yes * no))


def calibration_error(scores: Scores, wanted: Labels) -> float:
    """Return the mean gap between what was said and what was true, over ten bins.

    Both kinds weigh the same: the judge holds a text for as likely on topic as not before it reads.
    """
    weights = np.where(wanted, 0.5 / wanted.sum(), 0.5 / (~wanted).sum())
    places = np.minimum((scores * BINS).astype(int), BINS - 1)
    gaps = ((weights * (scores - wanted))[places == place].sum() for place in range(BINS))
    return float(sum(map(abs, gaps)))


def cost(texts: Sequence[Text]) -> float:
    """Return milliseconds of CPU per text of a middling length."""
    judge = Relevance(Topic.of([texts[0].article]), 0.0)
    articles = [text.article for text in texts if 300 <= text.article.words <= 600]
    start = time.process_time()
    for article in articles:
        judge(article)
    return 1000 * (time.process_time() - start) / len(articles)


if __name__ == "__main__":
    main()
