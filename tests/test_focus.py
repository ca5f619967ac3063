"""The crawl keeps to its subject: walks through a web as the benchmark builds them, of made-up stories."""

from __future__ import annotations

import random
import sys
from itertools import islice
from pathlib import Path

import pytest

from crawler.records import Seed

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks" / "focus"))

from run import free
from stories import Story
from walks import Reads, breadth_first, corpuscle, keywords_only
from web import Shape, build


def words(lines: str) -> list[str]:
    return lines.split()


WORDS = {
    "sailing": words(
        """
        ferry harbour captain mast anchor sail crew deck tide lighthouse storm cargo wharf
        pilot keel rudder voyage sailor lifeboat port vessel hull island strait dock
        """
    ),
    "baking": words(
        """
        oven flour bread baker dough yeast loaf sugar butter pastry recipe kitchen cake
        crust wheat cream egg salt biscuit tart honey rye mill almond icing
        """
    ),
    "astronomy": words(
        """
        telescope star planet orbit comet galaxy moon astronomer observatory eclipse
        nebula satellite crater asteroid gravity meteor cosmos lens solar rocket spectrum
        dwarf ring probe dust
        """
    ),
}
COMMON = words(
    """
        the of and was in by for with that from this had were their after when they has
        been into which over more than also would there about who other
    """
)
STORIES = 110  # of each topic
FETCHES = 90  # a quarter of the web


def made_up() -> list[Story]:
    dice = random.Random(5)
    stories = []
    for topic, words in WORDS.items():
        for number in range(STORIES):
            title = " ".join([*dice.sample(words, 3), *dice.sample(COMMON, 2)]).capitalize()
            sentences = [
                " ".join(dice.choices(COMMON, k=7) + dice.choices(words, k=4)).capitalize() + "."
                for _ in range(12)
            ]
            paragraphs = [" ".join(sentences[at : at + 3]) for at in range(0, 12, 3)]
            stories.append(Story(f"{topic}/{number}", topic, title, "\n".join(paragraphs)))
    return stories


@pytest.fixture(scope="module")
def web():
    return build(made_up(), Shape(hosts=12, single_topic_hosts=3, hub=15), 1)


@pytest.fixture(scope="module")
def reads(web):
    return Reads(web)


def harvest(web, walk, topic):
    """New stories of the topic per fetch."""
    found = [web.stories[url] for url in islice(walk, FETCHES) if url in web.stories]
    return len({story.id for story in found if story.topic == topic}) / FETCHES


@pytest.mark.parametrize("topic", WORDS)
def test_more_of_the_topic_for_fewer_fetches(web, reads, topic):
    start, story = next((url, story) for url, story in web.stories.items() if story.topic == topic)
    seed = Seed(start, story.text, story.title, start, language="en")
    ours = harvest(web, corpuscle(reads, seed, free()), topic)
    assert ours >= 0.7
    assert ours >= 1.7 * harvest(web, breadth_first(reads, start), topic)
    assert ours >= 1.2 * harvest(web, keywords_only(reads, start), topic)
