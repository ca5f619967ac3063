"""What a topic learns from is sketched once, and read as it was made."""

from __future__ import annotations

import hashlib
import json
import pickle

import numpy as np
import pytest
from builders import claim, make_article, make_reading, rows
from subjects import OFF_TOPIC, ON_TOPIC, SEED

from crawler.corpus import Corpus
from crawler.corpus.judged import learning, sketches
from crawler.corpus.run import Run
from crawler.corpus.runs import Stop
from crawler.judges.relevance import Topic, refine
from crawler.judges.relevance.sketch import SCHEME, sketch
from crawler.reasons import Reason
from crawler.records import Target, Verdict
from crawler.settings import Settings

TEXTS = [*ON_TOPIC.items(), *OFF_TOPIC.items(), (None, "Ferry, ferry: a wreck in the strait"), ("en", "42")]
DIGESTS = {1: "51c6bd5c4fe2"}


@pytest.fixture
def learned(corpus: Corpus) -> Corpus:
    """A corpus whose last run found articles in several languages, some of them off topic."""
    corpus.plant([SEED])
    run = Run.start(corpus, Settings())
    for number, (language, text) in enumerate(TEXTS):
        article = make_article(text, title=f"Number {number}", language=language)
        verdict = Verdict("relevance", number / 10, Reason.OFF_TOPIC if number % 2 else None)
        (target,) = claim(corpus, Target(f"https://{number}.example/"))
        run.save([make_reading(target, article, verdicts=(verdict,))])
    run.finish(Stop.FRONTIER)
    return corpus


def asked_for(corpus: Corpus) -> list[str]:
    """The texts that are read when a topic is learned."""
    asked: list[str] = []
    corpus.connection.set_trace_callback(asked.append)
    corpus.topic()
    corpus.connection.set_trace_callback(None)
    return [sql for sql in asked if sql.startswith("select title, text")]


def kept(corpus: Corpus) -> list[int]:
    return [article for (article,) in rows(corpus, "select article from sketches order by article")]


def test_a_kept_sketch_is_to_the_last_bit_what_it_was(learned: Corpus) -> None:
    # the likeliest first, which are all, and those off topic once more
    articles = [
        make_article(text, title=f"Number {number}", language=language)
        for number, (language, text) in enumerate(TEXTS)
    ]
    articles += articles[1::2]
    afresh = pickle.dumps(refine(Topic.of([SEED]), articles).learned)
    assert len(asked_for(learned)) == len(TEXTS)
    assert asked_for(learned) == []
    assert pickle.dumps(learned.topic().learned) == afresh


@pytest.mark.parametrize(
    "change",
    ["title = 'Another'", "split_text = 'Another'", "language = 'fr'"],
    ids=["title", "text", "language"],
)
def test_an_article_that_changed_is_sketched_anew(learned: Corpus, change: str) -> None:
    learned.topic()
    (first, *others) = kept(learned)
    learned.connection.execute(f"update articles set {change} where id = ?", (first,))
    assert kept(learned) == others
    assert len(asked_for(learned)) == 1
    assert kept(learned) == [first, *others]


def test_what_was_sketched_in_another_way_is_sketched_anew(learned: Corpus) -> None:
    learned.topic()
    learned.connection.execute("update sketches set scheme = 0, words = 'other', weights = x'00'")
    assert len(asked_for(learned)) == len(TEXTS)
    assert rows(learned, "select distinct scheme from sketches") == [(SCHEME,)]


def test_only_what_is_learned_from_is_kept(learned: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    learned.topic()
    monkeypatch.setattr(learning, "MOST_NEAR", 3)
    monkeypatch.setattr(learning, "MOST_FAR", 0)
    learned.topic()
    assert kept(learned) == [6, 7, 8]


def test_no_sketch_outlives_its_scheme() -> None:
    made = [sketches.row_of(sketch("A title", text, language)) for language, text in TEXTS]
    said = [
        (
            words,
            np.frombuffer(weights).round(3).tolist(),
            meaning and np.frombuffer(meaning, np.float32).astype(float).round(2).tolist(),
        )
        for _, words, weights, meaning in made
    ]
    digest = hashlib.sha256(json.dumps(said).encode()).hexdigest()[:12]
    assert DIGESTS[SCHEME] == digest, "texts are sketched in another way: raise SCHEME, and note it here"
