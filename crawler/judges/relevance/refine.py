"""Learns from the crawl itself: what was found near a topic says more about it than the seeds could."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from ...records import Article
from .aim import Aim
from .background import DIMENSIONS, Floats, unit
from .chance import chance
from .sketch import Sketch, blend
from .topic import MOST_WORDS, Topic, order, sketch_of

# Both methods must be sure: a text far from the usual in meaning, and one that shares words.
SURE = 0.8
LEAST_MEANING = 1.5  # standard deviations; 1 in 15 texts taken at random has that
LEAST_WORDS = 0.15  # root of the cosine; half of the texts taken at random have less
UNLIKELY = 0.2  # texts below are what the topic is told from
MOST_TEXTS = 100  # that an aim learns from, the likeliest; from 10 it learns less (AUC 0.934 for 0.940)
HALF_WAY = 10
LARGEST_SHARE = 0.5  # of what was found in an aim: never more than the seeds
AGAINST = 0.5  # how far an aim moves away from what was found off topic
FARTHEST = 0.75  # cosine to the aim by seeds alone that a learned aim keeps
WHOLE = 1_000_000  # sums are of whole numbers, which come out the same in any order


@dataclass(slots=True)
class Found:
    """What the articles of a corpus say about a topic; holds a few hundred of them at most."""

    topic: Topic
    near: list[list[tuple[float, tuple[tuple[str, float], ...], Sketch]]] = field(default_factory=list)
    far: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(DIMENSIONS, np.int64))
    others: int = 0
    """Texts that `far` is the sum of."""

    def __post_init__(self) -> None:
        self.near = [[] for _ in self.topic.aims]

    def add(self, text: Sketch) -> None:
        """Take note of a text."""
        odds, number = self.topic.nearest(text)
        likely = chance(odds)
        meaning, words = self.topic.aims[number].parts(text)
        if likely >= SURE and meaning >= LEAST_MEANING and words >= LEAST_WORDS:
            self.keep(number, likely, text)
        elif likely <= UNLIKELY and text.meaning is not None:
            self.far += np.rint(text.meaning * WHOLE).astype(np.int64)
            self.others += 1

    def keep(self, number: int, likely: float, text: Sketch) -> None:
        """Keep a text, if it is among the likeliest of an aim."""
        entry = (likely, order(text), text)
        if entry[:2] in (other[:2] for other in self.near[number]):
            return
        push = heapq.heappush if len(self.near[number]) < MOST_TEXTS else heapq.heappushpop
        push(self.near[number], entry)

    def learned(self) -> Iterator[Aim]:
        """Yield the aims, drawn towards what was found near them and away from the rest."""
        far = unit(self.far.astype(np.float32)) * trust(self.others) * AGAINST
        for aim, near in zip(self.topic.aims, self.near, strict=True):
            texts = [text for *_, text in sorted(near)]
            yield draw(aim, texts, far)


def refine(topic: Topic, articles: Iterable[Article]) -> Topic:
    """Learn from articles that were found, whatever their order."""
    return refine_by(topic, map(sketch_of, articles))


def refine_by(topic: Topic, texts: Iterable[Sketch]) -> Topic:
    """Learn from the sketches of articles that were found, whatever their order.

    It starts from seeds and marks each time, so that errors don't add up over runs.
    """
    found = Found(replace(topic, learned=()))
    if topic.aims:
        for text in texts:
            found.add(text)
    return replace(topic, learned=tuple(found.learned()))


def trust(texts: int) -> float:
    """Return how far to go by texts: half-way by ten of them."""
    return texts / (texts + HALF_WAY)


def draw(aim: Aim, texts: list[Sketch], far: Floats) -> Aim:
    """Draw an aim towards texts and away from others, within bounds."""
    mine = aim.sketch
    share = LARGEST_SHARE * trust(len(texts))
    found = [(share / len(texts), text.words) for text in texts]
    words = blend([(1 - share, mine.words), *found], MOST_WORDS)
    if mine.meaning is None:
        return Aim.at(Sketch(words, None, mine.language))
    meanings = [text.meaning for text in texts if text.meaning is not None]
    near = unit(np.sum(meanings, 0)) if meanings else mine.meaning
    wanted = unit((1 - share) * mine.meaning + share * near) - far
    return Aim.at(Sketch(words, bounded(mine.meaning, wanted), mine.language))


def bounded(old: Floats, new: Floats) -> Floats:
    """Return the first point on the way back from `new` that is near enough to `old`."""
    for back in np.linspace(0, 1, 11, dtype=np.float32):
        meaning = unit((1 - back) * new + back * old)
        if float(meaning @ old) >= FARTHEST:
            return meaning
    return old
